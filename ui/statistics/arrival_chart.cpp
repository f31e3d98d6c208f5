#include "ui/statistics/arrival_chart.h"

#include "ui/util/text_format.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr int Marks = 3;
constexpr double Radius = 1.5;

} // namespace

ArrivalChart::ArrivalChart(const Theme &theme, QWidget *parent)
    : TimeChart(theme, parent) {
    setAccessibleName(tr("Events over time"));
}

qint64 ArrivalChart::most() const {
    qint64 most = 0;
    for (const store::TimeStep &step : series().steps())
        most = std::max(most, step.count);
    return most;
}

std::vector<Tick> ArrivalChart::valueTicks() const {
    return countTicks(most(), Marks);
}

QString ArrivalChart::description() const {
    return tr("At most %1 events in a step of %2").arg(grouped(most()), duration(series().width()));
}

QString ArrivalChart::stepText(int step) const {
    const store::TimeStep &at = series().steps()[std::size_t(step)];
    const double perSecond = double(at.count) * 1e6 / double(series().width());
    QString text = stepTime(step) + u'\n';
    text += at.count == 1 ? tr("1 event") : tr("%1 events").arg(grouped(at.count));
    if (at.count > 0)
        text += u" · "_s + tr("%1 per second").arg(QLocale().toString(perSecond, 'g', 3));
    if (at.invalid > 0)
        text += u'\n' + tr("%1 with an invalid signature").arg(grouped(at.invalid));
    return text;
}

void ArrivalChart::paintSteps(QPainter &painter) const {
    painter.setPen(Qt::NoPen);
    const double base = plot().bottom();
    for (int i = 0; i < int(series().steps().size()); ++i) {
        const store::TimeStep &step = series().steps()[std::size_t(i)];
        const QRectF at = stepRect(i);
        const double gap = at.width() > 4 ? 1 : 0;
        const double wide = std::max(1.0, at.width() - gap);
        const auto bar = [&](qint64 count, Role role) {
            const double top = std::min(yOf(double(count)), base - 1.5);
            painter.setBrush(theme().color(role));
            painter.drawRoundedRect(QRectF(at.left(), top, wide, base - top), Radius, Radius);
        };
        if (step.count > 0)
            bar(step.count, Role::Accent);
        if (step.invalid > 0)
            bar(step.invalid, Role::Invalid);
    }
}

} // namespace offhook::ui
