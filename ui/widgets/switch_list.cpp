#include "ui/widgets/switch_list.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr int Padding = 11;
constexpr QSize SwitchSize{30, 17};

bool isOn(const QModelIndex &index) {
    return index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
}

bool toggle(QAbstractItemModel &model, const QModelIndex &index) {
    return model.setData(index, isOn(index) ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

} // namespace

SwitchDelegate::SwitchDelegate(const Theme &theme, int rowHeight, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_rowHeight(rowHeight) {}

QSize SwitchDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const {
    return {200, m_rowHeight};
}

QRect SwitchDelegate::switchRect(const QRect &row) {
    return {QPoint(row.x() + Padding, row.y() + (row.height() - SwitchSize.height()) / 2), SwitchSize};
}

void SwitchDelegate::drawSwitch(QPainter &painter, const QRect &rect, bool on) const {
    painter.setPen(on ? Qt::NoPen : QPen(m_theme.color(Role::Border)));
    painter.setBrush(m_theme.color(on ? Role::Accent : Role::Raised));
    const qreal radius = rect.height() / 2.0;
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    const int side = rect.height() - 5;
    const int x = on ? rect.right() - side - 2 : rect.x() + 3;
    painter.setPen(Qt::NoPen);
    painter.setBrush(on ? QColor(Qt::white) : m_theme.color(Role::Faint));
    painter.drawEllipse(QRectF(x, rect.y() + 2.5, side, side));
}

void SwitchDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const {
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect row = option.rect;
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter->fillRect(row, m_theme.color(selected ? Role::Selection : Role::Surface));
    painter->fillRect(QRect(row.x(), row.bottom(), row.width(), 1), m_theme.color(Role::Border));
    const QRect toggle = switchRect(row);
    drawSwitch(*painter, toggle, isOn(index));
    painter->setFont(m_theme.font());
    paintRest(*painter, row.adjusted(toggle.right() - row.x() + Gap, 0, -Padding, 0), index);
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(m_theme.color(Role::Accent));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(QRectF(row).adjusted(0.5, 0.5, -0.5, -1.5));
    }
    painter->restore();
}

bool SwitchDelegate::editorEvent(
    QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option, const QModelIndex &index) {
    const bool released = event->type() == QEvent::MouseButtonRelease;
    if (!released && event->type() != QEvent::MouseButtonDblClick)
        return false;
    const QRect hot = switchRect(option.rect).adjusted(-6, -6, 4, 6);
    if (!hot.contains(static_cast<QMouseEvent *>(event)->position().toPoint()))
        return false;
    return !released || toggle(*model, index);
}

SwitchList::SwitchList(
    SwitchListModel &model, const Theme &theme, SwitchDelegate *delegate, int leastRows, int mostRows, QWidget *parent)
    : QListView(parent)
    , m_model(model)
    , m_rowHeight(delegate->rowHeight())
    , m_leastRows(leastRows)
    , m_mostRows(mostRows) {
    delegate->setParent(this);
    setModel(&model);
    setItemDelegate(delegate);
    setFrameShape(QFrame::NoFrame);
    setUniformItemSizes(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    setMouseTracking(true);
    connect(&model, &QAbstractItemModel::modelReset, this, [this] { keepCurrent(); });
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
    keepCurrent();
}

QString SwitchList::currentId() const {
    return currentIndex().data(SwitchListModel::IdRole).toString();
}

void SwitchList::setCurrentId(const QString &id) {
    if (const int row = m_model.rowOfId(id); row >= 0)
        setCurrentIndex(m_model.index(row));
}

void SwitchList::keepCurrent() {
    updateGeometry();
    const int row = m_model.rowOfId(m_current);
    const int wanted = row >= 0 ? row : std::min(m_currentRow, m_model.rowCount() - 1);
    setCurrentIndex(m_model.index(wanted));
    if (m_model.rowCount() == 0)
        Q_EMIT currentIdChanged({});
}

void SwitchList::currentChanged(const QModelIndex &current, const QModelIndex &previous) {
    QListView::currentChanged(current, previous);
    if (!current.isValid())
        return;
    m_current = current.data(SwitchListModel::IdRole).toString();
    m_currentRow = current.row();
    Q_EMIT currentIdChanged(m_current);
}

QSize SwitchList::sizeFor(int width, int mostRows) const {
    return {width, m_rowHeight * std::clamp(m_model.rowCount(), 1, mostRows)};
}

QSize SwitchList::sizeHint() const {
    return sizeFor(240, m_mostRows);
}

QSize SwitchList::minimumSizeHint() const {
    return sizeFor(160, m_leastRows);
}

void SwitchList::toggleCurrent() {
    toggle(m_model, currentIndex());
}

void SwitchList::keyPressEvent(QKeyEvent *event) {
    const int row = currentIndex().row();
    if (event->key() == Qt::Key_Delete && row >= 0)
        return m_model.remove(row);
    if (event->key() == Qt::Key_D && event->modifiers() == Qt::ControlModifier && row >= 0)
        return setCurrentIndex(m_model.index(m_model.duplicate(row)));
    if (event->key() == Qt::Key_Space && row >= 0)
        return toggleCurrent();
    if (event->matches(QKeySequence::Undo))
        return m_model.undoStack().undo();
    if (event->matches(QKeySequence::Redo))
        return m_model.undoStack().redo();
    QListView::keyPressEvent(event);
}

void SwitchList::addToMenu(QMenu &, int) {}

void SwitchList::contextMenuEvent(QContextMenuEvent *event) {
    const int row = indexAt(event->pos()).row();
    if (row < 0 || m_model.isReadOnly())
        return;
    QMenu menu(this);
    addToMenu(menu, row);
    QAction *duplicate = menu.addAction(tr("D&uplicate"));
    duplicate->setShortcut(QKeySequence(u"Ctrl+D"_s));
    QAction *remove = menu.addAction(tr("De&lete"));
    remove->setShortcut(QKeySequence::Delete);
    menu.addSeparator();
    QAction *undo = m_model.undoStack().createUndoAction(&menu);
    undo->setShortcut(QKeySequence::Undo);
    QAction *redo = m_model.undoStack().createRedoAction(&menu);
    redo->setShortcut(QKeySequence::Redo);
    menu.addActions({undo, redo});
    connect(
        duplicate, &QAction::triggered, this, [this, row] { setCurrentIndex(m_model.index(m_model.duplicate(row))); });
    connect(remove, &QAction::triggered, this, [this, row] { m_model.remove(row); });
    menu.exec(event->globalPos());
}

} // namespace offhook::ui
