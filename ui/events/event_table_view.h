#pragma once

#include "ui/events/event_table_model.h"

#include <QTableView>

namespace offhook::ui {

/// The event table: 30 px rows, delegates for kind icon, verdict pill and flags; columns can be chosen (header menu),
/// moved, sized, sorted; follows the newest until the user moves by hand. Keys: j/k, arrows, Home/End, F follows.
class EventTableView final : public QTableView {
    Q_OBJECT
public:
    EventTableView(EventTableModel &model, const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] EventId currentEvent() const;
    [[nodiscard]] std::vector<EventId> selectedEvents() const;
    void selectEvent(EventId id);
    [[nodiscard]] bool isFollowing() const { return m_following; }
    void setFollowing(bool on);
    [[nodiscard]] QByteArray saveLayout() const;
    void restoreLayout(const QByteArray &state);
    /// The menu that chooses columns, also for View > Columns.
    [[nodiscard]] QMenu *columnsMenu() const { return m_columnsMenu; }

Q_SIGNALS:
    void currentEventChanged(offhook::EventId id);
    void followingChanged(bool on);
    void contextMenuAsked(const QPoint &globalPosition);

private:
    EventTableModel &m_model;
    QMenu *m_columnsMenu = nullptr;
    bool m_following = true;
};

} // namespace offhook::ui
