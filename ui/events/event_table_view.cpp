#include "ui/events/event_table_view.h"

#include "ui/events/column_layout.h"
#include "ui/events/event_columns.h"
#include "ui/events/event_delegate.h"
#include "ui/events/event_header.h"

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QScopedValueRollback>
#include <QScrollBar>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr int FollowMs = 16;
// A larger selection is not carried over a new order of rows.
constexpr std::size_t MostKept = 10'000;

} // namespace

EventTableView::EventTableView(EventTableModel &model, const Theme &theme, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
    , m_theme(theme) {
    // Before the selection model hears of it: a removed current row moves to a neighbour, which is not the user's
    // doing.
    connect(&model, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this] { m_byProgram = true; });
    setModel(&model);
    setItemDelegate(new EventDelegate(theme, this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setFrameShape(NoFrame);
    setAccessibleName(tr("Events"));
    setUpHeaders();
    m_columns = new ColumnLayout(*this, theme);
    connectModel();
    connect(&theme, &Theme::changed, viewport(), [this] { viewport()->update(); });
    connect(verticalScrollBar(), &QAbstractSlider::actionTriggered, this, [this] { scrolledByHand(); });
    m_followTimer.setSingleShot(true);
    m_followTimer.setInterval(FollowMs);
    connect(&m_followTimer, &QTimer::timeout, this, [this] {
        if (m_following)
            goToNewest();
    });
}

void EventTableView::setUpHeaders() {
    // Fixed heights: asking a million rows for theirs takes 22 s.
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(EventDelegate::RowHeight);
    verticalHeader()->setDefaultSectionSize(EventDelegate::RowHeight);
    verticalHeader()->hide();
    auto *header = new EventHeader(m_theme, this);
    setHorizontalHeader(header);
    header->setSectionResizeMode(eventColumn("summary"_L1), QHeaderView::Fixed);
    connect(header, &QHeaderView::sectionClicked, this, [this](int column) { sortBy(column); });
    connect(header, &QWidget::customContextMenuRequested, this,
        [this](const QPoint &at) { m_columns->menu()->popup(horizontalHeader()->mapToGlobal(at)); });
}

void EventTableView::connectModel() {
    connect(&m_model, &QAbstractItemModel::modelAboutToBeReset, this, [this] { keepSelection(); });
    connect(&m_model, &QAbstractItemModel::modelReset, this, [this] { restoreSelection(); });
    connect(&m_model, &EventTableModel::queryFinished, this, [this] {
        m_columns->setLargestId(m_model.largestId());
        restoreSelection();
        m_keptCurrent = 0;
        announceCurrent();
    });
    connect(&m_model, &EventTableModel::storeChanged, this, [this] {
        m_keptCurrent = 0;
        m_keptSelection.clear();
        announceCurrent();
    });
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this, [this] {
        m_byProgram = false;
        announceCurrent();
        if (m_following)
            m_followTimer.start();
    });
    connect(&m_model, &EventTableModel::eventsArrived, this, [this] {
        m_columns->setLargestId(m_model.largestId());
        if (m_following && !m_followTimer.isActive())
            m_followTimer.start();
    });
}

EventId EventTableView::currentEvent() const {
    return m_model.idAt(currentIndex().row());
}

std::vector<EventId> EventTableView::selectedEvents() const {
    std::vector<EventId> ids;
    for (const QItemSelectionRange &range : selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            ids.push_back(m_model.idAt(row));
    }
    return ids;
}

void EventTableView::selectEvent(EventId id) {
    const int row = m_model.rowOf(id);
    if (row < 0)
        return;
    setFollowing(m_following && row == m_model.newestRow());
    goToRow(row);
}

void EventTableView::setFollowing(bool on) {
    if (m_following != on) {
        m_following = on;
        Q_EMIT followingChanged(on);
    }
    if (!on)
        return;
    if (m_model.isInArrivalOrder())
        goToNewest();
    else
        sortBy(-1);
}

QByteArray EventTableView::saveLayout() const {
    return m_columns->save();
}

void EventTableView::restoreLayout(const QByteArray &state) {
    m_columns->restore(state);
}

QMenu *EventTableView::columnsMenu() const {
    return m_columns->menu();
}

// First click: ascending. Second: descending. Third, and -1: back to newest first.
void EventTableView::sortBy(int column) {
    const bool sortable = column >= 0 && eventColumns()[std::size_t(column)].sort.has_value();
    if (column >= 0 && !sortable)
        return showSort();
    if (sortable && (column != m_sortColumn || column == 0)) {
        m_sortOrder = column == 0 && m_sortColumn == 0 && m_sortOrder == Qt::AscendingOrder ? Qt::DescendingOrder
                                                                                            : Qt::AscendingOrder;
        m_sortColumn = column;
    } else if (sortable && m_sortOrder == Qt::AscendingOrder) {
        m_sortOrder = Qt::DescendingOrder;
    } else {
        m_sortColumn = 0;
        m_sortOrder = Qt::DescendingOrder;
    }
    showSort();
    if (m_following && m_sortColumn != 0)
        setFollowing(false);
    m_model.sort(m_sortColumn, m_sortOrder);
}

void EventTableView::showSort() {
    QHeaderView *header = horizontalHeader();
    header->setSortIndicator(m_sortColumn, m_sortOrder);
    header->setSortIndicatorShown(m_sortColumn != 0 || m_sortOrder == Qt::AscendingOrder);
}

void EventTableView::scrolledByHand() {
    const QScrollBar *bar = verticalScrollBar();
    const bool newestIsFirst = m_model.newestRow() == 0;
    if (m_following && bar->sliderPosition() != (newestIsFirst ? bar->minimum() : bar->maximum()))
        setFollowing(false);
}

void EventTableView::goToNewest() {
    if (const int row = m_model.newestRow(); row >= 0)
        goToRow(row);
}

void EventTableView::goToRow(int row) {
    const QScopedValueRollback byProgram(m_byProgram, true);
    const int column = std::max(0, horizontalHeader()->logicalIndexAt(0));
    setCurrentIndex(m_model.index(row, column));
    scrollTo(currentIndex());
}

void EventTableView::keyPressEvent(QKeyEvent *event) {
    const bool plain = (event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == Qt::NoModifier;
    int key = event->key();
    if (plain && key == Qt::Key_F)
        return setFollowing(true);
    if (plain && (key == Qt::Key_J || key == Qt::Key_K))
        key = key == Qt::Key_J ? Qt::Key_Down : Qt::Key_Up;
    else if (plain && (key == Qt::Key_Home || key == Qt::Key_End))
        return goToRow((key == Qt::Key_Home) == (m_model.newestRow() <= 0) ? 0 : m_model.rowCount() - 1);
    else
        return QTableView::keyPressEvent(event);
    QKeyEvent move(event->type(), key, event->modifiers());
    QTableView::keyPressEvent(&move);
}

void EventTableView::resizeEvent(QResizeEvent *event) {
    QTableView::resizeEvent(event);
    m_columns->fit();
}

void EventTableView::paintEvent(QPaintEvent *event) {
    QTableView::paintEvent(event);
    if (!hasFocus() || !currentIndex().isValid())
        return;
    // The keyboard's place, also in a selection of many rows.
    QPainter painter(viewport());
    painter.fillRect(
        QRect(0, rowViewportPosition(currentIndex().row()), 2, EventDelegate::RowHeight), m_theme.color(Role::Accent));
}

void EventTableView::contextMenuEvent(QContextMenuEvent *event) {
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QPoint below = visualRect(currentIndex()).bottomLeft();
    Q_EMIT contextMenuAsked(byKey ? viewport()->mapToGlobal(below) : event->globalPos());
}

// Where no row is the current one, the base class takes the first: that is nobody's move.
void EventTableView::focusInEvent(QFocusEvent *event) {
    const QScopedValueRollback<bool> guard(m_byProgram, true);
    QTableView::focusInEvent(event);
}

void EventTableView::currentChanged(const QModelIndex &current, const QModelIndex &previous) {
    QTableView::currentChanged(current, previous);
    if (!m_byProgram && current.isValid() && current.row() != previous.row())
        setFollowing(false);
    announceCurrent();
}

// What is on screen stays where it is while new events come in above it.
void EventTableView::rowsInserted(const QModelIndex &parent, int start, int end) {
    const int before = verticalScrollBar()->value();
    const bool above =
        !m_following && start * EventDelegate::RowHeight <= before && m_model.rowCount() > end - start + 1;
    QTableView::rowsInserted(parent, start, end);
    if (!above)
        return;
    updateGeometries();
    verticalScrollBar()->setValue(before + (end - start + 1) * EventDelegate::RowHeight);
}

void EventTableView::keepSelection() {
    // A reset in the middle of a query must not forget what the first one kept.
    if (const EventId current = currentEvent(); current != 0)
        m_keptCurrent = current;
    m_keptSelection = selectedEvents();
    if (m_keptSelection.size() > MostKept)
        m_keptSelection.clear();
    m_byProgram = true; // until restoreSelection()
}

void EventTableView::restoreSelection() {
    m_byProgram = true;
    if (m_following && m_model.isInArrivalOrder()) {
        goToNewest();
    } else if (const int row = m_model.rowOf(m_keptCurrent); m_keptCurrent != 0 && row >= 0 && currentEvent() == 0) {
        QItemSelection selection;
        for (const auto &[first, last] : m_model.rowRanges(m_keptSelection))
            selection.select(m_model.index(first, 0), m_model.index(last, m_model.columnCount() - 1));
        selectionModel()->setCurrentIndex(
            m_model.index(row, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        selectionModel()->select(selection, QItemSelectionModel::Select);
    }
    m_byProgram = false;
}

void EventTableView::announceCurrent() {
    const EventId id = currentEvent();
    // While its rows are still coming the current event may yet be among them.
    if (id == m_announced || (id == 0 && m_keptCurrent != 0))
        return;
    m_announced = id;
    Q_EMIT currentEventChanged(id);
}

} // namespace offhook::ui
