#include "core/tunnel/tool_text.h"

#include "core/base/text_guard.h"
#include "core/http/authority.h"

#include <algorithm>
#include <utility>

namespace offhook::tunnel {
namespace {

constexpr char Esc = '\x1b';
constexpr char Bell = '\x07';

// Where a URL that stands in prose, a box or JSON ends.
bool endsAuthority(char c) {
    return c <= ' ' || QByteArrayView("/?#\"'<>|,;()\\`{}").contains(c) || static_cast<unsigned char>(c) >= 0x7f;
}

} // namespace

// ECMA-48: ESC [ parameters final; ESC ] text BEL or ESC \.
bool LineReader::swallows(char c) {
    switch (m_escape) {
    case Escape::None:
        if (c == Esc)
            m_escape = Escape::Begun;
        return c == Esc;
    case Escape::Begun:
        m_escape = c == '[' ? Escape::Control : c == ']' ? Escape::Text : Escape::None;
        return true;
    case Escape::Control:
        if (c == '\n') {
            m_escape = Escape::None;
            return false;
        }
        if (c >= '@' && c <= '~')
            m_escape = Escape::None;
        return true;
    case Escape::Text:
        if (c == '\n') {
            m_escape = Escape::None;
            return false;
        }
        m_escape = c == Bell ? Escape::None : c == Esc ? Escape::TextEnd : Escape::Text;
        return true;
    case Escape::TextEnd:
        m_escape = Escape::None;
        return true;
    }
    return false;
}

std::vector<QByteArray> LineReader::feed(QByteArrayView bytes) {
    std::vector<QByteArray> lines;
    for (const char c : bytes) {
        if (swallows(c) || c == '\r' || c == '\0')
            continue;
        if (c == '\n')
            lines.push_back(std::exchange(m_line, {}));
        else if (m_line.size() < LineLimit)
            m_line.append(c);
    }
    return lines;
}

QByteArray LineReader::rest() {
    m_escape = Escape::None;
    return std::exchange(m_line, {});
}

std::vector<QByteArray> urlsIn(QByteArrayView line) {
    std::vector<QByteArray> urls;
    const QByteArray lower = line.toByteArray().toLower();
    for (qsizetype at = lower.indexOf("http"); at >= 0; at = lower.indexOf("http", at + 4)) {
        const QByteArrayView rest = QByteArrayView(lower).sliced(at);
        const qsizetype scheme = rest.startsWith("https://") ? 8 : rest.startsWith("http://") ? 7 : 0;
        if (scheme == 0)
            continue;
        const auto *end = std::find_if(rest.begin() + scheme, rest.end(), endsAuthority);
        QByteArrayView authority(rest.begin() + scheme, end);
        while (authority.endsWith('.') || authority.endsWith(':'))
            authority.chop(1);
        if (http::parseAuthority(authority))
            urls.push_back(rest.first(scheme) + authority.toByteArray());
    }
    return urls;
}

QByteArray hostOf(QByteArrayView url) {
    const qsizetype at = url.indexOf("://");
    const auto authority = http::parseAuthority(at < 0 ? url : url.sliced(at + 3));
    return authority ? authority->host.toByteArray() : QByteArray();
}

QString wordsOf(QByteArrayView line) {
    return printable(QString::fromUtf8(line).simplified());
}

} // namespace offhook::tunnel
