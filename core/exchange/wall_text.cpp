#include "core/exchange/wall_text.h"

#include "core/base/clock.h"

#include <QDateTime>

namespace offhook::exchange {
namespace {

constexpr qint64 MicrosPerMilli = 1'000;

/// Decimals of a second as microseconds, and how many characters they take.
struct Fraction {
    WallTime micros = 0;
    qsizetype length = 0;
};

Fraction fractionAt(QStringView text, qsizetype dot) {
    Fraction fraction{0, 1};
    WallTime unit = 100'000;
    for (; dot + fraction.length < text.size() && text[dot + fraction.length].isDigit(); ++fraction.length) {
        fraction.micros += unit * text[dot + fraction.length].digitValue();
        unit /= 10;
    }
    return fraction;
}

} // namespace

QByteArray wallText(WallTime time) {
    QByteArray text = isoTime(time); // ends in milliseconds and Z
    const WallTime rest = ((time % MicrosPerMilli) + MicrosPerMilli) % MicrosPerMilli;
    text.insert(text.size() - 1, QByteArray::number(rest).rightJustified(3, '0'));
    return text;
}

std::optional<WallTime> wallTimeFrom(QStringView text) {
    QString whole = text.trimmed().toString();
    WallTime micros = 0;
    if (const qsizetype dot = whole.indexOf(u'.'); dot > 0) {
        const Fraction fraction = fractionAt(whole, dot);
        micros = fraction.micros;
        whole.remove(dot, fraction.length);
    }
    QDateTime time = QDateTime::fromString(whole, Qt::ISODate);
    if (!time.isValid())
        time = QDateTime::fromString(whole, Qt::RFC2822Date);
    if (!time.isValid())
        return {};
    if (time.timeSpec() == Qt::LocalTime) // no offset given
        time.setTimeSpec(Qt::UTC);
    const int year = time.toUTC().date().year(); // an offset may lead out of the years that can be written again
    if (year < 1 || year > 9999)
        return {};
    return time.toMSecsSinceEpoch() * MicrosPerMilli + micros;
}

} // namespace offhook::exchange
