#include "core/rules/agenda.h"

#include <algorithm>

namespace offhook::rules {

using std::chrono::milliseconds;

Agenda::Agenda(const Clock &clock)
    : m_clock(clock) {
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer); // a coarse one may be a twentieth late
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { run(); });
}

Agenda::Entry Agenda::at(MonotonicTime time, Work work) {
    const Entry entry{time, m_next++};
    const auto place = m_entries.emplace(entry, std::move(work)).first;
    if (place == m_entries.begin())
        wait();
    return entry;
}

void Agenda::cancel(const Entry &entry) {
    m_entries.erase(entry);
}

void Agenda::run() {
    while (!m_entries.empty() && m_entries.begin()->first.at <= m_clock.monotonic())
        runFirst();
    wait();
}

void Agenda::runAll() {
    while (!m_entries.empty())
        runFirst();
    m_timer.stop();
}

void Agenda::runFirst() {
    const Work work = std::move(m_entries.begin()->second);
    m_entries.erase(m_entries.begin());
    work();
}

void Agenda::wait() {
    if (m_entries.empty())
        return m_timer.stop();
    const auto left = std::chrono::ceil<milliseconds>(m_entries.begin()->first.at - m_clock.monotonic());
    m_timer.start(std::max(left, milliseconds(0)));
}

} // namespace offhook::rules
