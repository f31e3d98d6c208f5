#include "core/exchange/pseudonyms.h"

#include "core/base/text_guard.h"

#include <QMessageAuthenticationCode>
#include <QRandomGenerator>
#include <QString>

#include <array>

namespace offhook::exchange {
namespace {

constexpr int Probes = 64; ///< how far a free member of a range is looked for
constexpr qsizetype MaxKnown = 500'000;

// Area codes in use since long (NANPA), so that the numbers pass for valid ones.
constexpr std::array<int, 100> AreaCodes{201, 202, 203, 205, 206, 207, 208, 209, 210, 212, 213, 214, 215, 216, 217, 218,
    219, 224, 225, 228, 229, 231, 234, 239, 240, 248, 251, 252, 253, 254, 256, 260, 262, 267, 269, 270, 276, 281, 301,
    302, 303, 304, 305, 307, 308, 309, 310, 312, 313, 314, 315, 316, 317, 318, 319, 320, 321, 323, 325, 330, 334, 336,
    337, 339, 347, 351, 352, 360, 361, 386, 401, 402, 404, 405, 406, 407, 408, 409, 410, 412, 413, 414, 415, 417, 419,
    423, 425, 432, 434, 435, 440, 443, 469, 470, 478, 479, 480, 501, 502, 503};

QByteArray digits(quint64 number, int width) {
    return QByteArray::number(number).rightJustified(width, '0');
}

QByteArray american(quint64 index) {
    return "+1" + QByteArray::number(AreaCodes[std::size_t(index / 100 % AreaCodes.size())]) + "55501" +
           digits(index % 100, 2);
}
QByteArray british(quint64 index) {
    return "+447700900" + digits(index, 3);
}
QByteArray french(quint64 index) {
    return "+3363998" + digits(index, 4);
}
QByteArray german(quint64 index) {
    return "+493023125" + digits(index, 3);
}
QByteArray australian(quint64 index) {
    return "+6125550" + digits(index, 4);
}

QByteArray documentationAddress(quint64 index) {
    constexpr std::array Networks{"192.0.2.", "198.51.100.", "203.0.113."};
    return Networks[std::size_t(index / 254 % 3)] + QByteArray::number(index % 254 + 1);
}
QByteArray benchmarkAddress(quint64 index) {
    return "198." + QByteArray::number(18 + index / 65536 % 2) + '.' + QByteArray::number(index / 256 % 256) + '.' +
           QByteArray::number(index % 256);
}

struct Range {
    const char *prefix;
    quint64 size;
    QByteArray (*member)(quint64);
};
constexpr std::array<Range, 4> Foreign{Range{"+44", 1'000, british}, Range{"+33", 10'000, french},
    Range{"+49", 1'000, german}, Range{"+61", 10'000, australian}};

/// Numbers in a row from one seed (SplitMix64).
class Stream {
public:
    explicit Stream(quint64 seed)
        : m_state(seed) {}
    quint64 next(quint64 below) {
        m_state += 0x9e3779b97f4a7c15U;
        quint64 z = m_state;
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
        return (z ^ (z >> 31U)) % below;
    }

private:
    quint64 m_state;
};

constexpr char32_t Accented[] = U"àäåæèéìñòöøùü"; // of GSM-7's alphabet (3GPP TS 23.038)

bool isAccented(char32_t c) {
    return std::u32string_view(Accented).find(QChar::toLower(c)) != std::u32string_view::npos;
}

// One character for another of its kind; itself when it is of no kind that says something.
char32_t other(char32_t c, Stream &stream) {
    if (c >= U'a' && c <= U'z')
        return U'a' + char32_t(stream.next(26));
    if (c >= U'A' && c <= U'Z')
        return U'A' + char32_t(stream.next(26));
    if (c >= U'0' && c <= U'9')
        return U'0' + char32_t(stream.next(10));
    if (c < 0x80)
        return c;
    if (c > 0xffff)
        return 0x1f600 + char32_t(stream.next(0x40));
    if (isAccented(c))
        return Accented[stream.next(std::size(Accented) - 1)];
    if (QChar::isLetterOrNumber(c))
        return 0x430 + char32_t(stream.next(32));
    return QChar::category(c) == QChar::Symbol_Other ? 0x2600 + char32_t(stream.next(64)) : c;
}

// The next of its kind, when chance gave the same.
char32_t bumped(char32_t c) {
    if (c == U'z' || c == U'Z' || c == U'9')
        return c == U'9' ? U'0' : c - 25;
    return c + 1;
}

QByteArray otherText(const QString &text, Stream stream) {
    QList<uint> codes = text.toUcs4();
    bool differs = false;
    qsizetype changeable = -1;
    for (qsizetype i = 0; i < codes.size(); ++i) {
        const char32_t before = codes[i];
        const char32_t after = other(before, stream);
        codes[i] = after;
        differs |= after != before;
        if (before < 0x80 && QChar::isLetterOrNumber(before))
            changeable = i;
    }
    if (!differs && changeable >= 0)
        codes[changeable] = bumped(codes[changeable]);
    return QString::fromUcs4(reinterpret_cast<const char32_t *>(codes.constData()), codes.size()).toUtf8();
}

} // namespace

Pseudonyms::Pseudonyms(QByteArray secret)
    : m_secret(std::move(secret)) {}

QByteArray Pseudonyms::freshSecret() {
    QByteArray secret(32, '\0');
    QRandomGenerator::system()->generate(secret.begin(), secret.end());
    return secret;
}

QByteArray Pseudonyms::digest(char use, QByteArrayView value) const {
    QMessageAuthenticationCode mac(QCryptographicHash::Sha256, m_secret);
    mac.addData(&use, 1);
    mac.addData(value.data(), value.size());
    return mac.result();
}

quint64 Pseudonyms::number(char use, QByteArrayView value) const {
    quint64 number = 0;
    std::memcpy(&number, digest(use, value).constData(), sizeof number);
    return number;
}

QByteArray Pseudonyms::fromPool(QHash<QByteArray, QByteArray> &known, const QByteArray &value, char use, quint64 size,
    QByteArray (*member)(quint64)) {
    const quint64 start = number(use, value);
    for (quint64 i = 0; i < Probes; ++i) {
        const QByteArray found = member((start + i * 7) % size);
        if (found == value || m_used.contains(found))
            continue;
        m_used.insert(found);
        known.insert(value, found);
        return found;
    }
    return {};
}

QByteArray Pseudonyms::phone(const QByteArray &e164) {
    if (const auto known = m_phones.constFind(e164); known != m_phones.cend())
        return *known;
    QByteArray found;
    for (const Range &range : Foreign) {
        if (e164.startsWith(range.prefix) && found.isEmpty())
            found = fromPool(m_phones, e164, 'p', range.size, range.member);
    }
    const quint64 all = AreaCodes.size() * 100;
    if (found.isEmpty() && m_phones.size() < MaxKnown)
        found = fromPool(m_phones, e164, 'p', all, american);
    return found.isEmpty() ? american(number('p', e164) % all) : found;
}

QByteArray Pseudonyms::sid(const QByteArray &sid) {
    return sid.first(2) + digest('s', sid).toHex().first(32);
}

QByteArray Pseudonyms::ipv4(const QByteArray &address) {
    if (const auto known = m_addresses.constFind(address); known != m_addresses.cend())
        return *known;
    const QByteArray found = fromPool(m_addresses, address, 'i', 3 * 254, documentationAddress);
    return found.isEmpty() ? benchmarkAddress(number('i', address) % 131'072) : found;
}

QByteArray Pseudonyms::ipv6(const QByteArray &address) {
    const QByteArray hex = digest('i', address.toLower()).toHex();
    return "2001:db8:" + hex.mid(0, 4) + ':' + hex.mid(4, 4) + ':' + hex.mid(8, 4) + ':' + hex.mid(12, 4) + ':' +
           hex.mid(16, 4) + ':' + hex.mid(20, 4);
}

QByteArray Pseudonyms::host(const QByteArray &host) {
    return otherText(QStringLiteral("offhooks"), Stream(number('h', host.toLower()))) + ".example.com";
}

QByteArray Pseudonyms::word(QByteArrayView word) {
    Stream stream(number('w', word));
    if (isUtf8(word))
        return otherText(QString::fromUtf8(word), stream);
    QByteArray out = word.toByteArray();
    for (char &c : out)
        c = quint8(c) < 0x80 ? char(other(char32_t(c), stream)) : char(0x80 + stream.next(0x80));
    return out;
}

QByteArray Pseudonyms::hex(QByteArrayView digits) {
    Stream stream(number('x', digits));
    QByteArray out = digits.toByteArray();
    for (char &c : out) {
        const char digit = "0123456789abcdef"[stream.next(16)];
        c = c >= 'A' && c <= 'F' ? QChar(QLatin1Char(digit)).toUpper().toLatin1() : digit;
    }
    return out;
}

QByteArray Pseudonyms::noise(QByteArrayView bytes) {
    Stream stream(number('n', bytes));
    QByteArray out(bytes.size(), '\0');
    for (char &c : out)
        c = char(stream.next(256));
    return out;
}

} // namespace offhook::exchange
