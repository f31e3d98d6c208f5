#include "ui/statistics/statistics_counter.h"

#include <QDateTime>

#include <algorithm>

namespace offhook::ui {
namespace {

constexpr qint64 RowsAtOnce = 100'000;
constexpr qint64 FollowMs = 250;
constexpr qint64 RecountMs = 1'000;
constexpr qint64 RecountShare = 10;

/// So that days of the series begin at local midnight.
WallTime localOrigin() {
    return -WallTime(QDateTime::currentDateTime().offsetFromUtc()) * 1'000'000;
}

} // namespace

StatisticsCounter::StatisticsCounter(QObject *parent)
    : QObject(parent) {
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] { follow(); });
}

StatisticsCounter::~StatisticsCounter() {
    if (m_cancel)
        m_cancel->store(true);
}

void StatisticsCounter::setStore(store::EventStore *store) {
    if (m_store != nullptr)
        disconnect(m_store, nullptr, this, nullptr);
    m_store = store;
    if (m_active)
        setActive(true);
    restart(false);
}

void StatisticsCounter::setFilter(const filter::Expression &filter) {
    m_filter = filter;
    restart(false);
}

// Only an active counter listens: without listeners the capture thread carries no rows here.
void StatisticsCounter::setActive(bool active) {
    const bool was = std::exchange(m_active, active);
    if (m_store != nullptr) {
        disconnect(m_store, nullptr, this, nullptr);
        if (active) {
            connect(m_store, &store::EventStore::committed, this, [this](const store::EventBatch &batch) {
                m_news = true;
                m_outdated = m_outdated || (!batch.updated.empty() && store::changesMatter(m_filter));
                followLater();
            });
            connect(m_store, &store::EventStore::removed, this, [this] {
                m_outdated = true;
                followLater();
            });
        }
    }
    if (was != active)
        restart(false);
}

void StatisticsCounter::stop() {
    if (m_cancel)
        m_cancel->store(true);
    m_cancel.reset();
    m_count.reset();
    m_timer.stop();
    m_asking = false;
    m_news = false;
    m_outdated = false;
}

void StatisticsCounter::restart(bool keepShown) {
    stop();
    m_keepShown = keepShown;
    if (!keepShown) {
        m_statistics = store::Statistics();
        Q_EMIT changed();
    }
    if (!m_active || m_store == nullptr)
        return;
    m_count = std::make_shared<store::StatisticsCount>(m_filter, localOrigin());
    m_cancel = std::make_shared<std::atomic<bool>>(false);
    m_sinceStart.start();
    ask();
}

void StatisticsCounter::ask() {
    m_asking = true;
    m_news = false;
    m_store->statistics(
        m_count, RowsAtOnce, m_cancel, this, [this, asked = m_cancel](Result<store::Statistics> statistics) {
            if (asked == m_cancel)
                received(std::move(statistics));
        });
}

void StatisticsCounter::received(Result<store::Statistics> statistics) {
    m_asking = false;
    if (!statistics)
        return; // the next batch asks again
    const bool complete = statistics->isComplete();
    if (complete && !m_statistics.isComplete())
        m_countMs = m_sinceStart.elapsed();
    if (complete || !m_keepShown) {
        m_statistics = std::move(*statistics);
        Q_EMIT changed();
    }
    if (!complete)
        return ask();
    m_keepShown = false;
    if (m_news || m_outdated)
        followLater();
}

void StatisticsCounter::followLater() {
    if (m_asking || m_timer.isActive() || m_count == nullptr)
        return;
    m_timer.start(int(m_outdated ? std::max(RecountMs, m_countMs * RecountShare) : FollowMs));
}

void StatisticsCounter::follow() {
    if (m_outdated)
        restart(true);
    else
        ask();
}

} // namespace offhook::ui
