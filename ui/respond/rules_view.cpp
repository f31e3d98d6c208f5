#include "ui/respond/rules_view.h"

#include "core/base/text_guard.h"
#include "ui/util/text_format.h"
#include "ui/widgets/pill.h"

#include <QKeyEvent>
#include <QMenu>
#include <QPainter>

#include <algorithm>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr int RowHeight = 34;
constexpr int LeastRows = 3;
constexpr int MostRows = 7;

QString hitsText(const QModelIndex &index) {
    const qint64 count = index.data(RulesModel::HitsRole).toLongLong();
    if (index.data(Qt::CheckStateRole).toInt() != Qt::Checked)
        return RulesModel::tr("off");
    return count == 1 ? RulesModel::tr("1 hit") : RulesModel::tr("%1 hits").arg(grouped(count));
}

PillStyle chipOf(const QModelIndex &index) {
    const bool usable = index.data(RulesModel::UsableRole).toBool();
    const QString condition = index.data(RulesModel::ConditionRole).toString();
    return {condition.isEmpty() ? index.data(RulesModel::ActionRole).toString() : printable(condition.toUtf8(), 80),
        usable ? Role::Muted : Role::Invalid, usable ? Role::Surface : Role::InvalidSoft, usable};
}

} // namespace

RulesDelegate::RulesDelegate(const Theme &theme)
    : SwitchDelegate(theme, RowHeight, nullptr) {}

void RulesDelegate::paintRest(QPainter &painter, const QRect &whole, const QModelIndex &index) const {
    const bool on = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    const QFontMetrics metrics = painter.fontMetrics();
    const QString hits = hitsText(index);
    painter.setPen(theme().color(Role::Muted));
    painter.drawText(whole, Qt::AlignRight | Qt::AlignVCenter, hits);
    QRect rest = whole.adjusted(0, 0, -metrics.horizontalAdvance(hits) - Gap, 0);
    const QString name = printable(index.data(Qt::DisplayRole).toString().toUtf8(), 200);
    const int nameWidth = std::min(metrics.horizontalAdvance(name), rest.width());
    painter.setPen(theme().color(on ? Role::Text : Role::Muted));
    painter.drawText(rest, Qt::AlignVCenter, metrics.elidedText(name, Qt::ElideRight, rest.width()));
    rest.adjust(nameWidth + Gap, 0, 0, 0);
    PillStyle chip = chipOf(index);
    while (chip.text.size() > 4 && pillWidth(chip, theme()) > rest.width())
        chip.text = chip.text.first(chip.text.size() - 2).trimmed() + u'…';
    if (pillWidth(chip, theme()) <= rest.width())
        paintPill(painter, rest, chip, theme());
}

RulesView::RulesView(RulesModel &model, const Theme &theme, QWidget *parent)
    : SwitchList(model, theme, new RulesDelegate(theme), LeastRows, MostRows, parent)
    , m_model(model) {
    setDragDropMode(QAbstractItemView::InternalMove);
    setDefaultDropAction(Qt::MoveAction);
    setDropIndicatorShown(true);
    setAccessibleName(tr("Rules"));
}

void RulesView::moveCurrent(int by) {
    const QString id = currentId();
    m_model.move(currentIndex().row(), currentIndex().row() + by);
    setCurrentId(id);
}

void RulesView::keyPressEvent(QKeyEvent *event) {
    const bool moves = event->key() == Qt::Key_Up || event->key() == Qt::Key_Down;
    if (event->modifiers() == Qt::AltModifier && moves)
        return moveCurrent(event->key() == Qt::Key_Up ? -1 : 1);
    SwitchList::keyPressEvent(event);
}

void RulesView::addToMenu(QMenu &menu, int row) {
    const auto add = [&](const QString &text, const QKeySequence &key, bool enabled, int by) {
        QAction *action = menu.addAction(text);
        action->setShortcut(key);
        action->setEnabled(enabled);
        connect(action, &QAction::triggered, this, [this, by] { moveCurrent(by); });
    };
    add(tr("Move &up"), QKeySequence(u"Alt+Up"_s), row > 0, -1);
    add(tr("Move &down"), QKeySequence(u"Alt+Down"_s), row + 1 < m_model.rowCount(), 1);
}

} // namespace offhook::ui
