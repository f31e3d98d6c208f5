#include "ui/facets/facet_counter.h"

#include "core/base/clock.h"

#include <algorithm>

namespace offhook::ui {
namespace {

using flow::EventFlag;

constexpr int SettleMs = 800;     // after the last batch
constexpr int LongestMs = 10'000; // in a stream of batches that does not end
constexpr int RemovedMs = 50;
constexpr int MinuteTickMs = 2000;
constexpr qint64 MinuteUs = 60'000'000;

qint64 currentMinute() {
    return Clock::system().wall() / MinuteUs;
}

} // namespace

FacetCounter::FacetCounter(QObject *parent)
    : QObject(parent) {
    m_askTimer.setSingleShot(true);
    connect(&m_askTimer, &QTimer::timeout, this, [this] { ask(); });
    m_minuteTimer.setInterval(MinuteTickMs);
    connect(&m_minuteTimer, &QTimer::timeout, this, [this] {
        if (m_minute == currentMinute())
            return;
        moveTo(currentMinute());
        Q_EMIT changed();
    });
}

void FacetCounter::setStore(store::EventStore *store) {
    if (m_store != nullptr)
        disconnect(m_store, nullptr, this, nullptr);
    ++m_generation;
    m_store = store;
    m_counts = {};
    m_minute = currentMinute();
    m_askTimer.stop();
    m_minuteTimer.stop();
    Q_EMIT changed();
    if (store == nullptr)
        return;
    connect(store, &store::EventStore::committed, this, [this](const store::EventBatch &batch) { add(batch); });
    connect(store, &store::EventStore::removed, this, [this] { askSoon(RemovedMs); });
    m_minuteTimer.start();
    ask();
}

void FacetCounter::add(const store::EventBatch &batch) {
    for (const flow::EventSummary &event : batch.events)
        count(event);
    // A batch that is only announced after the store's count saw it is counted twice, until things settle.
    const qint64 left = std::max<qint64>(0, LongestMs - m_sinceAsked.elapsed());
    m_askTimer.start(int(std::min<qint64>(SettleMs, left)));
    if (!batch.events.empty())
        Q_EMIT changed();
}

void FacetCounter::count(const flow::EventSummary &event) {
    ++m_counts.total;
    ++m_counts.groups[std::size_t(twilio::info(event.kind).group)];
    ++m_counts.verdicts[std::size_t(event.verdict)];
    m_counts.retries += event.flags.testFlag(EventFlag::Retry) ? 1 : 0;
    m_counts.duplicates += event.flags.testFlag(EventFlag::Duplicate) ? 1 : 0;
    m_counts.outOfOrder += event.flags.testFlag(EventFlag::OutOfOrder) ? 1 : 0;
    m_counts.gaps += event.flags.testFlag(EventFlag::Gap) ? 1 : 0;
    m_counts.contradictory += event.flags.testFlag(EventFlag::Contradictory) ? 1 : 0;
    m_counts.malformed += event.flags.testFlag(EventFlag::Malformed) ? 1 : 0;
    m_counts.alerts += event.flags.testFlag(EventFlag::Alert) ? 1 : 0;
    m_counts.marked += event.flags.testFlag(EventFlag::Marked) ? 1 : 0;
    const qint64 minute = event.receivedAt / MinuteUs;
    moveTo(std::max(minute, m_minute));
    if (const qint64 age = m_minute - minute; age >= 0 && age < qint64(m_counts.lastMinutes.size()))
        ++m_counts.lastMinutes[m_counts.lastMinutes.size() - 1 - std::size_t(age)];
}

void FacetCounter::moveTo(qint64 minute) {
    auto &bars = m_counts.lastMinutes;
    const qint64 by = std::clamp<qint64>(minute - m_minute, 0, qint64(bars.size()));
    std::move(bars.begin() + by, bars.end(), bars.begin());
    std::fill(bars.end() - by, bars.end(), 0);
    m_minute = std::max(m_minute, minute);
}

void FacetCounter::askSoon(int ms) {
    if (!m_askTimer.isActive() || m_askTimer.remainingTime() > ms)
        m_askTimer.start(ms);
}

void FacetCounter::ask() {
    if (m_store == nullptr)
        return;
    m_sinceAsked.start();
    m_store->facets(this, [this, asking = m_generation](const Result<store::FacetCounts> &counts) {
        if (asking != m_generation || !counts)
            return;
        m_counts = *counts;
        m_minute = currentMinute();
        Q_EMIT changed();
    });
}

} // namespace offhook::ui
