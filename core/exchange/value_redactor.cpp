#include "core/exchange/value_redactor.h"

#include "core/exchange/document_redaction.h"
#include "core/exchange/value_rules.h"
#include "core/http/form.h"
#include "core/http/message.h"

#include <QHostAddress>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <utility>

namespace offhook::exchange {
namespace {

constexpr int MaxDepth = 8;

// What is found in texts, most telling first; the names of the groups are kinds, see span(). No piece is of any length
// at any place: a megabyte of letters must not be read a million times (lengths of addresses: RFC 5321 4.5.3.1).
const QRegularExpression &spans() {
    static const QRegularExpression pattern(QStringLiteral(
        R"((?<url>\b(?:https?|wss?)://[^\s"'<>\\^`{|}]+))"
        R"(|(?<![A-Za-z0-9._%+-])(?<email>[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+))"
        R"(|(?<![A-Za-z0-9])(?<sid>[A-Z]{2}[0-9a-f]{32})(?![A-Za-z0-9]))"
        R"(|(?<![A-Za-z0-9])(?<hex>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{16,}|[0-9A-F]{16,})(?![A-Za-z0-9]))"
        R"(|(?<![0-9.])(?<ip>\d{1,3}(?:\.\d{1,3}){3})(?![0-9.]))"
        R"(|(?<ip6>(?<![0-9A-Za-z:])(?:[0-9A-Fa-f]{1,4}:){2,7}(?::?[0-9A-Fa-f]{1,4}){1,6}(?![0-9A-Za-z:])))"
        R"(|(?<phone>\+[1-9](?:[ ().-]{0,2}\d){6,14}|(?<!\d)(?:1[ .-]?)?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\d)|(?<!\d)\d{8,15}(?!\d)))"));
    return pattern;
}

enum Kind { UrlSpan, EmailSpan, SidSpan, HexSpan, IpSpan, Ip6Span, PhoneSpan };
constexpr std::array GroupNames{"url", "email", "sid", "hex", "ip", "ip6", "phone"};

bool isWordByte(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || quint8(c) >= 0x80;
}

QByteArray digitsOf(const QByteArray &text) {
    QByteArray digits;
    for (const char c : text) {
        if (c >= '0' && c <= '9')
            digits += c;
    }
    return digits;
}

// The digits put where the old ones stood, or in a row when their number differs.
QByteArray refilled(const QByteArray &form, const QByteArray &digits) {
    if (digitsOf(form).size() != digits.size())
        return (form.startsWith('+') ? "+" : QByteArray()) + digits;
    QByteArray out = form;
    qsizetype next = 0;
    for (char &c : out) {
        if (c >= '0' && c <= '9')
            c = digits[next++];
    }
    return out;
}

// Of documentation, of this machine, or Twilio's own.
bool isPublicHost(const QByteArray &host) {
    const QByteArray name = host.toLower();
    return name == "localhost" || name == "twilio.com" || name.endsWith(".twilio.com") || name == "example.com" ||
           name.startsWith("127.") || name == "::1" || name == "0.0.0.0";
}

bool isUnreserved(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '.' ||
           c == '_' || c == '~';
}

} // namespace

const char *categoryName(Category category) {
    constexpr std::array<const char *, CategoryCount> Names{
        "phone", "name", "text", "sid", "email", "ip", "token", "url", "custom"};
    return Names[std::size_t(category)];
}

QByteArray ValueRedactor::replaced(Category category, const QByteArray &original, QByteArray standIn) {
    if (isKept(category) || original.isEmpty())
        return original;
    if (m_observer && original != standIn)
        m_observer(category, original, standIn);
    return standIn;
}

// "1415..." and "(415) ..." are the numbers that "+1415..." is.
QByteArray ValueRedactor::phone(const QByteArray &text) {
    const QByteArray digits = digitsOf(text);
    if (digits.size() < 7)
        return replaced(Category::Phone, text, refilled(text, digitsOf(m_pseudonyms.word(digits))));
    const bool isNational = digits.size() == 10 && !text.startsWith('+');
    const QByteArray standIn = m_pseudonyms.phone((isNational ? "+1" : "+") + digits);
    return replaced(Category::Phone, text, refilled(text, standIn.sliced(isNational ? 2 : 1)));
}

QByteArray ValueRedactor::ip(const QByteArray &address) {
    const QHostAddress parsed(QString::fromLatin1(address));
    if (parsed.isNull() || parsed.isLoopback() || isPublicHost(address))
        return address;
    const bool isV4 = parsed.protocol() == QAbstractSocket::IPv4Protocol;
    return replaced(Category::Ip, address, isV4 ? m_pseudonyms.ipv4(address) : m_pseudonyms.ipv6(address));
}

QByteArray ValueRedactor::email(const QByteArray &address) {
    const qsizetype at = address.lastIndexOf('@');
    return replaced(Category::Email, address,
        m_pseudonyms.word(address.first(at)) + '@' + m_pseudonyms.host(address.sliced(at + 1)));
}

QByteArray ValueRedactor::word(QByteArrayView word, Category category) {
    const QByteArray original = word.toByteArray();
    return replaced(category, original, m_pseudonyms.word(original));
}

QByteArray ValueRedactor::words(QByteArrayView text, Category category) {
    QByteArray out;
    for (qsizetype at = 0; at < text.size();) {
        qsizetype end = at;
        while (end < text.size() && isWordByte(text[end]) == isWordByte(text[at]))
            ++end;
        const QByteArrayView piece = text.sliced(at, end - at);
        out += isWordByte(piece.front()) ? word(piece, category) : piece.toByteArray();
        at = end;
    }
    return out;
}

QByteArray ValueRedactor::span(const QByteArray &found, int kind) {
    switch (kind) {
    case UrlSpan:
        return url(found);
    case EmailSpan:
        return email(found);
    case SidSpan:
        return replaced(Category::Sid, found, m_pseudonyms.sid(found));
    case HexSpan:
        return token(found);
    case IpSpan:
    case Ip6Span:
        return QHostAddress(QString::fromLatin1(found)).isNull() ? words(found, Category::Custom) : ip(found);
    default:
        return phone(found);
    }
}

// Latin-1, so that a position in the text is one in the bytes.
QByteArray ValueRedactor::text(const QByteArray &text, Category category) {
    QByteArray out;
    qsizetype at = 0;
    auto matches = spans().globalMatch(QString::fromLatin1(text));
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        out += words(QByteArrayView(text).sliced(at, match.capturedStart() - at), category);
        int kind = PhoneSpan;
        for (int i = 0; i < int(GroupNames.size()); ++i) {
            if (match.capturedLength(QLatin1StringView(GroupNames[std::size_t(i)]).toString()) > 0)
                kind = i;
        }
        out += span(text.mid(match.capturedStart(), match.capturedLength()), kind);
        at = match.capturedEnd();
    }
    return out + words(QByteArrayView(text).sliced(at), category);
}

