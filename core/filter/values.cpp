#include "core/filter/values.h"

#include <QDateTime>
#include <QTimeZone>

#include <array>

namespace offhook::filter {
namespace {

constexpr qsizetype MostDigits = 18;
constexpr qint64 MicrosecondsPerSecond = 1'000'000;

bool isDigit(QChar c) {
    return c >= u'0' && c <= u'9';
}

/// Reads digits and other fixed characters from the left.
class Reader {
public:
    explicit Reader(QStringView text)
        : m_text(text) {}

    [[nodiscard]] bool atEnd() const { return m_text.isEmpty(); }
    [[nodiscard]] QChar peek() const { return atEnd() ? QChar() : m_text.front(); }
    [[nodiscard]] QStringView rest() const { return m_text; }

    bool take(QChar c) {
        if (peek() != c)
            return false;
        m_text = m_text.sliced(1);
        return true;
    }
    /// Between `least` and `most` digits as a number.
    std::optional<qint64> number(qsizetype least, qsizetype most) {
        qint64 value = 0;
        qsizetype count = 0;
        while (count < most && count < m_text.size() && isDigit(m_text[count]))
            value = value * 10 + (m_text[count++].unicode() - u'0');
        if (count < least)
            return {};
        m_text = m_text.sliced(count);
        return value;
    }
    /// ".318" as microseconds; 0 without a point.
    std::optional<qint64> fraction() {
        if (!take(u'.'))
            return 0;
        const qsizetype before = m_text.size();
        const auto digits = number(1, 6);
        if (!digits)
            return {};
        qint64 value = *digits;
        for (qsizetype used = before - m_text.size(); used < 6; ++used)
            value *= 10;
        return value;
    }

private:
    QStringView m_text;
};

struct TimeOfDay {
    QTime time;
    qint64 microseconds = 0; ///< within the second
};

std::optional<QDate> readDate(Reader &reader) {
    const auto year = reader.number(4, 4);
    if (!year || !reader.take(u'-'))
        return {};
    const auto month = reader.number(2, 2);
    if (!month || !reader.take(u'-'))
        return {};
    const auto day = reader.number(2, 2);
    if (!day)
        return {};
    const QDate date{int(*year), int(*month), int(*day)};
    return date.isValid() ? std::optional(date) : std::nullopt;
}

std::optional<TimeOfDay> readTimeOfDay(Reader &reader) {
    const auto hour = reader.number(1, 2);
    if (!hour || !reader.take(u':'))
        return {};
    const auto minute = reader.number(2, 2);
    if (!minute)
        return {};
    std::optional<qint64> second = 0;
    std::optional<qint64> fraction = 0;
    if (reader.take(u':')) {
        second = reader.number(2, 2);
        fraction = reader.fraction();
    }
    if (!second || !fraction)
        return {};
    const QTime time{int(*hour), int(*minute), int(*second)};
    return time.isValid() ? std::optional(TimeOfDay{time, *fraction}) : std::nullopt;
}

/// "Z", "+02:00" or nothing, to the end.
std::optional<QTimeZone> readZone(Reader &reader) {
    if (reader.atEnd())
        return QTimeZone::systemTimeZone();
    if (reader.take(u'Z') || reader.take(u'z'))
        return reader.atEnd() ? std::optional(QTimeZone::utc()) : std::nullopt;
    const bool west = reader.peek() == u'-';
    if (!reader.take(u'+') && !reader.take(u'-'))
        return {};
    const auto hours = reader.number(2, 2);
    reader.take(u':');
    const auto minutes = reader.number(2, 2);
    if (!hours || !minutes || *hours > 14 || *minutes > 59 || !reader.atEnd())
        return {};
    const int seconds = int(*hours * 3600 + *minutes * 60);
    return QTimeZone(west ? -seconds : seconds);
}

WallTime at(QDate date, const TimeOfDay &time, const QTimeZone &zone) {
    return QDateTime(date, time.time, zone).toMSecsSinceEpoch() * 1000 + time.microseconds;
}

QDate localDate(WallTime now) {
    return QDateTime::fromMSecsSinceEpoch(now / 1000).date();
}

} // namespace

std::optional<qint64> readInteger(QStringView text) {
    Reader reader(text);
    const bool negative = reader.take(u'-');
    const auto value = reader.number(1, MostDigits);
    if (!value || !reader.atEnd())
        return {};
    return negative ? -*value : *value;
}

std::optional<qint64> readCode(QStringView text, Match match) {
    const bool isClass = text.size() == 3 && text[0] >= u'1' && text[0] <= u'5' &&
                         text.sliced(1).compare(u"xx", Qt::CaseInsensitive) == 0;
    if (!isClass) {
        Reader reader(text);
        const auto code = reader.number(3, 3);
        return code && reader.atEnd() ? code : std::nullopt;
    }
    const qint64 digit = text[0].unicode() - u'0';
    if (match == Match::Equals)
        return digit;
    const bool atTop = match == Match::Greater || match == Match::LessOrEqual;
    return digit * 100 + (atTop ? 99 : 0);
}

std::optional<qint64> readDuration(QStringView text) {
    struct Unit {
        QStringView name;
        qint64 microseconds;
    };
    static constexpr std::array Units{Unit{u"us", 1}, Unit{u"µs", 1}, Unit{u"ms", 1000},
        Unit{u"s", MicrosecondsPerSecond}, Unit{u"sec", MicrosecondsPerSecond}, Unit{u"m", 60 * MicrosecondsPerSecond},
        Unit{u"min", 60 * MicrosecondsPerSecond}, Unit{u"h", 3600 * MicrosecondsPerSecond}};
    Reader reader(text);
    const auto whole = reader.number(1, 6);
    const auto part = reader.fraction();
    if (!whole || !part)
        return {};
    for (const Unit &unit : Units) {
        if (reader.rest().compare(unit.name, Qt::CaseInsensitive) == 0)
            return *whole * unit.microseconds + *part * unit.microseconds / MicrosecondsPerSecond;
    }
    return {};
}

std::optional<WallTime> readTime(QStringView text, WallTime now) {
    Reader reader(text);
    QDate date = localDate(now);
    const bool dated = text.size() > 4 && text[4] == u'-';
    if (dated) {
        const auto read = readDate(reader);
        if (!read)
            return {};
        date = *read;
        if (reader.atEnd())
            return date.startOfDay().toMSecsSinceEpoch() * 1000;
        if (!reader.take(u'T') && !reader.take(u't') && !reader.take(u' '))
            return {};
    }
    const auto read = readTimeOfDay(reader);
    if (!read || (!dated && !reader.atEnd()))
        return {};
    const auto zone = readZone(reader);
    if (!zone)
        return {};
    return at(date, *read, *zone);
}

} // namespace offhook::filter
