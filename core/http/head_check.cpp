#include "core/http/head_check.h"

#include "core/http/authority.h"
#include "core/http/message.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>

namespace offhook::http {
namespace {

constexpr std::array<QByteArrayView, 7> Methods{"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"};

// tchar of RFC 9110 5.6.2.
constexpr std::array<bool, 256> makeToken() {
    std::array<bool, 256> table{};
    for (int c = 'a'; c <= 'z'; ++c)
        table[std::size_t(c)] = table[std::size_t(c - 'a' + 'A')] = true;
    for (int c = '0'; c <= '9'; ++c)
        table[std::size_t(c)] = true;
    for (const char c : {'!', '#', '$', '%', '&', '\'', '*', '+', '-', '.', '^', '_', '`', '|', '~'})
        table[std::size_t(c)] = true;
    return table;
}
constexpr std::array<bool, 256> Token = makeToken();

bool isToken(char c) {
    return Token[static_cast<unsigned char>(c)];
}

bool isBlank(char c) {
    return c == ' ' || c == '\t';
}

// field-vchar, blanks and obs-text of RFC 9110 5.5.
bool isValueByte(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte >= 0x20 && byte != 0x7f) || byte == '\t';
}

// What a target may hold between its blanks. Bytes outside ASCII and delimiters that RFC 3986 wants escaped are let
// through: they cannot be read as another request, and what was sent is to be seen.
bool isTargetByte(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte > 0x20 && byte != 0x7f;
}

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

RefusalReason byteFault(char c, RefusalReason other) {
    if (c == '\0')
        return RefusalReason::NulByte;
    return c == '\r' ? RefusalReason::BareCarriageReturn : other;
}

QByteArrayView trimmed(QByteArrayView bytes) {
    while (!bytes.isEmpty() && isBlank(bytes.front()))
        bytes = bytes.sliced(1);
    while (!bytes.isEmpty() && isBlank(bytes.back()))
        bytes.chop(1);
    return bytes;
}

// Whether raw[begin, end) ends in the CR of its CR LF.
bool endsInCr(QByteArrayView raw, qsizetype begin, qsizetype end) {
    return end > begin && raw[end - 1] == '\r';
}

// What is wrong with a name that ends in front of `rest`, which does not start with a colon or has no name before it.
RefusalReason nameFault(QByteArrayView rest, bool hasName) {
    const QByteArrayView behind = rest.sliced(std::find_if_not(rest.begin(), rest.end(), isBlank) - rest.begin());
    if (hasName && behind.size() < rest.size() && behind.startsWith(':'))
        return RefusalReason::SpaceBeforeColon;
    return byteFault(rest.front(), RefusalReason::MalformedHeader);
}

bool isAbsoluteForm(QByteArrayView target) {
    const qsizetype scheme = target.indexOf("://");
    if (scheme < 0 ||
        !(equalsIgnoringCase(target.first(scheme), "http") || equalsIgnoringCase(target.first(scheme), "https")))
        return false;
    const QByteArrayView rest = target.sliced(scheme + 3);
    const auto end = std::find_if(rest.begin(), rest.end(), [](char c) { return c == '/' || c == '?' || c == '#'; });
    return parseAuthority(rest.first(end - rest.begin())).has_value();
}

// A chain of digits as a number; what does not fit in 64 bits becomes the largest number, which no limit allows.
quint64 saturated(QByteArrayView digits) {
    constexpr quint64 Max = std::numeric_limits<quint64>::max();
    quint64 number = 0;
    for (const char c : digits) {
        const auto digit = quint64(c - '0');
        if (number > (Max - digit) / 10)
            return Max;
        number = number * 10 + digit;
    }
    return number;
}

} // namespace

std::optional<Violation> checkFieldLine(QByteArrayView raw, qsizetype begin, qsizetype end, FieldLine &line) {
    if (isBlank(raw[begin]))
        return Violation{RefusalReason::ObsoleteFolding, begin};
    const bool crlf = endsInCr(raw, begin, end);
    const qsizetype stop = crlf ? end - 1 : end;
    qsizetype at = begin;
    while (at < stop && isToken(raw[at]))
        ++at;
    if (at == stop)
        return Violation{RefusalReason::MalformedHeader, at};
    if (raw[at] != ':' || at == begin)
        return Violation{nameFault(raw.sliced(at, stop - at), at > begin), at};
    const auto bad = std::find_if_not(raw.begin() + at, raw.begin() + stop, isValueByte);
    if (bad != raw.begin() + stop)
        return Violation{byteFault(*bad, RefusalReason::MalformedHeader), bad - raw.begin()};
    if (!crlf)
        return Violation{RefusalReason::MalformedHeader, end};
    line = {raw.sliced(begin, at - begin), trimmed(raw.sliced(at + 1, stop - at - 1))};
    return std::nullopt;
}

