#include "ui/statistics/answer_time_chart.h"

#include "ui/util/text_format.h"

#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>
#include <limits>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr double Dot = 2.2;
constexpr double LineWidth = 1.6;

} // namespace

AnswerTimeChart::AnswerTimeChart(const Theme &theme, QWidget *parent)
    : TimeChart(theme, parent) {
    setAccessibleName(tr("Answer time"));
}

std::vector<Tick> AnswerTimeChart::valueTicks() const {
    qint64 least = std::numeric_limits<qint64>::max();
    qint64 most = 0;
    for (const store::TimeStep &step : series().steps()) {
        if (step.durations.count() == 0)
            continue;
        least = std::min(least, step.durations.percentile(Lines[0].share));
        most = std::max(most, step.durations.percentile(Lines[2].share));
    }
    return most == 0 ? durationTicks(100, 1000) : durationTicks(least, most);
}

double AnswerTimeChart::heightOf(double value) const {
    const double low = std::log10(std::max(1.0, ticks().front().value));
    const double high = std::log10(std::max(1.0, ticks().back().value));
    return (std::log10(std::max(1.0, value)) - low) / (high - low);
}

QString AnswerTimeChart::description() const {
    store::DurationHistogram all;
    for (const store::TimeStep &step : series().steps())
        all.add(step.durations);
    return tr("Half of the answers within %1, nine of ten within %2, 99 of 100 within %3")
        .arg(duration(all.percentile(0.5)), duration(all.percentile(0.9)), duration(all.percentile(0.99)));
}

QString AnswerTimeChart::stepText(int step) const {
    const store::DurationHistogram &at = series().steps()[std::size_t(step)].durations;
    if (at.count() == 0)
        return stepTime(step) + u'\n' + tr("No answers");
    QString text = stepTime(step);
    for (const Line &line : Lines)
        text += u'\n' + QLatin1StringView(line.name) + u"  "_s + duration(at.percentile(line.share));
    return text + u'\n' + tr("longest %1").arg(duration(at.longest()));
}

void AnswerTimeChart::paintSteps(QPainter &painter) const {
    for (auto line = std::rbegin(Lines); line != std::rend(Lines); ++line)
        paintLine(painter, *line);
}

// Steps without answers are gaps; a step between two of them is a dot.
void AnswerTimeChart::paintLine(QPainter &painter, const Line &line) const {
    const QColor color = theme().color(line.role);
    QPolygonF run;
    const auto end = [&] {
        if (run.size() == 1) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(color);
            painter.drawEllipse(run.front(), Dot, Dot);
        } else if (!run.isEmpty()) {
            painter.setPen(QPen(color, LineWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
            painter.setBrush(Qt::NoBrush);
            painter.drawPolyline(run);
        }
        run.clear();
    };
    for (int i = 0; i < int(series().steps().size()); ++i) {
        const store::DurationHistogram &at = series().steps()[std::size_t(i)].durations;
        if (at.count() == 0)
            end();
        else
            run.append({stepRect(i).center().x(), yOf(double(at.percentile(line.share)))});
    }
    end();
}

} // namespace offhook::ui
