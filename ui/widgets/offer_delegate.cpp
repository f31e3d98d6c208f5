#include "ui/widgets/offer_delegate.h"

#include <QPainter>

#include <algorithm>

namespace offhook::ui {
namespace {

constexpr int Padding = 8;
constexpr int LeastText = 110;
constexpr int Gap = 16;

} // namespace

void OfferDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const {
    if (option.state.testFlag(QStyle::State_Selected)) {
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_theme.color(Role::Selection));
        painter->drawRoundedRect(option.rect, 5, 5);
    }
    const QRect rect = option.rect.adjusted(Padding, 0, -Padding, 0);
    QFont mono = m_theme.mono();
    mono.setStrikeOut(index.data(DeprecatedRole).toBool());
    const QFontMetrics metrics(mono);
    const QString text = index.data().toString();
    painter->setFont(mono);
    painter->setPen(m_theme.color(Role::Text));
    painter->drawText(rect, Qt::AlignVCenter, metrics.elidedText(text, Qt::ElideMiddle, rect.width()));
    const QRect rest = rect.adjusted(std::max(LeastText, metrics.horizontalAdvance(text) + Gap), 0, 0, 0);
    const QFont small = m_theme.font(-1);
    painter->setFont(small);
    painter->setPen(m_theme.color(Role::Muted));
    painter->drawText(rest, Qt::AlignVCenter,
        QFontMetrics(small).elidedText(index.data(MeaningRole).toString(), Qt::ElideRight, rest.width()));
}

} // namespace offhook::ui