HeadCheck::Step HeadCheck::scan(QByteArrayView raw) {
    // A TLS record of type handshake (22), major version 3 (RFC 8446 5.1): an https:// client on this port.
    if (m_lineStart == 0 && raw.size() >= 2 && raw[0] == '\x16' && raw[1] == '\x03') {
        m_started = true;
        return refuse(RefusalReason::TlsHandshakeOnPlainPort, 0);
    }
    while (m_scanned < raw.size()) {
        const void *lf = std::memchr(raw.data() + m_scanned, '\n', std::size_t(raw.size() - m_scanned));
        if (!lf)
            break;
        const qsizetype begin = m_lineStart;
        const qsizetype end = static_cast<const char *>(lf) - raw.data();
        m_scanned = m_lineStart = end + 1;
        if (const Step step = scanLine(raw, begin, end); step != Step::NeedMore)
            return step;
    }
    m_scanned = raw.size();
    return scanPartial(raw);
}

HeadCheck::Step HeadCheck::scanLine(QByteArrayView raw, qsizetype begin, qsizetype end) {
    return m_place == Place::RequestLine ? requestLine(raw, begin, end) : fieldLine(raw, begin, end);
}

// Limits hold before the line's end has come. Where they cut must not depend on the pieces the head came in.
HeadCheck::Step HeadCheck::scanPartial(QByteArrayView raw) {
    const qsizetype size = raw.size() - m_lineStart;
    if (m_place == Place::Fields)
        return raw.size() > m_limits->headerBlock ? refuse(RefusalReason::HeaderTooLarge, m_limits->headerBlock)
                                                  : Step::NeedMore;
    m_started = m_started || size > 1 || (size == 1 && raw[m_lineStart] != '\r');
    // One more byte may be the CR of the line's end.
    return size > m_limits->requestLine + 1
               ? refuse(RefusalReason::RequestLineTooLong, m_lineStart + m_limits->requestLine)
               : Step::NeedMore;
}

HeadCheck::Step HeadCheck::requestLine(QByteArrayView raw, qsizetype begin, qsizetype end) {
    const bool empty = end == begin + 1 && raw[begin] == '\r';
    if (empty && ++m_emptyLines <= m_limits->leadingEmptyLines)
        return Step::NeedMore;
    m_started = true;
    m_requestLineStart = begin;
    const qsizetype size = end - begin - (endsInCr(raw, begin, end) ? 1 : 0);
    if (size > m_limits->requestLine)
        return refuse(RefusalReason::RequestLineTooLong, begin + m_limits->requestLine);
    if (const auto violation = checkRequestLine(raw, begin, end))
        return refuse(violation->reason, violation->offset);
    m_place = Place::Fields;
    return Step::NeedMore;
}

std::optional<Violation> HeadCheck::checkRequestLine(QByteArrayView raw, qsizetype begin, qsizetype end) {
    using enum RefusalReason;
    const bool crlf = endsInCr(raw, begin, end);
    const QByteArrayView line = raw.sliced(begin, end - begin - (crlf ? 1 : 0));
    const auto bad = std::find_if(line.begin(), line.end(), [](char c) { return c != ' ' && !isTargetByte(c); });
    if (bad != line.end())
        return Violation{byteFault(*bad, MalformedRequestLine), begin + (bad - line.begin())};
    if (!crlf)
        return Violation{MalformedRequestLine, end};
    const qsizetype first = line.indexOf(' ');
    const qsizetype second = first < 0 ? -1 : line.indexOf(' ', first + 1);
    if (second < 0 || first == 0 || second == first + 1) // not three words
        return Violation{MalformedRequestLine, begin + (first == 0 ? 0 : second < 0 ? line.size() : second)};
    const QByteArrayView version = line.sliced(second + 1);
    if (version.size() != 8 || !version.startsWith("HTTP/") || !isDigit(version[5]) || version[6] != '.' ||
        !isDigit(version[7]))
        return Violation{MalformedRequestLine, begin + second + 1};
    m_isHttp11 = version == QByteArrayView("HTTP/1.1");
    if (!m_isHttp11 && version != QByteArrayView("HTTP/1.0"))
        remember(Violation{UnknownVersion, begin + second + 1});
    return checkMethodAndTarget(line.first(first), line.sliced(first + 1, second - first - 1), begin);
}

std::optional<Violation> HeadCheck::checkMethodAndTarget(
    QByteArrayView method, QByteArrayView target, qsizetype begin) {
    using enum RefusalReason;
    const auto bad = std::find_if_not(method.begin(), method.end(), isToken);
    if (bad != method.end())
        return Violation{MalformedRequestLine, begin + (bad - method.begin())};
    const qsizetype targetAt = begin + method.size() + 1;
    if (std::find(Methods.begin(), Methods.end(), method) == Methods.end()) {
        remember(Violation{UnknownMethod, begin}); // its target may have a form of its own, as CONNECT's
        return std::nullopt;
    }
    m_isHead = method == QByteArrayView("HEAD");
    const bool asterisk = target == QByteArrayView("*") && method == QByteArrayView("OPTIONS");
    if (!target.startsWith('/') && !asterisk && !isAbsoluteForm(target))
        return Violation{MalformedRequestLine, targetAt};
    return std::nullopt;
}

