#include "ui/settings/budget_chart.h"

#include <QLocale>
#include <QPainter>
#include <QStringList>

namespace offhook::ui {
namespace {

using std::chrono::milliseconds;
using twilio::BudgetPhase;
using twilio::Failure;

constexpr milliseconds Whole{15000};
constexpr int LabelWidth = 116;
constexpr int RowHeight = 34;
constexpr int BarHeight = 20;
constexpr int AxisHeight = 22;
constexpr int RightMargin = 24;

QString seconds(milliseconds time) {
    return QLocale().toString(double(time.count()) / 1000.0, 'g', 4) + QStringLiteral(" s");
}

} // namespace

BudgetChart::BudgetChart(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme) {
    connect(&theme, &Theme::changed, this, [this] { update(); });
    setOverrides({});
}

void BudgetChart::setOverrides(const twilio::ConnectionOverrides &overrides) {
    m_overrides = overrides;
    const QString words = tr("Cannot be reached: %1. Does not answer: %2.")
                              .arg(inWords(Failure::NoConnection), inWords(Failure::NoAnswer));
    setAccessibleName(tr("What happens when"));
    setAccessibleDescription(words);
    setToolTip(words);
    update();
}

QSize BudgetChart::sizeHint() const {
    return {520, 2 * RowHeight + AxisHeight};
}

QSize BudgetChart::minimumSizeHint() const {
    return {360, 2 * RowHeight + AxisHeight};
}

QString BudgetChart::inWords(Failure failure) const {
    QStringList words;
    for (const BudgetPhase &phase : twilio::worstCase(m_overrides, failure)) {
        if (phase.type == BudgetPhase::Type::Fallback)
            words.append(tr("fallback URL after %1").arg(seconds(phase.begin)));
        else
            words.append(tr("attempt %1 until %2").arg(phase.attempt).arg(seconds(phase.end)));
    }
    return words.join(QStringLiteral(", "));
}

qreal BudgetChart::xOf(milliseconds at) const {
    const qreal width = this->width() - LabelWidth - RightMargin;
    return LabelWidth + width * qreal(at.count()) / qreal(Whole.count());
}

void BudgetChart::paintAxis(QPainter &painter) const {
    const int bottom = 2 * RowHeight;
    for (int second = 0; second <= 15; second += 5) {
        const qreal x = xOf(std::chrono::seconds(second));
        painter.setPen(m_theme.color(Role::Border));
        painter.drawLine(QPointF(x, 0), QPointF(x, bottom + 3));
        painter.setPen(m_theme.color(Role::Muted));
        painter.drawText(
            QRectF(x - 30, bottom + 3, 60, AxisHeight - 3), Qt::AlignCenter, seconds(std::chrono::seconds(second)));
    }
}

void BudgetChart::paintRow(QPainter &painter, int row, Failure failure, const QString &label) const {
    const qreal top = row * RowHeight + (RowHeight - BarHeight) / 2.0;
    painter.setPen(m_theme.color(Role::Text));
    painter.drawText(QRectF(0, top, LabelWidth - 8, BarHeight), Qt::AlignLeft | Qt::AlignVCenter, label);
    for (const BudgetPhase &phase : twilio::worstCase(m_overrides, failure)) {
        if (phase.type == BudgetPhase::Type::Fallback) {
            const qreal x = xOf(phase.begin);
            painter.setPen(QPen(m_theme.color(Role::Invalid), 2));
            painter.drawLine(QPointF(x, top - 3), QPointF(x, top + BarHeight + 3));
            continue;
        }
        const QRectF bar(xOf(phase.begin) + 1, top, xOf(phase.end) - xOf(phase.begin) - 2, BarHeight);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(phase.attempt == 1 ? Role::InfoSoft : Role::WarnSoft));
        painter.drawRoundedRect(bar, 4, 4);
        painter.setPen(m_theme.color(phase.attempt == 1 ? Role::Info : Role::Warn));
        const QString text = phase.attempt == 1 ? seconds(phase.end) : tr("retry %1").arg(phase.attempt - 1);
        painter.drawText(bar, Qt::AlignCenter,
            bar.width() > painter.fontMetrics().horizontalAdvance(text) + 4 ? text : QString::number(phase.attempt));
    }
}

void BudgetChart::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintAxis(painter);
    paintRow(painter, 0, Failure::NoConnection, tr("Not reachable"));
    paintRow(painter, 1, Failure::NoAnswer, tr("No answer"));
}

} // namespace offhook::ui
