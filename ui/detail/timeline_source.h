#pragma once

#include "core/session/session.h"
#include "ui/detail/latest_job.h"
#include "ui/detail/timeline_script.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <map>
#include <set>

namespace offhook::ui {

/// Keeps the script of one event's thread up to date: asks the store for the thread once, then adds what arrives, in
/// one step for all events of a tenth of a second. While paused it hears nothing and asks again afterwards.
class TimelineSource final : public QObject {
    Q_OBJECT
public:
    explicit TimelineSource(QObject *parent = nullptr);

    /// Null: nothing to show.
    void setSession(Session *session);
    /// Follows the thread of this event; nothing is asked when it is the one on show.
    void follow(EventId id);
    void setPaused(bool paused);

Q_SIGNALS:
    void changed(const offhook::ui::TimelineScript &script);
    void failed(const offhook::Error &error);

private:
    void ask();
    void take(const Result<store::ThreadEvents> &thread);
    void onCommitted(const store::EventBatch &batch);
    void notice(const flow::EventSummary &row);
    void fetchNoticed();
    void add(const std::vector<flow::EventPtr> &events);
    void forget(const std::vector<EventId> &ids);
    void rewrite();

    QPointer<Session> m_session;
    EventId m_id = 0;
    bool m_paused = false;
    bool m_stale = false; ///< something may have been missed
    std::map<EventId, flow::EventPtr> m_events;
    flow::ThreadScope m_scope;
    std::size_t m_left = 0;
    std::set<EventId> m_noticed; ///< to be fetched
    bool m_fetching = false;
    quint64 m_token = 0;
    QTimer m_timer;
    LatestJob<TimelineScript> m_job;
};

} // namespace offhook::ui