QByteArray ValueRedactor::named(QByteArrayView name, const QByteArray &value) {
    if (value.isEmpty())
        return value;
    if (http::equalsIgnoringCase(name, "bodySHA256") && !m_bodyHash.isEmpty() && value.toLower() == m_bodyHash)
        return m_newBodyHash;
    const ValueRule rule = valueRule(name);
    if (rule.staysWhenPlain && isPlainValue(value))
        return value;
    const bool looksLikeJson = (value.startsWith('{') || value.startsWith('[')) && m_depth < MaxDepth;
    if (looksLikeJson) {
        ++m_depth;
        const auto json = redactedJson(value, *this);
        --m_depth;
        if (json)
            return *json;
    }
    if (rule.category == Category::Phone && digitsOf(value) == value)
        return phone(value);
    // whatsapp:, client:, sip: and the like name a channel.
    const qsizetype colon = value.indexOf(':');
    const bool hasChannel = rule.category == Category::Phone && colon > 0 && isPlainSegment(value.first(colon)) &&
                            !value.sliced(colon).startsWith("://");
    if (hasChannel)
        return value.first(colon + 1) + text(value.sliced(colon + 1), rule.category);
    return text(value, rule.category);
}

// Digits only: the exponent and the signs make it a number.
QByteArray ValueRedactor::number(QByteArrayView name, const QByteArray &digits) {
    if (valueRule(name).staysWhenPlain && isPlainValue(digits))
        return digits;
    if (digits.size() >= 8 && digits.size() <= 15 && digitsOf(digits) == digits)
        return phone(digits);
    const qsizetype exponent = std::max(digits.indexOf('e'), digits.indexOf('E'));
    const qsizetype end = exponent < 0 ? digits.size() : exponent;
    return words(QByteArrayView(digits).first(end), Category::Custom) + digits.sliced(end);
}

QByteArray ValueRedactor::name(const QByteArray &name) {
    const bool isPlain = std::all_of(name.begin(), name.end(),
        [](char c) { return isUnreserved(c) || c == '[' || c == ']' || c == '*' || c == '{' || c == '}'; });
    return isPlain && name.size() <= 64 && digitsOf(name).size() <= 4 ? name : text(name, Category::Custom);
}

