#pragma once

#include "core/base/mailbox.h"
#include "core/store/sqlite.h"

#include <QObject>
#include <QThread>

#include <functional>
#include <memory>

namespace offhook::store {

/// How far a checkpoint came: pages in the write-ahead log, and how many of them are in the database file.
struct CheckpointProgress {
    int logged = 0;
    int copied = 0;
};

/// Moves pages from the write-ahead log to the database file as far as readers allow, waiting for nobody.
[[nodiscard]] Result<CheckpointProgress> checkpoint(const Connection &connection);

/// Does it on a thread and a connection of its own, so that the capture thread never waits for it.
class Checkpointer {
public:
    /// `finished` runs on the thread of `owner` after each run().
    Checkpointer(const QString &path, QObject *owner, std::function<void(Result<CheckpointProgress>)> finished);
    ~Checkpointer();

    /// One checkpoint; asked for again while one is running, nothing happens.
    void run();
    [[nodiscard]] bool isRunning() const { return m_running; }

private:
    QString m_path;
    QThread m_thread;
    std::unique_ptr<QObject> m_context; ///< lives on the thread
    Connection m_connection;            ///< used there
    Mailbox<Result<CheckpointProgress>> m_results;
    bool m_running = false;
};

} // namespace offhook::store
