#include "core/store/deletion.h"

#include "core/base/clock.h"
#include "core/store/writer_core.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace offhook::store {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds AgeInterval{60'000};
constexpr milliseconds BusyPause{100}; ///< between two steps while events come in
constexpr std::size_t RemovedAtOnce = 500;
constexpr qint64 EventsBetweenExpiry = 5'000;

} // namespace

Deletion::Deletion(WriterCore &core, Host host)
    : m_core(core)
    , m_host(std::move(host)) {
    m_ageTimer.setInterval(AgeInterval);
    QObject::connect(&m_ageTimer, &QTimer::timeout, &m_ageTimer, [this] { start(); });
    m_stepTimer.setSingleShot(true);
    QObject::connect(&m_stepTimer, &QTimer::timeout, &m_stepTimer, [this] { step(); });
}

void Deletion::remove(std::vector<EventId> ids, Done done) {
    m_removals.push_back({std::move(ids), 0, 0, std::move(done)});
    start();
}

void Deletion::setRetention(const Retention &wanted) {
    m_retention = wanted;
    if (wanted.age)
        m_ageTimer.start();
    else
        m_ageTimer.stop();
    start();
}

void Deletion::stored(qint64 events) {
    m_sinceExpiry += events;
    if (m_sinceExpiry >= EventsBetweenExpiry)
        start();
}

void Deletion::idle() {
    if (m_sinceExpiry > 0)
        start();
}

void Deletion::stop() {
    for (const Removal &removal : std::exchange(m_removals, {})) {
        if (removal.done)
            removal.done(Error{ErrorCode::Cancelled, QStringLiteral("The workspace was closed."), -1});
    }
}

void Deletion::start() {
    m_sinceExpiry = 0;
    if (!m_stepTimer.isActive())
        m_stepTimer.start(milliseconds(0));
}

void Deletion::step() {
    if (m_host.isFailing() && m_removals.empty())
        return;
    const bool more = m_removals.empty() ? expireStep() : removeStep();
    if (more)
        m_stepTimer.start(m_host.isBusy() && m_removals.empty() ? BusyPause : milliseconds(0));
    else if (const auto shrunk = m_host.isBusy() ? Result<bool>(false) : m_core.shrink(); shrunk && *shrunk)
        m_stepTimer.start(milliseconds(0));
}

bool Deletion::removeStep() {
    Removal &removal = m_removals.front();
    const std::size_t end = std::min(removal.ids.size(), removal.next + RemovedAtOnce);
    const auto begin = removal.ids.begin();
    const std::vector<EventId> ids(begin + std::ptrdiff_t(removal.next), begin + std::ptrdiff_t(end));
    auto removed = m_core.remove(ids);
    removal.next = end;
    if (!removed)
        m_host.failed(removed.error());
    else if (!removed->empty()) {
        removal.removed += qint64(removed->size());
        m_host.removed(*removed);
    }
    if (removed && removal.next < removal.ids.size())
        return true;
    const Removal over = std::move(removal);
    m_removals.pop_front();
    if (over.done)
        over.done(removed ? Result<qint64>(over.removed) : Result<qint64>(removed.error()));
    return true;
}

bool Deletion::expireStep() {
    const auto removed = m_core.expire(m_retention, Clock::system().wall(), qint64(RemovedAtOnce));
    if (!removed) {
        m_host.failed(removed.error());
        return false;
    }
    if (!removed->empty())
        m_host.removed(*removed);
    return !removed->empty();
}

} // namespace offhook::store
