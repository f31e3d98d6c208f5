#include "core/http/message.h"

#include <cstring>

namespace offhook::http {
namespace {

constexpr std::size_t UsualFieldCount = 24; // Twilio sends about 14, a tunnel adds its own

bool isBlank(char c) {
    return c == ' ' || c == '\t';
}

QByteArrayView trimmedBlanks(QByteArrayView bytes) {
    while (!bytes.isEmpty() && isBlank(bytes.front()))
        bytes = bytes.sliced(1);
    while (!bytes.isEmpty() && isBlank(bytes.back()))
        bytes.chop(1);
    return bytes;
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? char(c + ('a' - 'A')) : c;
}

QByteArray lowered(QByteArrayView bytes) {
    QByteArray out = bytes.toByteArray();
    for (char &c : out)
        c = lower(c);
    return out;
}

// Where the authority of an absolute-form target ends, or 0 for the other forms (RFC 9112 3.2).
qsizetype pathStart(QByteArrayView target) {
    if (target.startsWith('/'))
        return 0;
    const qsizetype scheme = target.indexOf("://");
    if (scheme <= 0)
        return 0;
    qsizetype at = scheme + 3;
    while (at < target.size() && target[at] != '/' && target[at] != '?')
        ++at;
    return at;
}

// One parameter value of a media type: a token, or a quoted-string with backslash pairs (RFC 9110 5.6.6).
QByteArray parameterValue(QByteArrayView &rest) {
    QByteArray value;
    if (!rest.startsWith('"')) {
        const qsizetype end = rest.indexOf(';');
        value = trimmedBlanks(end < 0 ? rest : rest.first(end)).toByteArray();
        rest = end < 0 ? QByteArrayView() : rest.sliced(end);
        return value;
    }
    qsizetype i = 1;
    for (; i < rest.size() && rest[i] != '"'; ++i) {
        if (rest[i] == '\\' && i + 1 < rest.size())
            ++i;
        value += rest[i];
    }
    const qsizetype end = rest.indexOf(';', i);
    rest = end < 0 ? QByteArrayView() : rest.sliced(end);
    return value;
}

} // namespace

bool equalInLowerCase(QByteArrayView a, QByteArrayView b) {
    if (a.isEmpty() || std::memcmp(a.data(), b.data(), std::size_t(a.size())) == 0) // as a rule
        return true;
    for (qsizetype i = 0; i < a.size(); ++i) {
        if (lower(a[i]) != lower(b[i]))
            return false;
    }
    return true;
}

Request::Request(QByteArray head, QByteArray body, QByteArray framedBody)
    : m_head(std::move(head))
    , m_body(std::move(body))
    , m_framedBody(std::move(framedBody)) {
    index();
}

void Request::index() {
    const QByteArrayView head = m_head;
    bool haveRequestLine = false;
    for (qsizetype begin = 0; begin < head.size();) {
        const void *lf = std::memchr(head.data() + begin, '\n', std::size_t(head.size() - begin));
        const qsizetype next = lf ? static_cast<const char *>(lf) - head.data() + 1 : head.size();
        qsizetype end = lf ? next - 1 : next;
        if (end > begin && head[end - 1] == '\r')
            --end;
        if (haveRequestLine && end == begin)
            return;
        if (haveRequestLine) {
            indexField(begin, end);
        } else if (end > begin) { // empty lines before the request line are ignored (RFC 9112 2.2)
            indexRequestLine(begin, end);
            haveRequestLine = true;
            m_fields.reserve(UsualFieldCount);
        }
        begin = next;
    }
}

void Request::indexRequestLine(qsizetype begin, qsizetype end) {
    const QByteArrayView line = QByteArrayView(m_head).sliced(begin, end - begin);
    const qsizetype first = line.indexOf(' ');
    m_method = {quint32(begin), quint32(first < 0 ? line.size() : first)};
    if (first < 0)
        return;
    const qsizetype last = line.lastIndexOf(' ');
    const bool hasVersion = last > first && line.sliced(last + 1).startsWith("HTTP/");
    const qsizetype targetEnd = hasVersion ? last : line.size();
    m_target = {quint32(begin + first + 1), quint32(targetEnd - first - 1)};
    if (hasVersion)
        m_version = {quint32(begin + last + 1), quint32(line.size() - last - 1)};
}

void Request::indexField(qsizetype begin, qsizetype end) {
    const QByteArrayView line = QByteArrayView(m_head).sliced(begin, end - begin);
    const qsizetype colon = line.indexOf(':');
    if (colon <= 0 || isBlank(line.front()))
        return;
    const QByteArrayView name = trimmedBlanks(line.first(colon));
    const QByteArrayView value = trimmedBlanks(line.sliced(colon + 1));
    m_fields.push_back(
        {{quint32(begin), quint32(name.size())}, {quint32(value.data() - m_head.constData()), quint32(value.size())}});
}

QByteArrayView Request::path() const {
    const QByteArrayView rest = target().sliced(pathStart(target()));
    const qsizetype mark = rest.indexOf('?');
    return mark < 0 ? rest : rest.first(mark);
}

QByteArrayView Request::query() const {
    const qsizetype mark = target().indexOf('?', pathStart(target()));
    return mark < 0 ? QByteArrayView() : target().sliced(mark + 1);
}

Request::Field Request::field(std::size_t i) const {
    return {view(m_fields[i].name), view(m_fields[i].value)};
}

QByteArrayView Request::header(QByteArrayView name) const {
    for (const FieldRange &range : m_fields) {
        if (range.name.size == name.size() && equalsIgnoringCase(view(range.name), name))
            return view(range.value);
    }
    return {};
}

bool Request::hasHeader(QByteArrayView name) const {
    return !header(name).isNull();
}

std::vector<QByteArrayView> Request::headers(QByteArrayView name) const {
    std::vector<QByteArrayView> values;
    for (const FieldRange &range : m_fields) {
        if (equalsIgnoringCase(view(range.name), name))
            values.push_back(view(range.value));
    }
    return values;
}

QByteArrayView Request::mediaTypeAsSent() const {
    const QByteArrayView type = header("Content-Type");
    const qsizetype end = type.indexOf(';');
    return trimmedBlanks(end < 0 ? type : type.first(end));
}

QByteArray Request::mediaType() const {
    return lowered(mediaTypeAsSent());
}

bool Request::hasMediaType(QByteArrayView type) const {
    return equalsIgnoringCase(mediaTypeAsSent(), type);
}

QByteArray Request::contentTypeParameter(QByteArrayView name) const {
    QByteArrayView rest = header("Content-Type");
    for (qsizetype semicolon = rest.indexOf(';'); semicolon >= 0; semicolon = rest.indexOf(';')) {
        rest = rest.sliced(semicolon + 1);
        const qsizetype stop = std::min(rest.indexOf(';') < 0 ? rest.size() : rest.indexOf(';'), rest.size());
        const qsizetype equals = rest.first(stop).indexOf('=');
        if (equals < 0)
            continue;
        const QByteArrayView found = trimmedBlanks(rest.first(equals));
        rest = trimmedBlanks(rest.sliced(equals + 1));
        const QByteArray value = parameterValue(rest);
        if (equalsIgnoringCase(found, name))
            return lowered(value);
    }
    return {};
}

QByteArrayView Response::header(QByteArrayView name) const {
    for (const HeaderField &field : headers) {
        if (equalsIgnoringCase(field.name, name))
            return field.value;
    }
    return {};
}

} // namespace offhook::http
