#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/store/event_store.h"
#include "core/store/writer_core.h"

#include <QTimer>

#include <functional>

namespace offhook::store {

/// What the tracker of threads needs from time to time beside the events: those of earlier runs shown to it, a look for
/// what is overdue, and the flags that follow written. On the writer's thread, a part of EventWriter.
class ThreadUpkeep {
public:
    struct Host {
        std::function<void()> flush; ///< commits what is queued
        std::function<bool()> isFailing;
        std::function<void(const Error &)> failed;
        std::function<void(EventBatch)> tell;
    };

    ThreadUpkeep(WriterCore &core, const Clock &clock, Host host);

    /// Events were committed.
    void stored();
    /// Writes what has been found out. While the disk refuses it waits, so that nothing is lost.
    void writeChanges();

private:
    void recall();
    void sweep();

    WriterCore &m_core;
    const Clock &m_clock;
    Host m_host;
    QTimer m_recallTimer;
    QTimer m_changesTimer;
    QTimer m_sweepTimer;
};

} // namespace offhook::store
