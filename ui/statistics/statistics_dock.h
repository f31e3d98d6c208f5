#pragma once

#include "core/filter/time_range.h"
#include "core/store/event_store.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <memory>

namespace offhook::ui {

/// The Statistics dock: numbers over the events that the table shows. Rate and answer times over time, delivery of
/// messages with the error codes, verdicts, kinds, statuses, answers. A line chosen adds its term to the filter, a
/// range of time chosen in a chart its after: and before:. Counts only while it can be seen.
class StatisticsDock final : public QWidget {
    Q_OBJECT
public:
    explicit StatisticsDock(const Theme &theme, QWidget *parent = nullptr);
    ~StatisticsDock() override;

    /// Null shows none.
    void setStore(store::EventStore *store);
    /// The filter in force.
    void setFilter(const filter::Expression &filter);
    /// What the dock says, in a few sentences, for screen readers.
    [[nodiscard]] QString summary() const;

Q_SIGNALS:
    void filterAsked(const QString &term);
    /// Empty: the filter should say nothing of the time.
    void timeRangeAsked(const offhook::filter::TimeRange &range);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

} // namespace offhook::ui
