#pragma once

#include "core/tunnel/process_record.h"
#include "core/tunnel/provider.h"
#include "core/tunnel/tool_text.h"

#include <QObject>
#include <QProcess>
#include <QTimer>

#include <chrono>
#include <memory>

namespace offhook::tunnel {

/// One run of a tool as a child process. The child ends with Offhook: on Linux the kernel kills it when the thread that
/// started it dies (also by SIGKILL), and what it has started itself is ended by its record. Start it from a thread
/// that lives as long as the program, which is the main thread. Its input stays open and empty.
class Process final : public QObject {
    Q_OBJECT
public:
    explicit Process(const QString &recordFolder, QObject *parent = nullptr);
    /// Kills it.
    ~Process() override;

    /// `program` is a path. started or ended() follow.
    void start(const QString &program, const Launch &launch);
    /// Asks it to end (SIGTERM), kills it after `grace`. ended() follows.
    void stop(std::chrono::milliseconds grace);
    [[nodiscard]] bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    [[nodiscard]] qint64 pid() const { return m_process.processId(); }

Q_SIGNALS:
    /// One line of its output or error output, without terminal control.
    void line(const QByteArray &text);
    /// Once for each start. `why` is empty unless the system has something to say (it could not be started, a signal).
    void ended(int exitCode, const QString &why);

private:
    void readOutput();
    void readErrors();
    void tell(const std::vector<QByteArray> &lines);
    void finished(int exitCode, QProcess::ExitStatus status);

    ProcessRecord m_record;
    QProcess m_process;
    QTimer m_grace;
    LineReader m_output;
    LineReader m_errors;
    bool m_told = true;
};

} // namespace offhook::tunnel
