#include "core/http/authority.h"

#include <algorithm>

namespace offhook::http {
namespace {

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

bool isHex(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// reg-name = *( unreserved / pct-encoded / sub-delims ), RFC 3986 3.2.2. The percent sign is let through without its
// digits being counted: nothing depends on decoding it.
bool isNameByte(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           QByteArrayView("-._~%!$&'()*+,;=").contains(c);
}

bool isIpLiteralByte(char c) {
    return isHex(c) || c == ':' || c == '.';
}

} // namespace

bool isPort(QByteArrayView bytes) {
    if (bytes.isEmpty() || bytes.size() > 5 || !std::all_of(bytes.begin(), bytes.end(), isDigit))
        return false;
    int number = 0;
    for (const char c : bytes)
        number = number * 10 + (c - '0');
    return number > 0 && number <= 65535;
}

std::optional<Authority> parseAuthority(QByteArrayView bytes) {
    qsizetype hostEnd = 0;
    if (bytes.startsWith('[')) {
        hostEnd = bytes.indexOf(']') + 1;
        const QByteArrayView literal = hostEnd > 2 ? bytes.sliced(1, hostEnd - 2) : QByteArrayView();
        if (!literal.contains(':') || !std::all_of(literal.begin(), literal.end(), isIpLiteralByte))
            return std::nullopt;
    } else {
        hostEnd = bytes.indexOf(':') < 0 ? bytes.size() : bytes.indexOf(':');
        if (hostEnd == 0 || !std::all_of(bytes.begin(), bytes.begin() + hostEnd, isNameByte))
            return std::nullopt;
    }
    const QByteArrayView rest = bytes.sliced(hostEnd);
    // "host:" with nothing behind the colon is allowed (RFC 3986 3.2.3).
    if (!rest.isEmpty() && (!rest.startsWith(':') || !(rest.size() == 1 || isPort(rest.sliced(1)))))
        return std::nullopt;
    return Authority{bytes.first(hostEnd), rest.isEmpty() ? rest : rest.sliced(1)};
}

} // namespace offhook::http
