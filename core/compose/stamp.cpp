#include "core/compose/stamp.h"

#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>

namespace offhook::compose {
namespace {

using namespace Qt::StringLiterals;

// Day and month names are English whatever the user's locale (RFC 5322 3.3).
const QString &rfc2822Format() {
    static const QString format = u"ddd, dd MMM yyyy HH:mm:ss +0000"_s;
    return format;
}

std::optional<WallTime> micros(QDateTime utc) {
    utc.setTimeSpec(Qt::UTC);
    return utc.isValid() ? std::optional<WallTime>(utc.toMSecsSinceEpoch() * 1000) : std::nullopt;
}

QDateTime dateTime(WallTime time) {
    return QDateTime::fromMSecsSinceEpoch(time / 1000, Qt::UTC);
}

std::optional<Stamp> readIso(const QString &text) {
    static const QRegularExpression form(uR"(^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z$)"_s);
    const QRegularExpressionMatch match = form.match(text);
    const auto whole = micros(QDateTime::fromString(match.captured(1), Qt::ISODate));
    if (!match.hasMatch() || !whole)
        return {};
    const QString fraction = match.captured(2);
    return Stamp{
        Stamp::Form::Iso8601, *whole + fraction.leftJustified(6, u'0', true).toLongLong(), int(fraction.size())};
}

std::optional<Stamp> readNumber(QByteArrayView name, const QByteArray &value) {
    bool isNumber = false;
    const qint64 number = value.toLongLong(&isNumber);
    if (!isNumber || number <= 0)
        return {};
    if (name == "RawDlrDoneDate" && value.size() == 10) {
        const auto time = micros(QDateTime::fromString(u"20"_s + QString::fromLatin1(value), u"yyyyMMddHHmm"_s));
        return time ? std::optional<Stamp>(Stamp{Stamp::Form::CarrierMinute, *time}) : std::nullopt;
    }
    if (name == "Timestamp" && value.size() == 10)
        return Stamp{Stamp::Form::EpochSeconds, number * 1'000'000};
    if (name == "TimestampMs" && value.size() == 13)
        return Stamp{Stamp::Form::EpochMillis, number * 1000};
    return {};
}

} // namespace

std::optional<Stamp> readStamp(QByteArrayView name, const QByteArray &value) {
    if (value.size() < 10 || value.size() > 31)
        return {};
    const QString text = QString::fromLatin1(value);
    if (const auto time = micros(QLocale::c().toDateTime(text, rfc2822Format())))
        return Stamp{Stamp::Form::Rfc2822, *time};
    if (const auto iso = readIso(text))
        return iso;
    return readNumber(name, value);
}

QByteArray writeStamp(const Stamp &stamp) {
    switch (stamp.form) {
    case Stamp::Form::Rfc2822:
        return QLocale::c().toString(dateTime(stamp.time), rfc2822Format()).toLatin1();
    case Stamp::Form::EpochSeconds:
        return QByteArray::number(stamp.time / 1'000'000);
    case Stamp::Form::EpochMillis:
        return QByteArray::number(stamp.time / 1000);
    case Stamp::Form::CarrierMinute:
        return dateTime(stamp.time).toString(u"yyMMddHHmm"_s).toLatin1();
    case Stamp::Form::Iso8601:
        break;
    }
    const QByteArray whole = dateTime(stamp.time).toString(u"yyyy-MM-ddTHH:mm:ss"_s).toLatin1();
    const QByteArray fraction = QByteArray::number(stamp.time % 1'000'000).rightJustified(6, '0').leftJustified(9, '0');
    return whole + (stamp.decimals > 0 ? '.' + fraction.left(stamp.decimals) : QByteArray()) + 'Z';
}

} // namespace offhook::compose
