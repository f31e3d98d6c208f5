#include "ui/detail/timeline_source.h"

#include "core/base/clock.h"

namespace offhook::ui {
namespace {

constexpr int CoalesceMs = 100;

} // namespace

TimelineSource::TimelineSource(QObject *parent)
    : QObject(parent)
    , m_job(this, [this](const TimelineScript &script) { Q_EMIT changed(script); }) {
    m_timer.setSingleShot(true);
    m_timer.setInterval(CoalesceMs);
    connect(&m_timer, &QTimer::timeout, this, [this] { fetchNoticed(); });
}

void TimelineSource::setSession(Session *session) {
    if (m_session != nullptr) {
        disconnect(m_session, nullptr, this, nullptr);
        if (m_session->events() != nullptr)
            disconnect(m_session->events(), nullptr, this, nullptr);
    }
    m_session = session;
    follow(0);
    if (session == nullptr || session->events() == nullptr)
        return;
    connect(session, &Session::threadLimitsChanged, this, [this] { rewrite(); });
    connect(
        session->events(), &store::EventStore::removed, this, [this](const std::vector<EventId> &ids) { forget(ids); });
    setPaused(std::exchange(m_paused, true));
}

void TimelineSource::follow(EventId id) {
    if (id != 0 && (m_id == id || m_events.contains(id)))
        return;
    m_id = id;
    ++m_token;
    m_events.clear();
    m_noticed.clear();
    m_scope = {};
    m_job.cancel();
    m_stale = id != 0;
    if (!m_paused)
        ask();
}

// Heard only while it is looked at: rows are carried to this thread for those who hear of them.
void TimelineSource::setPaused(bool paused) {
    if (std::exchange(m_paused, paused) == paused || m_session == nullptr || m_session->events() == nullptr)
        return;
    store::EventStore *events = m_session->events();
    if (paused) {
        disconnect(events, &store::EventStore::committed, this, nullptr);
        m_stale = true;
        return;
    }
    connect(
        events, &store::EventStore::committed, this, [this](const store::EventBatch &batch) { onCommitted(batch); });
    if (m_stale)
        ask();
}

void TimelineSource::ask() {
    m_stale = false;
    if (m_id == 0 || m_session == nullptr || m_session->events() == nullptr)
        return;
    m_noticed.clear();
    m_session->events()->thread(m_id, this, [this, token = ++m_token](const Result<store::ThreadEvents> &thread) {
        if (token == m_token)
            take(thread);
    });
}

void TimelineSource::take(const Result<store::ThreadEvents> &thread) {
    m_fetching = false;
    if (!thread) {
        Q_EMIT failed(thread.error());
        return;
    }
    m_scope = thread->scope;
    m_left = thread->left;
    m_events.clear();
    add(thread->events);
    if (m_stale && !m_paused) // something came while the first answer was on its way
        ask();
}

void TimelineSource::onCommitted(const store::EventBatch &batch) {
    if (m_events.empty()) {
        m_stale = m_id != 0;
        return;
    }
    for (const flow::EventSummary &row : batch.events) {
        if (m_scope.holds(row.sid, row.parentSid)) {
            (void)m_scope.extend(row.sid, row.parentSid);
            m_noticed.insert(row.id);
        }
    }
    for (const flow::EventSummary &row : batch.updated) {
        if (m_events.contains(row.id) || m_scope.holds(row.sid, row.parentSid))
            m_noticed.insert(row.id);
    }
    if (!m_noticed.empty() && !m_timer.isActive() && !m_fetching)
        m_timer.start();
}

void TimelineSource::fetchNoticed() {
    if (m_noticed.empty() || m_session == nullptr || m_session->events() == nullptr)
        return;
    std::vector<EventId> ids(m_noticed.begin(), m_noticed.end());
    m_noticed.clear();
    if (ids.size() > store::ThreadEvents::MaxEvents)
        ids.erase(ids.begin(), ids.end() - std::ptrdiff_t(store::ThreadEvents::MaxEvents));
    m_fetching = true;
    const auto taken = [this, token = m_token](const Result<std::vector<flow::EventPtr>> &events) {
        if (token != m_token)
            return;
        m_fetching = false;
        if (events)
            add(*events);
        if (!m_noticed.empty())
            m_timer.start();
    };
    m_session->events()->events(std::move(ids), this, taken);
}

void TimelineSource::add(const std::vector<flow::EventPtr> &events) {
    for (const flow::EventPtr &event : events)
        m_events.insert_or_assign(event->id, event);
    while (m_events.size() > store::ThreadEvents::MaxEvents + 1) {
        m_events.erase(m_events.begin());
        ++m_left;
    }
    rewrite();
}

void TimelineSource::forget(const std::vector<EventId> &ids) {
    bool concerned = ids.empty(); // too many to list
    for (const EventId id : ids)
        concerned = m_events.contains(id) || concerned;
    if (concerned && m_paused)
        m_stale = true;
    else if (concerned)
        ask();
}

// Looking through 500 events and their TwiML is no work for the GUI thread.
void TimelineSource::rewrite() {
    if (m_events.empty() || m_session == nullptr)
        return;
    std::vector<flow::EventPtr> events;
    for (const auto &[id, event] : m_events)
        events.push_back(event);
    m_job.start([events = std::move(events), limits = m_session->threadLimits(), left = m_left,
                    now = Clock::system().wall()](const CancelFlag &) {
        flow::Thread thread = flow::Thread::of(events, now, limits);
        thread.left = left;
        return timelineScript(thread);
    });
}

} // namespace offhook::ui
