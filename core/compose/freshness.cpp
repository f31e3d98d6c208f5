#include "core/compose/freshness.h"

#include "core/compose/stamp.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QUuid>

#include <array>
#include <functional>

namespace offhook::compose {
namespace {

using namespace Qt::StringLiterals;

// Latin-1 there and back keeps every byte, so text patterns can look at bytes.
QByteArray replaceEach(const QRegularExpression &pattern, const QByteArray &bytes,
    const std::function<QByteArray(const QByteArray &)> &replacement) {
    const QString text = QString::fromLatin1(bytes);
    QByteArray out;
    qsizetype from = 0;
    for (auto matches = pattern.globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        out += bytes.mid(from, match.capturedStart() - from) + replacement(match.captured().toLatin1());
        from = match.capturedEnd();
    }
    return out + bytes.mid(from);
}

const QRegularExpression &sidPattern() {
    static const QRegularExpression pattern(u"(?<![0-9A-Za-z])[A-Z]{2}[0-9a-f]{32}(?![0-9A-Za-z])"_s);
    return pattern;
}

const QRegularExpression &jsonTimePattern() {
    static const QRegularExpression pattern(uR"((?<=")\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z(?="))"_s);
    return pattern;
}

QByteArray randomBytes() {
    std::array<quint32, 4> words{};
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    return {reinterpret_cast<const char *>(words.data()), qsizetype(sizeof(words))};
}

} // namespace

Freshness::Freshness(const Template &from, WallTime now) {
    qint64 newest = 0;
    for (const http::Parameter &param : from.params)
        if (const auto stamp = readStamp(param.name, param.value))
            newest = qMax(newest, stamp->time);
    replaceEach(jsonTimePattern(), from.body, [&newest](const QByteArray &text) {
        if (const auto stamp = readStamp({}, text))
            newest = qMax(newest, stamp->time);
        return text;
    });
    m_shift = newest == 0 ? 0 : now - newest;
}

QByteArray Freshness::value(const http::Parameter &param) {
    if (auto stamp = readStamp(param.name, param.value)) {
        stamp->time += m_shift;
        return writeStamp(*stamp);
    }
    return sids(param.value);
}

QByteArray Freshness::body(const QByteArray &json) {
    return replaceEach(jsonTimePattern(), sids(json), [this](const QByteArray &text) {
        auto stamp = readStamp({}, text);
        if (!stamp)
            return text;
        stamp->time += m_shift;
        return writeStamp(*stamp);
    });
}

QByteArray Freshness::header(const http::HeaderField &field) {
    if (http::equalsIgnoringCase(field.name, "I-Twilio-Idempotency-Token"))
        return QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    // RFC 6455 4.1: 16 bytes chosen at random for each connection, in Base64.
    if (http::equalsIgnoringCase(field.name, "Sec-WebSocket-Key"))
        return randomBytes().toBase64();
    return field.value;
}

QByteArray Freshness::sids(const QByteArray &text) {
    return replaceEach(sidPattern(), text, [this](const QByteArray &old) { return freshSid(old); });
}

QByteArray Freshness::freshSid(const QByteArray &old) {
    if (const auto known = m_sids.find(old); known != m_sids.end())
        return known->second;
    // The account decides which key signs and verifies, so it changes only when asked to.
    const QByteArray made = old.startsWith("AC") ? old : old.left(2) + randomBytes().toHex();
    return m_sids.emplace(old, made).first->second;
}

bool isSid(QByteArrayView text) {
    const auto match = sidPattern().match(QString::fromLatin1(text));
    return match.hasMatch() && match.capturedLength() == text.size();
}

} // namespace offhook::compose
