#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QHash>
#include <QSet>

#include <cstdint>

namespace offhook::exchange {

/// Stand-ins for values, of the same form: the same value has the same stand-in throughout one object's life, and no
/// stand-in tells its value (they come from HMAC-SHA-256 with a key that is forgotten with the object). Not
/// thread-safe.
class Pseudonyms {
public:
    /// `secret`: 32 random bytes; tests give their own.
    explicit Pseudonyms(QByteArray secret);
    /// With a fresh secret.
    [[nodiscard]] static QByteArray freshSecret();

    /// A number in E.164 ("+14155551234") becomes one of a range kept for fiction: +1 NPA 555-01XX (NANPA), +44 7700
    /// 900XXX (Ofcom), +33 6 39 98 XX XX (ARCEP), +49 30 23125 XXX (Bundesnetzagentur), +61 2 5550 XXXX (ACMA); one of
    /// another country becomes one of +1. Different numbers differ until the ranges are used up.
    [[nodiscard]] QByteArray phone(const QByteArray &e164);
    /// The prefix stays, 32 hexadecimal digits change.
    [[nodiscard]] QByteArray sid(const QByteArray &sid);
    /// An address of 192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24 (RFC 5737), then of 198.18.0.0/15 (RFC 2544).
    [[nodiscard]] QByteArray ipv4(const QByteArray &address);
    /// An address of 2001:db8::/32 (RFC 3849).
    [[nodiscard]] QByteArray ipv6(const QByteArray &address);
    /// "qmxeorta.example.com" (RFC 2606)
    [[nodiscard]] QByteArray host(const QByteArray &host);
    /// Letters for letters, digits for digits, everything else as it is: "Alice 7" becomes "Qmxeo 3". What is not ASCII
    /// stays in the encoding a message needs (GSM-7 or UCS-2) and in its length in UTF-16. Differs from the word unless
    /// there is nothing to change.
    [[nodiscard]] QByteArray word(QByteArrayView word);
    /// Hexadecimal digits for hexadecimal digits, in the same case.
    [[nodiscard]] QByteArray hex(QByteArrayView digits);
    /// As many bytes of noise.
    [[nodiscard]] QByteArray noise(QByteArrayView bytes);

private:
    [[nodiscard]] QByteArray digest(char use, QByteArrayView value) const;
    [[nodiscard]] quint64 number(char use, QByteArrayView value) const;
    [[nodiscard]] QByteArray fromPool(QHash<QByteArray, QByteArray> &known, const QByteArray &value, char use,
        quint64 size, QByteArray (*member)(quint64 index));

    QByteArray m_secret;
    QHash<QByteArray, QByteArray> m_phones;
    QHash<QByteArray, QByteArray> m_addresses;
    QSet<QByteArray> m_used;
};

} // namespace offhook::exchange
