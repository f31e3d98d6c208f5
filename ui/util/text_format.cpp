#include "ui/util/text_format.h"

#include "core/base/text_guard.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr char16_t ThinSpace = 0x202F; // NARROW NO-BREAK SPACE, as SI asks between groups of three digits
constexpr char16_t NoBreakSpace = 0x00A0;

QString withUnit(const QString &number, const char *unit) {
    return number + QChar(NoBreakSpace) + QCoreApplication::translate("TextFormat", unit);
}

// One decimal below ten, none from there; "2.0" is "2".
QString rounded(double value, double decimalBelow) {
    const double tenths = std::round(value * 10) / 10;
    if (tenths >= decimalBelow || tenths == std::round(tenths))
        return QLocale().toString(value >= decimalBelow ? std::round(value) : tenths, 'f', 0);
    return QLocale().toString(tenths, 'f', 1);
}

QString twoUnits(qint64 large, const char *largeUnit, qint64 small, const char *smallUnit) {
    const QString first = withUnit(QString::number(large), largeUnit);
    return small == 0 ? first : first + QChar(NoBreakSpace) + withUnit(QString::number(small), smallUnit);
}

// Country codes of two digits besides 1 and 7; all others have three: ITU-T E.164, list of assigned country codes.
qsizetype countryCodeLength(QStringView digits) {
    static constexpr std::array TwoDigits{20, 27, 30, 31, 32, 33, 34, 36, 39, 40, 41, 43, 44, 45, 46, 47, 48, 49, 51,
        52, 53, 54, 55, 56, 57, 58, 60, 61, 62, 63, 64, 65, 66, 81, 82, 84, 86, 90, 91, 92, 93, 94, 95, 98};
    if (digits.startsWith(u'1') || digits.startsWith(u'7'))
        return 1;
    return std::binary_search(TwoDigits.begin(), TwoDigits.end(), digits.first(2).toInt()) ? 2 : 3;
}

// Groups of a national number: 3-3-4 in North America; elsewhere the last four, up to five before them, the rest.
std::array<qsizetype, 3> groupsOf(qsizetype digits, bool northAmerica) {
    if (northAmerica && digits == 10)
        return {3, 3, 4};
    if (digits <= 5)
        return {0, 0, digits};
    if (digits == 6)
        return {0, 3, 3};
    if (digits <= 8)
        return {0, digits - 4, 4};
    const qsizetype middle = digits == 9 ? 3 : digits == 11 ? 5 : 4;
    return {digits - 4 - middle, middle, 4};
}

// "+14155550142": E.164 has at most 15 digits.
bool isPhoneNumber(QByteArrayView value) {
    return value.size() >= 8 && value.size() <= 16 && value[0] == '+' && value[1] != '0' &&
           std::all_of(value.begin() + 1, value.end(), [](char c) { return c >= '0' && c <= '9'; });
}

QString groupedPhone(QByteArrayView value) {
    const QString digits = QString::fromLatin1(value.sliced(1));
    const qsizetype code = countryCodeLength(digits);
    QString text = u'+' + digits.first(code);
    qsizetype at = code;
    for (const qsizetype length : groupsOf(digits.size() - code, digits.startsWith(u'1'))) {
        if (length > 0)
            text += u' ' + digits.sliced(at, length);
        at += length;
    }
    return text;
}

// Two capital letters and 32 hexadecimal digits: twilio.com/docs/glossary/what-is-a-sid.
bool isSid(QByteArrayView value) {
    const auto isHex = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    };
    return value.size() == 34 && value[0] >= 'A' && value[0] <= 'Z' && value[1] >= 'A' && value[1] <= 'Z' &&
           std::all_of(value.begin() + 2, value.end(), isHex);
}

} // namespace

QString grouped(qint64 number) {
    QString digits = QString::number(number);
    const qsizetype first = number < 0 ? 1 : 0;
    for (qsizetype at = digits.size() - 3; at > first; at -= 3)
        digits.insert(at, QChar(ThinSpace));
    return digits;
}

QString duration(qint64 us) {
    if (us < 0)
        return u"–"_s;
    if (us > 0 && us < 50)
        return u'<' + withUnit(QLocale().toString(0.1, 'f', 1), QT_TRANSLATE_NOOP("TextFormat", "ms"));
    if (us < 999'500)
        return withUnit(rounded(double(us) / 1e3, 10), QT_TRANSLATE_NOOP("TextFormat", "ms"));
    if (us < 59'950'000)
        return withUnit(rounded(double(us) / 1e6, 60), QT_TRANSLATE_NOOP("TextFormat", "s"));
    const qint64 seconds = (us + 500'000) / 1'000'000;
    const char *const minuteUnit = QT_TRANSLATE_NOOP("TextFormat", "min");
    const char *const hourUnit = QT_TRANSLATE_NOOP("TextFormat", "h");
    if (seconds < 3600)
        return twoUnits(seconds / 60, minuteUnit, seconds % 60, QT_TRANSLATE_NOOP("TextFormat", "s"));
    if (seconds < 86'400)
        return twoUnits(seconds / 3600, hourUnit, seconds % 3600 / 60, minuteUnit);
    return twoUnits(seconds / 86'400, QT_TRANSLATE_NOOP("TextFormat", "d"), seconds % 86'400 / 3600, hourUnit);
}

QString secondsLeft(qint64 ms) {
    return withUnit(QLocale().toString(double(ms / 100) / 10, 'f', 1), QT_TRANSLATE_NOOP("TextFormat", "s"));
}

QString heldLeft(qint64 ms) {
    return QCoreApplication::translate("TextFormat", "held · %1 left").arg(secondsLeft(ms));
}

QString localTime(WallTime time) {
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(time / 1000);
    const QString clock = local.toString(u"HH:mm:ss.zzz");
    return local.date() == QDate::currentDate() ? clock : local.toString(u"yyyy-MM-dd ") + clock;
}

QString shortLocalTime(WallTime time) {
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(time / 1000);
    const QDate today = QDate::currentDate();
    if (local.date() == today)
        return local.toString(u"HH:mm:ss.zzz");
    return local.toString(local.date().year() == today.year() ? u"MM-dd HH:mm" : u"yyyy-MM-dd");
}

QString address(QByteArrayView value, bool shorten) {
    const qsizetype colon = value.indexOf(':');
    const QByteArrayView rest = value.sliced(colon + 1);
    if (isPhoneNumber(rest)) {
        // The channel ("whatsapp:") is said by the kind already where there is little room.
        const QString channel = shorten ? QString() : printable(value.first(colon + 1));
        return channel + groupedPhone(rest);
    }
    if (shorten && isSid(value)) {
        const QString text = QString::fromLatin1(value);
        return text.first(4) + u'…' + text.last(3);
    }
    return printable(value);
}

QString byteSize(qint64 bytes) {
    if (bytes < 1000)
        return withUnit(QString::number(bytes), QT_TRANSLATE_NOOP("TextFormat", "B"));
    static constexpr std::array Units{QT_TRANSLATE_NOOP("TextFormat", "kB"), QT_TRANSLATE_NOOP("TextFormat", "MB"),
        QT_TRANSLATE_NOOP("TextFormat", "GB"), QT_TRANSLATE_NOOP("TextFormat", "TB")};
    double value = double(bytes) / 1000;
    std::size_t unit = 0;
    for (; value >= 999.5 && unit + 1 < Units.size(); ++unit)
        value /= 1000;
    return withUnit(rounded(value, 10), Units[unit]);
}

} // namespace offhook::ui
