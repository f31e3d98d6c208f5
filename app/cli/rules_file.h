#pragma once

#include "core/base/result.h"
#include "core/session/answering.h"

#include <QByteArray>
#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

namespace offhook::cli {

/// The file of `serve --rules`: its rules answer for this run, and again whenever the file changes, from the next
/// request on. A file with a mistake is told on stderr, and the rules before stay in force. Main thread.
class RulesFile final : public QObject {
    Q_OBJECT
public:
    RulesFile(QString name, Answering &answering, QObject *parent = nullptr);

    /// The first time. FileUnreadable or what rulesFromJson() fails with.
    [[nodiscard]] Result<void> open();

private:
    [[nodiscard]] Result<void> read();
    void changed();
    void watch();

    QString m_name;
    Answering &m_answering;
    QByteArray m_text;
    QFileSystemWatcher m_watcher;
    QTimer m_pause; ///< an editor may write in several steps
};

} // namespace offhook::cli
