#include "ui/statistics/chart_scale.h"

#include "ui/util/text_format.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr qint64 SecondUs = 1'000'000;
constexpr qint64 Day = 86'400;

// Distances between marks of time, in milliseconds.
constexpr std::array<qint64, 25> Distances{1, 5, 10, 50, 100, 500, 1'000, 2'000, 5'000, 10'000, 15'000, 30'000, 60'000,
    120'000, 300'000, 600'000, 900'000, 1'800'000, 3'600'000, 7'200'000, 10'800'000, 21'600'000, 43'200'000, Day * 1000,
    2 * Day * 1000};

qint64 distanceFor(qint64 rangeMs, int marks) {
    const auto fits = [&](qint64 distance) { return rangeMs / distance <= marks; };
    const auto *const found = std::find_if(Distances.begin(), Distances.end(), fits);
    if (found != Distances.end())
        return *found;
    qint64 days = 5;
    while (!fits(days * Day * 1000))
        days *= 2;
    return days * Day * 1000;
}

QString tickLabel(const QDateTime &moment, qint64 distanceMs) {
    if (distanceMs >= 300 * Day * 1000)
        return moment.toString(u"yyyy"_s);
    if (distanceMs >= Day * 1000 || (distanceMs >= 3'600'000 && moment.time() == QTime(0, 0)))
        return QLocale().toString(moment, u"d MMM"_s);
    if (distanceMs >= 60'000)
        return moment.toString(u"HH:mm"_s);
    return moment.toString(distanceMs >= 1'000 ? u"HH:mm:ss"_s : u"ss.zzz"_s);
}

/// Marks begin at local midnight, so that they are round where the day has 23 hours as well.
qint64 firstAfter(qint64 fromMs, qint64 distance) {
    const qint64 midnight = QDateTime::fromMSecsSinceEpoch(fromMs).date().startOfDay().toMSecsSinceEpoch();
    const qint64 past = fromMs - midnight;
    return midnight + (past + distance - 1) / distance * distance;
}

} // namespace

std::vector<Tick> countTicks(qint64 most, int marks) {
    const double least = std::max(1.0, double(most) / std::max(1, marks));
    const double decade = std::pow(10, std::floor(std::log10(least)));
    double step = 10 * decade;
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * decade >= least && factor * decade < step)
            step = factor * decade;
    }
    std::vector<Tick> ticks;
    for (double value = 0; ticks.size() < 2 || ticks.back().value < double(most); value += step)
        ticks.push_back({value, grouped(qint64(value))});
    return ticks;
}

std::vector<Tick> durationTicks(qint64 least, qint64 most) {
    const int low = int(std::floor(std::log10(double(std::max<qint64>(1, least)))));
    const int high = std::max(low + 1, int(std::ceil(std::log10(double(std::max<qint64>(1, most))))));
    std::vector<Tick> ticks;
    for (int decade = low; decade <= high; ++decade) {
        const auto us = qint64(std::llround(std::pow(10, decade)));
        ticks.push_back({double(us), duration(us)});
    }
    return ticks;
}

std::vector<Tick> timeTicks(WallTime from, WallTime to, int marks) {
    std::vector<Tick> ticks;
    if (to <= from || marks < 1)
        return ticks;
    const qint64 fromMs = from / 1000;
    const qint64 distance = distanceFor((to - from) / 1000, marks);
    for (qint64 at = firstAfter(fromMs, distance); at <= to / 1000; at += distance)
        ticks.push_back({double(at) * 1000, tickLabel(QDateTime::fromMSecsSinceEpoch(at), distance)});
    return ticks;
}

QString timeRangeText(WallTime from, WallTime to) {
    const QDateTime first = QDateTime::fromMSecsSinceEpoch(from / 1000);
    const QDateTime last = QDateTime::fromMSecsSinceEpoch(to / 1000);
    const bool fine = to - from < 10 * SecondUs;
    const bool coarse = to - from >= 2 * Day * SecondUs;
    const QString time = coarse ? u"HH:mm"_s : fine ? u"HH:mm:ss.zzz"_s : u"HH:mm:ss"_s;
    const auto dated = [](const QDateTime &moment) {
        const bool thisYear = moment.date().year() == QDate::currentDate().year();
        return QString(QLocale().toString(moment.date(), thisYear ? u"d MMM"_s : u"d MMM yyyy"_s) + u' ');
    };
    const bool oneDay = first.date() == last.date();
    QString text = oneDay && first.date() == QDate::currentDate() ? QString() : dated(first);
    text += first.toString(time) + u" – "_s;
    if (!oneDay)
        text += dated(last);
    return text + last.toString(time);
}

} // namespace offhook::ui
