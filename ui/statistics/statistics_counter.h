#pragma once

#include "core/store/event_store.h"
#include "core/store/statistics.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <atomic>
#include <memory>

namespace offhook::ui {

/// The statistics of the events that the filter matches, kept up to date while it is active: counted by the store in
/// pieces, then on with what has come, at most four times a second. Where later answers, marks or removals change what
/// was counted, all is counted again, which takes at most a tenth of the time. GUI thread.
class StatisticsCounter final : public QObject {
    Q_OBJECT
public:
    explicit StatisticsCounter(QObject *parent = nullptr);
    ~StatisticsCounter() override;

    /// Null: none.
    void setStore(store::EventStore *store);
    void setFilter(const filter::Expression &filter);
    /// While it is not active nothing is counted and nothing kept.
    void setActive(bool active);
    [[nodiscard]] const store::Statistics &statistics() const { return m_statistics; }
    [[nodiscard]] const filter::Expression &filter() const { return m_filter; }

Q_SIGNALS:
    void changed();

private:
    void restart(bool keepShown);
    void stop();
    void ask();
    void received(Result<store::Statistics> statistics);
    void followLater();
    void follow();

    QPointer<store::EventStore> m_store;
    filter::Expression m_filter;
    store::Statistics m_statistics;
    std::shared_ptr<store::StatisticsCount> m_count;
    std::shared_ptr<std::atomic<bool>> m_cancel;
    bool m_active = false;
    bool m_asking = false;
    bool m_news = false;     ///< something was committed since the last question
    bool m_outdated = false; ///< what was counted has changed
    bool m_keepShown = false;
    QElapsedTimer m_sinceStart;
    qint64 m_countMs = 0; ///< how long the last whole count took
    QTimer m_timer;
};

} // namespace offhook::ui
