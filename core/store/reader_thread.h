#pragma once

#include "core/base/result.h"

#include <QObject>
#include <QString>
#include <QThread>

#include <atomic>
#include <functional>
#include <memory>

namespace offhook::store {

class EventReader;

/// Set to end a piece of work early.
using CancelFlag = std::shared_ptr<std::atomic<bool>>;

/// A thread with an EventReader of its own, which is opened with the first work. Work runs in the order posted; when it
/// must not be run (cancelled before its turn) or cannot (the workspace does not open) it is given the reason.
class ReaderThread {
public:
    using Work = std::function<void(Result<EventReader *>)>;

    ReaderThread(const QString &path, const QString &name);
    /// Ends what runs, drops what waits.
    ~ReaderThread();

    void post(Work work, CancelFlag cancel = {});

private:
    void run(const Work &work, const CancelFlag &cancel);
    [[nodiscard]] Result<EventReader *> reader();

    QString m_path;
    QThread m_thread;
    std::unique_ptr<QObject> m_context;    ///< lives on the thread
    std::unique_ptr<EventReader> m_reader; ///< used there
    std::atomic<bool> m_stopping = false;
};

} // namespace offhook::store