HeadCheck::Step HeadCheck::fieldLine(QByteArrayView raw, qsizetype begin, qsizetype end) {
    if (end >= m_limits->headerBlock)
        return refuse(RefusalReason::HeaderTooLarge, m_limits->headerBlock);
    const qsizetype content = end - begin - (endsInCr(raw, begin, end) ? 1 : 0);
    if (content == 0) {
        if (end == begin)
            remember(Violation{RefusalReason::MalformedHeader, end});
        return ended(end + 1);
    }
    if (++m_fields > m_limits->headerFields)
        return refuse(RefusalReason::HeaderTooLarge, begin);
    FieldLine line;
    if (const auto violation = checkFieldLine(raw, begin, end, line))
        remember(violation);
    else
        note(line, begin);
    return Step::NeedMore;
}

void HeadCheck::note(const FieldLine &line, qsizetype begin) {
    if (line.name.size() == 4 && equalsIgnoringCase(line.name, "Host")) {
        m_hostAt = begin;
        ++m_hosts;
        m_hostIsValid = m_hostIsValid && parseAuthority(line.value).has_value();
    } else if (line.name.size() == 6 && equalsIgnoringCase(line.name, "Expect")) {
        m_expectAt = begin;
        const bool asked = equalsIgnoringCase(line.value, "100-continue");
        m_expectation = asked && m_expectation != Expectation::Other ? Expectation::Continue : Expectation::Other;
    } else if (line.name.size() == 14 && equalsIgnoringCase(line.name, "Content-Length")) {
        noteLength(line.value, begin);
    } else if (line.name.size() == 17 && equalsIgnoringCase(line.name, "Transfer-Encoding")) {
        m_transferEncodingAt = begin;
        ++m_transferEncodings;
        m_isChunked = equalsIgnoringCase(line.value, "chunked");
    }
}

// "5, 5" is the same as two fields (RFC 9110 5.3).
void HeadCheck::noteLength(QByteArrayView value, qsizetype begin) {
    for (qsizetype comma = value.indexOf(','); comma >= 0; comma = value.indexOf(',')) {
        noteOneLength(trimmed(value.first(comma)), begin);
        value = value.sliced(comma + 1);
    }
    noteOneLength(trimmed(value), begin);
}

// An invalid length outweighs differing ones, and these repeated ones: the fault that a reader would trip over first.
void HeadCheck::noteOneLength(QByteArrayView value, qsizetype begin) {
    using enum RefusalReason;
    m_lengthAt = begin;
    ++m_lengths;
    if (value.isEmpty() || !std::all_of(value.begin(), value.end(), isDigit)) {
        m_lengthFault = InvalidContentLength;
        return;
    }
    const quint64 number = saturated(value);
    if (m_lengths > 1 && m_lengthFault != InvalidContentLength) {
        const bool differs = m_lengthFault == DifferingContentLength || number != m_contentLength;
        m_lengthFault = differs ? DifferingContentLength : RepeatedContentLength;
    }
    m_contentLength = number;
}

HeadCheck::Step HeadCheck::ended(qsizetype headSize) {
    m_headSize = headSize;
    remember(checkWhole());
    return m_violation ? Step::Refused : Step::Ended;
}

std::optional<Violation> HeadCheck::checkWhole() const {
    using enum RefusalReason;
    if (m_lengths > 0 && m_transferEncodings > 0)
        return Violation{LengthAndTransferEncoding, std::max(m_lengthAt, m_transferEncodingAt)};
    // RFC 9112 6.1: Transfer-Encoding in an HTTP/1.0 request is faulty framing.
    if (m_transferEncodings > 1 || (m_transferEncodings == 1 && (!m_isChunked || !m_isHttp11)))
        return Violation{UnsupportedTransferCoding, m_transferEncodingAt};
    if (m_lengthFault)
        return Violation{*m_lengthFault, m_lengthAt};
    if (m_hosts > 1)
        return Violation{RepeatedHost, m_hostAt};
    if (m_hosts == 0 && m_isHttp11)
        return Violation{MissingHost, m_headSize};
    if (!m_hostIsValid)
        return Violation{InvalidHost, m_hostAt};
    // RFC 9110 10.1.1: an HTTP/1.0 client cannot expect anything.
    if (m_expectation == Expectation::Other && m_isHttp11)
        return Violation{UnsupportedExpectation, m_expectAt};
    if (m_contentLength > quint64(m_limits->body))
        return Violation{BodyTooLarge, m_lengthAt};
    return std::nullopt;
}

HeadCheck::Step HeadCheck::refuse(RefusalReason reason, qsizetype offset) {
    remember(Violation{reason, offset});
    return Step::Refused;
}

void HeadCheck::remember(const std::optional<Violation> &violation) {
    if (!m_violation)
        m_violation = violation;
}

} // namespace offhook::http
