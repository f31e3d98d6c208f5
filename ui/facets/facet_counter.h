#pragma once

#include "core/store/event_store.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>

namespace offhook::ui {

/// The counts behind the facets, kept up to date: asked of the store once, then counted on with every batch, and asked
/// again once things have settled, after removals and changes, so that they are exact at rest.
class FacetCounter final : public QObject {
    Q_OBJECT
public:
    explicit FacetCounter(QObject *parent = nullptr);

    void setStore(store::EventStore *store);
    [[nodiscard]] const store::FacetCounts &counts() const { return m_counts; }
    /// Minutes since 1970 of the last of lastMinutes.
    [[nodiscard]] qint64 minute() const { return m_minute; }

Q_SIGNALS:
    void changed();

private:
    void add(const store::EventBatch &batch);
    void count(const flow::EventSummary &event);
    void moveTo(qint64 minute);
    void askSoon(int ms);
    void ask();

    QPointer<store::EventStore> m_store;
    store::FacetCounts m_counts;
    qint64 m_minute = 0;
    QTimer m_askTimer;
    QTimer m_minuteTimer;
    QElapsedTimer m_sinceAsked;
    int m_generation = 0;
};

} // namespace offhook::ui
