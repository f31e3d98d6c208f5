#include "ui/forward/routes_view.h"

#include "core/base/text_guard.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;
using Health = RoutesModel::Health;

constexpr int RowHeight = 52;
constexpr int LineHeight = 20;
constexpr int MostRows = 5;
constexpr int Padding = 11;
constexpr int Gap = 8;
constexpr int Slack = 2; // an advance is rounded, and elidedText() is exact
constexpr int LeastTarget = 90;
constexpr QSize SwitchSize{30, 17};

Role healthRole(Health health) {
    return health == Health::Reachable ? Role::Valid : health == Health::Unreachable ? Role::Invalid : Role::Muted;
}

QString healthGlyph(Health health) {
    return health == Health::Reachable ? u"✓ "_s : health == Health::Unreachable ? u"✕ "_s : u"– "_s;
}

} // namespace

RoutesDelegate::RoutesDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme) {}

QSize RoutesDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const {
    return {200, RowHeight};
}

QRect RoutesDelegate::switchRect(const QRect &row) {
    return {QPoint(row.x() + Padding, row.y() + (row.height() - SwitchSize.height()) / 2), SwitchSize};
}

void RoutesDelegate::drawSwitch(QPainter &painter, const QRect &rect, bool on) const {
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

void RoutesDelegate::drawFirstLine(QPainter &painter, const QRect &line, const QModelIndex &index) const {
    const bool on = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    const QString counts = index.data(RoutesModel::CountsRole).toString();
    const QFontMetrics metrics = painter.fontMetrics();
    const QString name = printable(index.data().toString(), 200);
    const int countsWidth = std::min(metrics.horizontalAdvance(counts) + Slack, line.width() * 2 / 3);
    painter.setPen(m_theme.color(Role::Muted));
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, metrics.elidedText(counts, Qt::ElideRight, countsWidth));
    const QRect left = line.adjusted(0, 0, -countsWidth - Gap, 0);
    painter.setPen(m_theme.color(on ? Role::Text : Role::Muted));
    painter.drawText(left, Qt::AlignVCenter, metrics.elidedText(name, Qt::ElideRight, left.width()));
}

void RoutesDelegate::drawSecondLine(QPainter &painter, const QRect &line, const QModelIndex &index) const {
    const auto health = Health(index.data(RoutesModel::HealthRole).toInt());
    const bool usable = index.data(RoutesModel::UsableRole).toBool();
    const QFontMetrics metrics = painter.fontMetrics();
    const QString text = usable ? QString(healthGlyph(health) + index.data(RoutesModel::HealthTextRole).toString())
                                : RoutesModel::tr("✕ target or condition has a mistake");
    painter.setPen(m_theme.color(usable ? healthRole(health) : Role::Invalid));
    painter.drawText(line, Qt::AlignVCenter, metrics.elidedText(text, Qt::ElideRight, line.width()));
    const QRect right = line.adjusted(std::min(metrics.horizontalAdvance(text) + Slack, line.width()) + Gap, 0, 0, 0);
    if (right.width() < LeastTarget)
        return;
    const QString target = printable(index.data(RoutesModel::TargetRole).toString(), 200);
    painter.setPen(m_theme.color(Role::Muted));
    painter.drawText(
        right, Qt::AlignRight | Qt::AlignVCenter, metrics.elidedText(target, Qt::ElideMiddle, right.width()));
}

void RoutesDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const {
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter->fillRect(option.rect, m_theme.color(selected ? Role::Selection : Role::Surface));
    painter->fillRect(
        QRect(option.rect.x(), option.rect.bottom(), option.rect.width(), 1), m_theme.color(Role::Border));
    const QRect toggle = switchRect(option.rect);
    drawSwitch(*painter, toggle, index.data(Qt::CheckStateRole).toInt() == Qt::Checked);
    painter->setFont(m_theme.font());
    const QRect rest = option.rect.adjusted(toggle.right() - option.rect.x() + Gap, 0, -Padding, 0);
    const int top = rest.y() + (RowHeight - 2 * LineHeight) / 2;
    drawFirstLine(*painter, {rest.x(), top, rest.width(), LineHeight}, index);
    drawSecondLine(*painter, {rest.x(), top + LineHeight, rest.width(), LineHeight}, index);
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(m_theme.color(Role::Accent));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -1.5));
    }
    painter->restore();
}

