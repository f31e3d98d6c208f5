#include "core/twiml/split_url.h"

#include <algorithm>

namespace offhook::twiml {
namespace {

bool isSchemeByte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '-' ||
           c == '.';
}

} // namespace

UrlParts splitUrl(QByteArrayView url) {
    const qsizetype colon = url.indexOf(':');
    const bool hasScheme = colon > 0 && std::all_of(url.begin(), url.begin() + colon, isSchemeByte);
    if (!hasScheme)
        return {};
    UrlParts parts;
    parts.scheme = url.first(colon).toByteArray().toLower();
    if (!url.sliced(colon).startsWith("://"))
        return parts;
    QByteArrayView authority = url.sliced(colon + 3);
    const auto end =
        std::find_if(authority.begin(), authority.end(), [](char c) { return c == '/' || c == '?' || c == '#'; });
    authority = authority.first(end - authority.begin());
    authority = authority.sliced(authority.lastIndexOf('@') + 1);
    if (authority.startsWith('[') && authority.contains(']')) {
        const qsizetype close = authority.indexOf(']');
        parts.host = authority.sliced(1, close - 1);
        authority = authority.sliced(close + 1);
    } else {
        const qsizetype port = authority.indexOf(':');
        parts.host = authority.first(port < 0 ? authority.size() : port);
        authority = authority.sliced(parts.host.size());
    }
    parts.port = authority.startsWith(':') ? authority.sliced(1) : QByteArrayView();
    return parts;
}

QByteArray foreignCharacter(QByteArrayView url) {
    constexpr QByteArrayView Foreign("<>\"{}|\\^`");
    const auto found = std::find_if(url.begin(), url.end(), [&](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte <= 0x20 || byte == 0x7F || Foreign.contains(c);
    });
    return found == url.end() ? QByteArray() : QByteArray(1, *found);
}

} // namespace offhook::twiml
