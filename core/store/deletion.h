#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/store/retention.h"

#include <QTimer>

#include <deque>
#include <functional>
#include <vector>

namespace offhook::store {

class WriterCore;

/// Deletes events in small steps between a writer's commits, so that a request never waits long behind them: first what
/// was asked for, then what retention lets go, then pages that are free. Lives on the writer's thread, which has an
/// event loop.
class Deletion {
public:
    using Done = std::function<void(Result<qint64>)>;
    /// What it asks of the writer and tells it.
    struct Host {
        std::function<bool()> isBusy;    ///< events came a moment ago
        std::function<bool()> isFailing; ///< the disk refuses
        std::function<void(std::vector<EventId> ids)> removed;
        std::function<void(const Error &error)> failed;
    };

    Deletion(WriterCore &core, Host host);

    /// `done` hears how many there were; an error once a step failed.
    void remove(std::vector<EventId> ids, Done done);
    void setRetention(const Retention &wanted);
    /// So many events were stored: from time to time retention is looked after.
    void stored(qint64 events);
    /// A quiet moment: retention is looked after if anything was stored.
    void idle();
    /// Ends what was asked for with Cancelled.
    void stop();

private:
    struct Removal {
        std::vector<EventId> ids;
        std::size_t next = 0;
        qint64 removed = 0;
        Done done;
    };
    void start();
    void step();
    [[nodiscard]] bool removeStep();
    [[nodiscard]] bool expireStep();

    WriterCore &m_core;
    Host m_host;
    std::deque<Removal> m_removals;
    Retention m_retention;
    qint64 m_sinceExpiry = 0;
    QTimer m_ageTimer;
    QTimer m_stepTimer;
};

} // namespace offhook::store
