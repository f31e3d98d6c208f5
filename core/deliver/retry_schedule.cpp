#include "core/deliver/retry_schedule.h"

#include <QByteArrayList>
#include <QDateTime>
#include <QTimeZone>

#include <algorithm>
#include <array>

namespace offhook::deliver {
namespace {

using std::chrono::milliseconds;

constexpr qint64 LongestMs = 24LL * 3600 * 1000;
constexpr std::array<QByteArrayView, 12> Months{
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

bool isDigits(QByteArrayView bytes) {
    return !bytes.isEmpty() && std::all_of(bytes.begin(), bytes.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int numberOf(QByteArrayView digits) {
    return isDigits(digits) && digits.size() <= 4 ? digits.toByteArray().toInt() : -1;
}

int monthOf(QByteArrayView name) {
    const auto *const found = std::find(Months.begin(), Months.end(), name);
    return found == Months.end() ? -1 : int(found - Months.begin()) + 1;
}

// Two digits that would be more than 50 years ahead are of the century before (RFC 9110 5.6.7).
int fullYear(QByteArrayView digits, int thisYear) {
    const int year = numberOf(digits);
    if (digits.size() != 2 || year < 0)
        return year;
    const int candidate = thisYear / 100 * 100 + year;
    return candidate > thisYear + 50 ? candidate - 100 : candidate;
}

QTime timeOf(QByteArrayView text) {
    const QByteArrayList parts = text.toByteArray().split(':');
    if (parts.size() != 3)
        return {};
    return {numberOf(parts[0]), numberOf(parts[1]), std::min(numberOf(parts[2]), 59)};
}

// The three forms: "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994".
std::optional<QDateTime> httpDate(QByteArrayView value, int thisYear) {
    QByteArrayList words = value.toByteArray().simplified().split(' ');
    QDate date;
    QTime time;
    if (words.size() == 6 && words[5] == "GMT") {
        date = QDate(numberOf(words[3]), monthOf(words[2]), numberOf(words[1]));
        time = timeOf(words[4]);
    } else if (words.size() == 4 && words[3] == "GMT") {
        const QByteArrayList day = words[1].split('-');
        if (day.size() == 3)
            date = QDate(fullYear(day[2], thisYear), monthOf(day[1]), numberOf(day[0]));
        time = timeOf(words[2]);
    } else if (words.size() == 5) {
        date = QDate(numberOf(words[4]), monthOf(words[1]), numberOf(words[2]));
        time = timeOf(words[3]);
    }
    if (!date.isValid() || !time.isValid())
        return {};
    return QDateTime(date, time, Qt::UTC);
}

} // namespace

std::optional<milliseconds> pauseAfter(int tried, const RetrySchedule &schedule, double random) {
    if (tried > std::clamp(schedule.most, 0, RetrySchedule::MostTries))
        return {};
    const double doubled = double(schedule.first.count()) * double(1LL << std::clamp(tried - 1, 0, 50));
    const double full = std::min(doubled, double(schedule.longest.count()));
    return milliseconds(qint64(full * (0.5 + 0.5 * std::clamp(random, 0.0, 1.0))));
}

std::optional<milliseconds> retryAfter(QByteArrayView value, WallTime now) {
    const QByteArrayView text = value.trimmed();
    if (isDigits(text)) {
        const qint64 seconds = text.size() > 6 ? LongestMs / 1000 : text.toByteArray().toLongLong();
        return milliseconds(std::min(seconds * 1000, LongestMs));
    }
    const qint64 nowMs = now / 1000;
    const auto date = httpDate(text, QDateTime::fromMSecsSinceEpoch(nowMs, Qt::UTC).date().year());
    if (!date)
        return {};
    return milliseconds(std::clamp<qint64>(date->toMSecsSinceEpoch() - nowMs, 0, LongestMs));
}

bool isWorthRetrying(int status) {
    return status == 408 || status == 425 || status == 429 || (status >= 500 && status <= 599);
}

} // namespace offhook::deliver
