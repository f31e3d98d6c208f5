#pragma once

#include "ui/events/event_table_model.h"

#include <QTableView>
#include <QTimer>

namespace offhook::ui {

class ColumnLayout;

/// The event table: 30 px rows, delegates for kind icon, verdict pill and flags; columns can be chosen (header menu),
/// moved, sized, sorted; follows the newest until the user moves by hand. Keys: j/k, arrows, Home/End, F follows.
/// While it follows, the newest event is the current one. Sorting by anything but the order of arrival ends following;
/// following again goes back to that order.
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
    [[nodiscard]] QMenu *columnsMenu() const;

    void keyboardSearch(const QString &) override {} // letters are commands here

Q_SIGNALS:
    void currentEventChanged(offhook::EventId id);
    void followingChanged(bool on);
    void contextMenuAsked(const QPoint &globalPosition);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void rowsInserted(const QModelIndex &parent, int start, int end) override;

private:
    void setUpHeaders();
    void connectModel();
    void sortBy(int column);
    void showSort();
    void scrolledByHand();
    void goToNewest();
    void goToRow(int row);
    void keepSelection();
    void restoreSelection();
    void announceCurrent();

    EventTableModel &m_model;
    const Theme &m_theme;
    ColumnLayout *m_columns = nullptr;
    QTimer m_followTimer; ///< newest events are gone to once a frame, not once a batch
    int m_sortColumn = 0;
    Qt::SortOrder m_sortOrder = Qt::DescendingOrder;
    bool m_following = true;
    bool m_byProgram = false; ///< the current row changes because we change it
    EventId m_announced = 0;
    EventId m_keptCurrent = 0;
    std::vector<EventId> m_keptSelection;
};

} // namespace offhook::ui
