#include "ui/facets/rate_chart.h"

#include "ui/util/text_format.h"

#include <QDateTime>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <numeric>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr int Height = 44;
constexpr int Gap = 2;
constexpr int LeastBar = 3; // an empty minute is a mark too, or the axis would be lost

} // namespace

RateChart::RateChart(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme) {
    setFixedHeight(Height);
    setAccessibleName(tr("Events in the last 15 minutes"));
    connect(&theme, &Theme::changed, this, [this] { update(); });
    setCounts({}, 0);
}

void RateChart::setCounts(const Counts &counts, qint64 minute) {
    m_counts = counts;
    m_minute = minute;
    const qint64 total = std::accumulate(counts.begin(), counts.end(), qint64(0));
    setAccessibleDescription(
        tr("%1 events, at most %2 in a minute, %3 in the running minute")
            .arg(grouped(total), grouped(*std::max_element(counts.begin(), counts.end())), grouped(counts.back())));
    update();
}

QString RateChart::barText(int bar) const {
    const QDateTime from = QDateTime::fromSecsSinceEpoch((m_minute - qint64(m_counts.size()) + 1 + bar) * 60);
    const qint64 count = m_counts[std::size_t(bar)];
    return from.toString(u"HH:mm") + u" · "_s + (count == 1 ? tr("1 event") : tr("%1 events").arg(grouped(count)));
}

int RateChart::barAt(int x) const {
    const int bar = int(double(x) * double(m_counts.size()) / std::max(1, width()));
    return bar < 0 || bar >= int(m_counts.size()) ? -1 : bar;
}

QSize RateChart::sizeHint() const {
    return {140, Height};
}

bool RateChart::event(QEvent *event) {
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int bar = barAt(help->pos().x());
    QToolTip::showText(help->globalPos(), bar < 0 ? QString() : barText(bar), this);
    return true;
}

QRectF RateChart::barRect(int bar, qint64 most) const {
    const double step = double(width() + Gap) / double(m_counts.size());
    const double share = most == 0 ? 0 : double(m_counts[std::size_t(bar)]) / double(most);
    const double tall = std::max<double>(LeastBar, share * height());
    return {bar * step, height() - tall, step - Gap, tall};
}

void RateChart::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const qint64 most = *std::max_element(m_counts.begin(), m_counts.end());
    for (int bar = 0; bar < int(m_counts.size()); ++bar) {
        QColor color = m_theme.color(m_counts[std::size_t(bar)] == 0 ? Role::Border : Role::Accent);
        color.setAlphaF(m_counts[std::size_t(bar)] == 0 ? 1.0F : 0.8F);
        painter.setBrush(color);
        painter.drawRoundedRect(barRect(bar, most), 1.5, 1.5);
    }
}

} // namespace offhook::ui
