#pragma once

#include <QByteArray>
#include <QString>

namespace offhook::tunnel {

/// Remembers on disk which child processes belong to a running Offhook, so that those which outlived it can be ended at
/// the next start. A child and what it started are known by a random token in their environment, which no other process
/// can have by chance: a process id that was given out again harms nobody. Linux; elsewhere nothing outlives unseen and
/// the functions do nothing.
class ProcessRecord {
public:
    static constexpr const char *Variable = "OFFHOOK_TUNNEL_RUN";

    /// `folder` is made when it is not there.
    explicit ProcessRecord(QString folder);
    /// Takes its file away.
    ~ProcessRecord();
    Q_DISABLE_COPY_MOVE(ProcessRecord)

    /// What the child is to have in its environment as Variable.
    [[nodiscard]] const QByteArray &token() const { return m_token; }
    /// Writes the record: from now on a crash leaves a trace. Without it (a full disk) the tunnel works all the same.
    void write() const;
    /// The child ended and was reaped.
    void remove() const;

    /// Ends what is left of Offhooks that are gone, and their records. Returns how many processes it ended.
    static int endLeftovers(const QString &folder);
    /// Ends every process that carries the token, at once.
    static int endAll(const QByteArray &token);
    /// $XDG_DATA_HOME/Offhook/tunnels or where the system has it.
    [[nodiscard]] static QString defaultFolder();

private:
    QString m_folder;
    QByteArray m_token;
};

} // namespace offhook::tunnel