bool RoutesDelegate::editorEvent(
    QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option, const QModelIndex &index) {
    const bool released = event->type() == QEvent::MouseButtonRelease;
    if (!released && event->type() != QEvent::MouseButtonDblClick)
        return false;
    const QRect hot = switchRect(option.rect).adjusted(-6, -6, 4, 6);
    if (!hot.contains(static_cast<QMouseEvent *>(event)->position().toPoint()))
        return false;
    const bool on = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    return !released || model->setData(index, on ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

RoutesView::RoutesView(RoutesModel &model, const Theme &theme, QWidget *parent)
    : QListView(parent)
    , m_model(model) {
    setModel(&model);
    setItemDelegate(new RoutesDelegate(theme, this));
    setFrameShape(QFrame::NoFrame);
    setUniformItemSizes(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    setAccessibleName(tr("Routes"));
    setMouseTracking(true);
    connect(&model, &QAbstractItemModel::modelReset, this, [this] { keepCurrent(); });
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
    keepCurrent();
}

QString RoutesView::currentId() const {
    return currentIndex().data(RoutesModel::IdRole).toString();
}

void RoutesView::keepCurrent() {
    updateGeometry();
    setVisible(m_model.rowCount() > 0);
    const int row = m_model.rowOfId(m_current);
    const int wanted = row >= 0 ? row : std::min(m_currentRow, m_model.rowCount() - 1);
    setCurrentIndex(m_model.index(wanted));
    if (m_model.rowCount() == 0)
        Q_EMIT currentRouteChanged();
}

void RoutesView::currentChanged(const QModelIndex &current, const QModelIndex &previous) {
    QListView::currentChanged(current, previous);
    if (!current.isValid())
        return;
    m_current = current.data(RoutesModel::IdRole).toString();
    m_currentRow = current.row();
    Q_EMIT currentRouteChanged();
}

QSize RoutesView::sizeHint() const {
    return {240, RowHeight * std::clamp(m_model.rowCount(), 1, MostRows)};
}

QSize RoutesView::minimumSizeHint() const {
    return {160, RowHeight * std::clamp(m_model.rowCount(), 1, 2)};
}

void RoutesView::toggleCurrent() {
    const bool on = currentIndex().data(Qt::CheckStateRole).toInt() == Qt::Checked;
    m_model.setData(currentIndex(), on ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

void RoutesView::keyPressEvent(QKeyEvent *event) {
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

void RoutesView::contextMenuEvent(QContextMenuEvent *event) {
    const int row = indexAt(event->pos()).row();
    if (m_model.routeAt(row) == nullptr || m_model.isReadOnly())
        return;
    QMenu menu(this);
    QAction *duplicate = menu.addAction(tr("D&uplicate"));
    duplicate->setShortcut(QKeySequence(u"Ctrl+D"_s));
    QAction *remove = menu.addAction(tr("De&lete"));
    remove->setShortcut(QKeySequence::Delete);
    menu.addSeparator();
    QAction *undo = m_model.undoStack().createUndoAction(&menu);
    QAction *redo = m_model.undoStack().createRedoAction(&menu);
    menu.addActions({undo, redo});
    connect(
        duplicate, &QAction::triggered, this, [this, row] { setCurrentIndex(m_model.index(m_model.duplicate(row))); });
    connect(remove, &QAction::triggered, this, [this, row] { m_model.remove(row); });
    menu.exec(event->globalPos());
}

} // namespace offhook::ui
