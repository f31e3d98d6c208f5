#pragma once

#include "core/base/clock.h"

#include <QTimer>

#include <functional>
#include <map>

namespace offhook::rules {

/// Work to be done at given times, with one timer for all of it. Lives on a thread with an event loop; not thread-safe.
/// Work that falls due at the same time runs in the order in which it was entered.
class Agenda {
public:
    using Work = std::function<void()>;
    struct Entry {
        MonotonicTime at;
        quint64 number = 0;
        auto operator<=>(const Entry &) const = default;
    };

    explicit Agenda(const Clock &clock = Clock::system());

    Entry at(MonotonicTime time, Work work);
    /// Nothing happens when the work was done already.
    void cancel(const Entry &entry);
    /// Does what is due by the clock. The timer calls it; who moves a clock by hand does too.
    void run();
    /// Does all of it now, also what is entered meanwhile.
    void runAll();

    [[nodiscard]] std::size_t size() const { return m_entries.size(); }

private:
    void wait();
    void runFirst();

    const Clock &m_clock;
    std::map<Entry, Work> m_entries;
    quint64 m_next = 0;
    QTimer m_timer;
};

} // namespace offhook::rules
