#include "core/store/thread_upkeep.h"

#include <chrono>

namespace offhook::store {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds ChangesWait{40};
constexpr milliseconds SweepInterval{1'000}; ///< between two looks for what is overdue

} // namespace

ThreadUpkeep::ThreadUpkeep(WriterCore &core, const Clock &clock, Host host)
    : m_core(core)
    , m_clock(clock)
    , m_host(std::move(host)) {
    const auto set = [this](QTimer &timer, milliseconds interval, bool once, void (ThreadUpkeep::*work)()) {
        timer.setInterval(interval);
        timer.setSingleShot(once);
        QObject::connect(&timer, &QTimer::timeout, &timer, [this, work] { (this->*work)(); });
    };
    set(m_recallTimer, milliseconds(0), true, &ThreadUpkeep::recall);
    set(m_changesTimer, ChangesWait, true, &ThreadUpkeep::writeChanges);
    set(m_sweepTimer, SweepInterval, false, &ThreadUpkeep::sweep);
    m_recallTimer.start();
}

void ThreadUpkeep::stored() {
    m_core.threads().kept();
    if (m_core.threads().hasChanges() && !m_changesTimer.isActive())
        m_changesTimer.start();
    if (m_core.threads().isExpecting() && !m_sweepTimer.isActive())
        m_sweepTimer.start();
}

void ThreadUpkeep::recall() {
    if (m_core.recallTokens() || m_core.recallThreads())
        m_recallTimer.start();
}

void ThreadUpkeep::sweep() {
    m_host.flush(); // what is on its way must be stored or forgotten first
    m_core.threads().sweep(m_clock.wall());
    writeChanges();
    if (!m_core.threads().isExpecting() && !m_core.threads().hasChanges())
        m_sweepTimer.stop();
}

void ThreadUpkeep::writeChanges() {
    if (m_host.isFailing() || !m_core.threads().hasChanges())
        return;
    const std::vector<flow::FlagChange> changes = m_core.threads().takeChanges();
    auto updated = m_core.changeFlags(changes);
    if (!updated) {
        m_core.threads().putBack(changes);
        return m_host.failed(updated.error());
    }
    m_host.tell(std::move(*updated));
}

} // namespace offhook::store
