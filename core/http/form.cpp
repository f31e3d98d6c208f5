#include "core/http/form.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace offhook::http {
namespace {

constexpr qsizetype UsualParameterSize = 32;
constexpr qsizetype UsualParameters = 64;
constexpr char UpperHex[] = "0123456789ABCDEF";

int hexValue(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    const char folded = char(c | 0x20);
    return folded >= 'a' && folded <= 'f' ? folded - 'a' + 10 : -1;
}

// The application/x-www-form-urlencoded percent-encode set leaves these
// (https://url.spec.whatwg.org/#application-x-www-form-urlencoded-percent-encode-set); Java's URLEncoder, whose output
// Twilio's bodies show, leaves the same.
constexpr std::array<bool, 256> makeUnescaped() {
    std::array<bool, 256> table{};
    for (int c = 0; c < 256; ++c)
        table[std::size_t(c)] = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                                c == '*' || c == '-' || c == '.' || c == '_';
    return table;
}
constexpr std::array<bool, 256> Unescaped = makeUnescaped();

QByteArrayView cut(QByteArrayView bytes, char separator) {
    const void *hit = bytes.isEmpty() ? nullptr : std::memchr(bytes.data(), separator, std::size_t(bytes.size()));
    return hit ? bytes.first(static_cast<const char *>(hit) - bytes.data()) : bytes;
}

QByteArray decodePiece(QByteArrayView piece, bool &badEscape) {
    if (piece.isEmpty())
        return {};
    if (cut(piece, '%').size() == piece.size() && cut(piece, '+').size() == piece.size())
        return piece.toByteArray();
    QByteArray out(piece.size(), Qt::Uninitialized);
    char *to = out.data();
    for (qsizetype i = 0; i < piece.size(); ++i) {
        const char c = piece[i];
        if (c != '%') {
            *to++ = c == '+' ? ' ' : c;
            continue;
        }
        const int high = i + 2 < piece.size() ? hexValue(piece[i + 1]) : -1;
        const int low = high >= 0 ? hexValue(piece[i + 2]) : -1;
        if (low < 0) {
            badEscape = true;
            *to++ = c;
            continue;
        }
        *to++ = char(high * 16 + low);
        i += 2;
    }
    out.truncate(to - out.constData());
    return out;
}

/// The same few dozen names come with every request: they share their bytes, which saves as many allocations. A slot
/// holds the name it met last; memory stays below 64 KiB a thread whatever comes.
class NameCache {
public:
    QByteArray shared(QByteArrayView name) {
        if (name.isEmpty() || name.size() > MaxSize)
            return name.toByteArray();
        const auto at = [name](qsizetype i) { return std::size_t(static_cast<unsigned char>(name[i])); };
        const qsizetype size = name.size();
        const std::size_t slot = (std::size_t(size) * 29 + at(0) * 7 + at(size / 2) * 37 + at(size - 1) * 101) % Slots;
        if (m_names[slot] != name)
            m_names[slot] = name.toByteArray();
        return m_names[slot];
    }

private:
    static constexpr std::size_t Slots = 512;
    static constexpr qsizetype MaxSize = 64;
    std::array<QByteArray, Slots> m_names;
};

QByteArray decodeName(QByteArrayView piece, bool &badEscape) {
    thread_local NameCache cache;
    const bool plain = cut(piece, '%').size() == piece.size() && cut(piece, '+').size() == piece.size();
    return plain ? cache.shared(piece) : decodePiece(piece, badEscape);
}

Parameter decodeParameter(QByteArrayView piece) {
    Parameter parameter;
    const QByteArrayView name = cut(piece, '=');
    parameter.name = decodeName(name, parameter.badEscape);
    if (name.size() < piece.size())
        parameter.value = decodePiece(piece.sliced(name.size() + 1), parameter.badEscape);
    return parameter;
}

void appendEncoded(QByteArray &out, QByteArrayView bytes) {
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (Unescaped[byte]) {
            out += c;
        } else if (c == ' ') {
            out += '+';
        } else {
            const char escape[] = {'%', UpperHex[byte >> 4], UpperHex[byte & 15]};
            out.append(escape, 3);
        }
    }
}

} // namespace

Parameters decodeForm(QByteArrayView encoded) {
    Parameters parameters;
    parameters.reserve(std::size_t(std::min(encoded.size() / UsualParameterSize + 1, UsualParameters)));
    while (!encoded.isEmpty() && parameters.size() < MaxParameters) {
        const QByteArrayView piece = cut(encoded, '&');
        if (!piece.isEmpty())
            parameters.push_back(decodeParameter(piece));
        encoded = encoded.sliced(std::min(piece.size() + 1, encoded.size()));
    }
    return parameters;
}

QByteArray encodeForm(const Parameters &parameters) {
    QByteArray out;
    for (const Parameter &parameter : parameters) {
        if (!out.isEmpty())
            out += '&';
        appendEncoded(out, parameter.name);
        out += '=';
        appendEncoded(out, parameter.value);
    }
    return out;
}

QByteArray encodeFormPiece(QByteArrayView bytes) {
    QByteArray out;
    out.reserve(bytes.size());
    appendEncoded(out, bytes);
    return out;
}

const QByteArray *find(const Parameters &parameters, QByteArrayView name) {
    for (const Parameter &parameter : parameters) {
        if (parameter.name == name)
            return &parameter.value;
    }
    return nullptr;
}

QByteArrayView value(const Parameters &parameters, QByteArrayView name) {
    const QByteArray *found = find(parameters, name);
    return found ? QByteArrayView(*found) : QByteArrayView();
}

} // namespace offhook::http