QByteArray ValueRedactor::segment(const QByteArray &segment) {
    const QByteArray decoded = QByteArray::fromPercentEncoding(segment);
    if (isPlainSegment(decoded))
        return segment;
    const QByteArray standIn = text(decoded, Category::Url);
    return standIn == decoded ? segment : standIn.toPercentEncoding("!$&'()*+,;=:@");
}

QByteArray ValueRedactor::query(const QByteArray &query) {
    QByteArray out;
    bool isFirst = true;
    for (const QByteArray &piece : query.split('&')) {
        const qsizetype equals = piece.indexOf('=');
        const http::Parameters decoded = http::decodeForm(piece);
        out += std::exchange(isFirst, false) ? "" : "&";
        if (decoded.empty())
            continue;
        const QByteArray newName = name(decoded.front().name);
        const QByteArray newValue = named(decoded.front().name, decoded.front().value);
        const bool isSame = newName == decoded.front().name && newValue == decoded.front().value;
        out += isSame ? piece : http::encodeFormPiece(newName);
        if (!isSame && equals >= 0)
            out += '=' + http::encodeFormPiece(newValue);
    }
    return out;
}

QByteArray ValueRedactor::target(const QByteArray &target) {
    if (target.contains("://") && !target.startsWith('/'))
        return url(target);
    const qsizetype mark = target.indexOf('?');
    QByteArray out;
    bool isFirst = true;
    for (const QByteArray &piece : (mark < 0 ? target : target.first(mark)).split('/'))
        out += (std::exchange(isFirst, false) ? QByteArray() : QByteArray("/")) + segment(piece);
    if (mark >= 0)
        out += '?' + query(target.sliced(mark + 1));
    return out;
}

QByteArray ValueRedactor::authority(const QByteArray &authority) {
    QByteArray host = authority;
    QByteArray port;
    const bool isBracketed = authority.startsWith('[') && authority.contains(']');
    const qsizetype colon = isBracketed ? authority.indexOf("]:") + 1 : authority.indexOf(':');
    const bool isBareV6 = !isBracketed && authority.count(':') > 1;
    if (colon > 0 && !isBareV6) {
        host = authority.first(colon);
        port = authority.sliced(colon);
    }
    if (isBracketed)
        return '[' + ip(host.mid(1, host.size() - 2)) + ']' + port;
    if (!QHostAddress(QString::fromLatin1(host)).isNull())
        return ip(host) + port;
    return (isPublicHost(host) ? host : replaced(Category::Url, host, m_pseudonyms.host(host))) + port;
}

QByteArray ValueRedactor::url(const QByteArray &url) {
    const qsizetype scheme = url.indexOf("://");
    if (scheme < 0)
        return target(url);
    const QByteArray rest = url.sliced(scheme + 3);
    const auto stop = std::find_if(rest.begin(), rest.end(), [](char c) { return c == '/' || c == '?' || c == '#'; });
    QByteArray host = rest.first(stop - rest.begin());
    QByteArray out = url.first(scheme + 3);
    if (const qsizetype at = host.lastIndexOf('@'); at >= 0) {
        out += words(QByteArrayView(host).first(at), Category::Token) + '@';
        host.remove(0, at + 1);
    }
    out += authority(host);
    QByteArray path = rest.sliced(stop - rest.begin());
    QByteArray fragment;
    if (const qsizetype hash = path.indexOf('#'); hash >= 0) {
        fragment = '#' + words(QByteArrayView(path).sliced(hash + 1), Category::Url);
        path.truncate(hash);
    }
    return out + (path.isEmpty() ? path : target(path)) + fragment;
}

// Uniformly hexadecimal things stay so; everything else keeps its shape.
QByteArray ValueRedactor::token(const QByteArray &token) {
    const auto isHex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || c == '-'; };
    if (!std::all_of(token.begin(), token.end(), isHex))
        return words(token, Category::Token);
    QByteArray standIn;
    bool isFirst = true;
    for (const QByteArray &part : token.split('-'))
        standIn += (std::exchange(isFirst, false) ? QByteArray() : QByteArray("-")) + m_pseudonyms.hex(part);
    return replaced(Category::Token, token, standIn);
}

QByteArray ValueRedactor::noise(const QByteArray &bytes, Category category) {
    return replaced(category, bytes, m_pseudonyms.noise(bytes));
}

} // namespace offhook::exchange
