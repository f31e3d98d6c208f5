#include "core/store/checkpointer.h"

#include <sqlite3.h>

namespace offhook::store {

Result<CheckpointProgress> checkpoint(const Connection &connection) {
    CheckpointProgress progress{-1, -1};
    // A connection that has read nothing yet does not know that there is a log, and says -1.
    for (int attempt = 0; attempt < 2 && progress.logged < 0; ++attempt) {
        if (attempt > 0) {
            if (const auto read = connection.number("SELECT count(*) FROM sqlite_schema"); !read)
                return read.error();
        }
        const int code = sqlite3_wal_checkpoint_v2(
            connection.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, &progress.logged, &progress.copied);
        if (code != SQLITE_OK && code != SQLITE_BUSY)
            return sqliteError(connection.handle(), code);
    }
    return progress;
}

Checkpointer::Checkpointer(
    const QString &path, QObject *owner, std::function<void(Result<CheckpointProgress>)> finished)
    : m_path(path)
    , m_context(std::make_unique<QObject>())
    , m_results(owner, [this, finished = std::move(finished)](const std::vector<Result<CheckpointProgress>> &results) {
        m_running = false;
        finished(results.back());
    }) {
    m_thread.setObjectName(QStringLiteral("checkpoint"));
    m_context->moveToThread(&m_thread);
    m_thread.start(QThread::LowPriority);
}

Checkpointer::~Checkpointer() {
    m_thread.quit();
    m_thread.wait();
}

void Checkpointer::run() {
    if (std::exchange(m_running, true))
        return;
    QMetaObject::invokeMethod(
        m_context.get(),
        [this] {
            if (!m_connection) {
                auto opened = Connection::open(m_path, Connection::Mode::ReadWrite);
                if (!opened)
                    return m_results.post(opened.error());
                m_connection = std::move(*opened);
            }
            m_results.post(checkpoint(m_connection));
        },
        Qt::QueuedConnection);
}

} // namespace offhook::store
