#include "ui/forward/routes_view.h"

#include "core/base/text_guard.h"

#include <QPainter>

#include <algorithm>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;
using Health = RoutesModel::Health;

constexpr int RowHeight = 52;
constexpr int LineHeight = 20;
constexpr int LeastRows = 2;
constexpr int MostRows = 5;
constexpr int Slack = 2; // an advance is rounded, and elidedText() is exact
constexpr int LeastTarget = 90;

Role healthRole(Health health) {
    return health == Health::Reachable ? Role::Valid : health == Health::Unreachable ? Role::Invalid : Role::Muted;
}

QString healthGlyph(Health health) {
    return health == Health::Reachable ? u"✓ "_s : health == Health::Unreachable ? u"✕ "_s : u"– "_s;
}

} // namespace

RoutesDelegate::RoutesDelegate(const Theme &theme)
    : SwitchDelegate(theme, RowHeight, nullptr) {}

void RoutesDelegate::drawFirstLine(QPainter &painter, const QRect &line, const QModelIndex &index) const {
    const bool on = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    const QString counts = index.data(RoutesModel::CountsRole).toString();
    const QFontMetrics metrics = painter.fontMetrics();
    const QString name = printable(index.data().toString(), 200);
    const int countsWidth = std::min(metrics.horizontalAdvance(counts) + Slack, line.width() * 2 / 3);
    painter.setPen(theme().color(Role::Muted));
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, metrics.elidedText(counts, Qt::ElideRight, countsWidth));
    const QRect left = line.adjusted(0, 0, -countsWidth - Gap, 0);
    painter.setPen(theme().color(on ? Role::Text : Role::Muted));
    painter.drawText(left, Qt::AlignVCenter, metrics.elidedText(name, Qt::ElideRight, left.width()));
}

void RoutesDelegate::drawSecondLine(QPainter &painter, const QRect &line, const QModelIndex &index) const {
    const auto health = Health(index.data(RoutesModel::HealthRole).toInt());
    const bool usable = index.data(RoutesModel::UsableRole).toBool();
    const QFontMetrics metrics = painter.fontMetrics();
    const QString text = usable ? QString(healthGlyph(health) + index.data(RoutesModel::HealthTextRole).toString())
                                : RoutesModel::tr("✕ target or condition has a mistake");
    painter.setPen(theme().color(usable ? healthRole(health) : Role::Invalid));
    painter.drawText(line, Qt::AlignVCenter, metrics.elidedText(text, Qt::ElideRight, line.width()));
    const QRect right = line.adjusted(std::min(metrics.horizontalAdvance(text) + Slack, line.width()) + Gap, 0, 0, 0);
    if (right.width() < LeastTarget)
        return;
    const QString target = printable(index.data(RoutesModel::TargetRole).toString(), 200);
    painter.setPen(theme().color(Role::Muted));
    painter.drawText(
        right, Qt::AlignRight | Qt::AlignVCenter, metrics.elidedText(target, Qt::ElideMiddle, right.width()));
}

void RoutesDelegate::paintRest(QPainter &painter, const QRect &rest, const QModelIndex &index) const {
    const int top = rest.y() + (RowHeight - 2 * LineHeight) / 2;
    drawFirstLine(painter, {rest.x(), top, rest.width(), LineHeight}, index);
    drawSecondLine(painter, {rest.x(), top + LineHeight, rest.width(), LineHeight}, index);
}

RoutesView::RoutesView(RoutesModel &model, const Theme &theme, QWidget *parent)
    : SwitchList(model, theme, new RoutesDelegate(theme), LeastRows, MostRows, parent) {
    setAccessibleName(tr("Routes"));
    const auto show = [this, &model] { setVisible(model.rowCount() > 0); };
    connect(&model, &QAbstractItemModel::modelReset, this, show);
    show();
}

} // namespace offhook::ui
