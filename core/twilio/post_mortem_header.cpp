#include "core/twilio/post_mortem_header.h"

#include <algorithm>
#include <array>

namespace offhook::twilio {
namespace {

constexpr QByteArrayView Header("X-Twilio-Signature");
constexpr qsizetype DigestSize = 20;
constexpr qsizetype FewestBytes = 12;
constexpr qsizetype LongestHeader = 2000;

constexpr const char *Escaped = QT_TRANSLATE_NOOP("PostMortem", "its characters were escaped");
constexpr const char *Blanks = QT_TRANSLATE_NOOP("PostMortem", "a plus became a blank");
constexpr const char *Quoted = QT_TRANSLATE_NOOP("PostMortem", "it was put in quotes");
constexpr const char *Unpadded = QT_TRANSLATE_NOOP("PostMortem", "the “=” at its end is gone");
constexpr const char *UrlSafe = QT_TRANSLATE_NOOP("PostMortem", "“+” and “/” were replaced");
constexpr const char *Joined = QT_TRANSLATE_NOOP("PostMortem", "several values were joined");
constexpr const char *Repeated = QT_TRANSLATE_NOOP("PostMortem", "it came several times with different values");
constexpr const char *Prefixed = QT_TRANSLATE_NOOP("PostMortem", "something was put before it");
constexpr const char *Hexadecimal = QT_TRANSLATE_NOOP("PostMortem", "it was written in hexadecimal");
constexpr const char *Stray = QT_TRANSLATE_NOOP("PostMortem", "its last character was changed");
constexpr const char *Cut = QT_TRANSLATE_NOOP("PostMortem", "its end is missing");
constexpr const char *Lowered = QT_TRANSLATE_NOOP("PostMortem", "it was turned to lower case");
constexpr const char *Twice = QT_TRANSLATE_NOOP("PostMortem", "it was encoded twice");

std::optional<QByteArray> decoded(const QByteArray &text) {
    auto result = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
    return result ? std::optional(result.decoded) : std::nullopt;
}

/// Gathers targets without doubles.
class Collector {
public:
    // A value that may be the right Base64.
    bool value(const QByteArray &text, const char *damage) {
        const std::optional<QByteArray> bytes = decoded(text);
        if (!bytes || bytes->size() != DigestSize)
            return false;
        const QByteArray exact = bytes->toBase64();
        const char *change = text == exact ? "" : text + '=' == exact ? Unpadded : Stray;
        add(SignatureTarget::Type::Digest, *bytes, *damage == '\0' ? change : damage);
        return true;
    }
    void add(SignatureTarget::Type type, const QByteArray &bytes, const char *damage) {
        const auto same = [&](const SignatureTarget &t) { return t.type == type && t.bytes == bytes; };
        if (std::none_of(m_targets.begin(), m_targets.end(), same))
            m_targets.push_back({type, bytes, {damage, {}}});
    }
    [[nodiscard]] std::vector<SignatureTarget> take() { return std::move(m_targets); }

private:
    std::vector<SignatureTarget> m_targets;
};

QByteArray unescaped(QByteArray text) {
    text = QByteArray::fromPercentEncoding(text);
    return text.replace("&#43;", "+")
        .replace("&#x2B;", "+")
        .replace("&#61;", "=")
        .replace("&#x3D;", "=")
        .replace("=3D", "=");
}

QByteArray padded(QByteArray text) {
    while (text.endsWith('='))
        text.chop(1);
    return text + '=';
}

void undo(const QByteArray &text, Collector &out) {
    out.value(unescaped(text), Escaped);
    out.value(QByteArray(text).replace(' ', '+'), Blanks);
    out.value(unescaped(text).replace(' ', '+'), Escaped);
    QByteArray bare = text;
    for (const char quote : {'"', '\''})
        bare.replace(quote, "");
    out.value(bare, Quoted);
    out.value(padded(text), Unpadded);
    out.value(padded(QByteArray(text).replace('-', '+').replace('_', '/')), UrlSafe);
    if (const std::optional<QByteArray> once = decoded(text))
        out.value(*once, Twice);
}

void undoShape(const QByteArray &text, Collector &out) {
    const auto isHex = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    };
    if (text.size() == 2 * DigestSize && std::all_of(text.begin(), text.end(), isHex))
        out.add(SignatureTarget::Type::Digest, QByteArray::fromHex(text), Hexadecimal);
    for (const char separator : {',', ';', ' '}) {
        for (const QByteArray &part : text.split(separator))
            out.value(part.trimmed(), Joined);
    }
    for (const char mark : {'=', ':', ' '}) {
        const qsizetype at = text.indexOf(mark);
        if (at > 0 && at + 1 < text.size())
            out.value(text.mid(at + 1).trimmed(), Prefixed);
    }
    if (text.size() == 28 && text == text.toLower())
        out.add(SignatureTarget::Type::LowerCase, text, Lowered);
}

// Whole groups of four characters are three bytes each.
void undoCut(const QByteArray &text, Collector &out) {
    const std::optional<QByteArray> bytes = decoded(text.first(text.size() / 4 * 4));
    if (text.size() < 27 && bytes && bytes->size() >= FewestBytes && bytes->size() < DigestSize)
        out.add(SignatureTarget::Type::Beginning, *bytes, Cut);
}

} // namespace

std::vector<SignatureTarget> signatureTargets(const http::Request &request) {
    Collector out;
    const std::vector<QByteArrayView> fields = request.headers(Header);
    const bool differ =
        std::any_of(fields.begin(), fields.end(), [&](QByteArrayView f) { return f != fields.front(); });
    for (const QByteArrayView field : fields) {
        const QByteArray text = field.toByteArray();
        if (text.isEmpty() || text.size() > LongestHeader)
            continue;
        out.value(text, differ ? Repeated : "");
        undo(text, out);
        undoShape(text, out);
        undoCut(text, out);
    }
    return out.take();
}

bool isHit(const SignatureTarget &target, QByteArrayView digest) {
    switch (target.type) {
    case SignatureTarget::Type::Digest:
        return digest == target.bytes;
    case SignatureTarget::Type::Beginning:
        return digest.startsWith(target.bytes);
    case SignatureTarget::Type::LowerCase:
        return digest.toByteArray().toBase64().toLower() == target.bytes;
    }
    return false;
}

} // namespace offhook::twilio
