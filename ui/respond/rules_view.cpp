#include "ui/respond/rules_view.h"

#include "core/base/text_guard.h"
#include "ui/util/text_format.h"
#include "ui/widgets/pill.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr int RowHeight = 34;
constexpr int MostRows = 7;
constexpr int Padding = 11;
constexpr int Gap = 8;
constexpr QSize SwitchSize{30, 17};

} // namespace

RulesDelegate::RulesDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme) {}

QSize RulesDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const {
    return {200, RowHeight};
}

QRect RulesDelegate::switchRect(const QRect &row) {
    return {QPoint(row.x() + Padding, row.y() + (row.height() - SwitchSize.height()) / 2), SwitchSize};
}

void RulesDelegate::drawSwitch(QPainter &painter, const QRect &rect, bool on) const {
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

void RulesDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const {
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool on = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    painter->fillRect(
        option.rect, m_theme.color(option.state.testFlag(QStyle::State_Selected) ? Role::Selection : Role::Surface));
    painter->fillRect(
        QRect(option.rect.x(), option.rect.bottom(), option.rect.width(), 1), m_theme.color(Role::Border));
    const QRect toggle = switchRect(option.rect);
    drawSwitch(*painter, toggle, on);
    QRect rest = option.rect.adjusted(toggle.right() - option.rect.x() + Gap, 0, -Padding, 0);
    const qint64 count = index.data(RulesModel::HitsRole).toLongLong();
    const QString hits = !on          ? RulesModel::tr("off")
                         : count == 1 ? RulesModel::tr("1 hit")
                                      : RulesModel::tr("%1 hits").arg(grouped(count));
    painter->setFont(m_theme.font());
    const int hitsWidth = painter->fontMetrics().horizontalAdvance(hits);
    painter->setPen(m_theme.color(Role::Muted));
    painter->drawText(rest, Qt::AlignRight | Qt::AlignVCenter, hits);
    rest.adjust(0, 0, -hitsWidth - Gap, 0);
    const QString name = printable(index.data(Qt::DisplayRole).toString().toUtf8(), 200);
    const int nameWidth = std::min(painter->fontMetrics().horizontalAdvance(name), rest.width());
    painter->setPen(m_theme.color(on ? Role::Text : Role::Muted));
    painter->drawText(rest, Qt::AlignVCenter, painter->fontMetrics().elidedText(name, Qt::ElideRight, rest.width()));
    rest.adjust(nameWidth + Gap, 0, 0, 0);
    const bool usable = index.data(RulesModel::UsableRole).toBool();
    const QString condition = index.data(RulesModel::ConditionRole).toString();
    PillStyle chip{
        condition.isEmpty() ? index.data(RulesModel::ActionRole).toString() : printable(condition.toUtf8(), 80),
        usable ? Role::Muted : Role::Invalid, usable ? Role::Surface : Role::InvalidSoft, usable};
    while (chip.text.size() > 4 && pillWidth(chip, m_theme) > rest.width())
        chip.text = chip.text.first(chip.text.size() - 2).trimmed() + u'…';
    if (pillWidth(chip, m_theme) <= rest.width())
        paintPill(*painter, rest, chip, m_theme);
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(m_theme.color(Role::Accent));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -1.5));
    }
    painter->restore();
}

bool RulesDelegate::editorEvent(
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

RulesView::RulesView(RulesModel &model, const Theme &theme, QWidget *parent)
    : QListView(parent)
    , m_model(model) {
    setModel(&model);
    setItemDelegate(new RulesDelegate(theme, this));
    setFrameShape(QFrame::NoFrame);
    setUniformItemSizes(true);
    setDragDropMode(QAbstractItemView::InternalMove);
    setDefaultDropAction(Qt::MoveAction);
    setDropIndicatorShown(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    setAccessibleName(tr("Rules"));
    setMouseTracking(true);
    connect(&model, &QAbstractItemModel::modelReset, this, [this] { keepCurrent(); });
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
    keepCurrent();
}

QString RulesView::currentId() const {
    return currentIndex().data(RulesModel::IdRole).toString();
}

void RulesView::setCurrentId(const QString &id) {
    if (const int row = m_model.rowOfId(id); row >= 0)
        setCurrentIndex(m_model.index(row));
}

void RulesView::keepCurrent() {
    updateGeometry();
    const int row = m_model.rowOfId(m_current);
    const int wanted = row >= 0 ? row : std::min(m_currentRow, m_model.rowCount() - 1);
    setCurrentIndex(m_model.index(wanted));
    if (m_model.rowCount() == 0)
        Q_EMIT currentRuleChanged({});
}

void RulesView::currentChanged(const QModelIndex &current, const QModelIndex &previous) {
    QListView::currentChanged(current, previous);
    if (!current.isValid())
        return;
    m_current = current.data(RulesModel::IdRole).toString();
    m_currentRow = current.row();
    Q_EMIT currentRuleChanged(m_current);
}

QSize RulesView::sizeHint() const {
    return {240, RowHeight * std::clamp(m_model.rowCount(), 1, MostRows)};
}

QSize RulesView::minimumSizeHint() const {
    return {160, RowHeight * std::clamp(m_model.rowCount(), 1, 3)};
}

void RulesView::moveCurrent(int by) {
    const QString id = currentId();
    m_model.move(currentIndex().row(), currentIndex().row() + by);
    setCurrentId(id);
}

void RulesView::keyPressEvent(QKeyEvent *event) {
    const int row = currentIndex().row();
    if (event->modifiers() == Qt::AltModifier && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down))
        return moveCurrent(event->key() == Qt::Key_Up ? -1 : 1);
    if (event->key() == Qt::Key_Delete && row >= 0)
        return m_model.remove(row);
    if (event->key() == Qt::Key_D && event->modifiers() == Qt::ControlModifier && row >= 0)
        return setCurrentIndex(m_model.index(m_model.duplicate(row)));
    if (event->key() == Qt::Key_Space && row >= 0) {
        const bool on = currentIndex().data(Qt::CheckStateRole).toInt() == Qt::Checked;
        m_model.setData(currentIndex(), on ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
        return;
    }
    if (event->matches(QKeySequence::Undo))
        return m_model.undoStack().undo();
    if (event->matches(QKeySequence::Redo))
        return m_model.undoStack().redo();
    QListView::keyPressEvent(event);
}

void RulesView::contextMenuEvent(QContextMenuEvent *event) {
    const int row = indexAt(event->pos()).row();
    if (m_model.ruleAt(row) == nullptr || m_model.isReadOnly())
        return;
    QMenu menu(this);
    const auto add = [&](const QString &text, const QKeySequence &key, bool enabled, auto work) {
        QAction *action = menu.addAction(text);
        action->setShortcut(key);
        action->setEnabled(enabled);
        connect(action, &QAction::triggered, this, work);
    };
    add(tr("Move &up"), QKeySequence(u"Alt+Up"_s), row > 0, [this] { moveCurrent(-1); });
    add(tr("Move &down"), QKeySequence(u"Alt+Down"_s), row + 1 < m_model.rowCount(), [this] { moveCurrent(1); });
    add(tr("D&uplicate"), QKeySequence(u"Ctrl+D"_s), true,
        [this, row] { setCurrentIndex(m_model.index(m_model.duplicate(row))); });
    menu.addSeparator();
    add(tr("De&lete"), QKeySequence::Delete, true, [this, row] { m_model.remove(row); });
    menu.exec(event->globalPos());
}

} // namespace offhook::ui
