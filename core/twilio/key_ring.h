#pragma once

#include "core/twilio/key_sources.h"
#include "core/twilio/signing_key.h"

#include <QByteArrayView>

#include <memory>
#include <span>
#include <vector>

namespace offhook::twilio {

/// The signing keys of this run, with HMAC contexts keyed once. Immutable set, but the contexts are not thread-safe:
/// one KeyRing per thread.
class KeyRing {
public:
    KeyRing();
    explicit KeyRing(std::vector<SigningKey> keys);
    ~KeyRing();
    KeyRing(KeyRing &&) noexcept;
    KeyRing &operator=(KeyRing &&) noexcept;

    [[nodiscard]] bool isEmpty() const { return m_keys.empty(); }
    [[nodiscard]] std::span<const SigningKey> keys() const { return m_keys; }
    /// Whether some key may verify requests of this account: one of that account, or one without account.
    [[nodiscard]] bool covers(QByteArrayView account) const;
    /// Whether this key may: its account is the request's, or one of the two is unknown.
    [[nodiscard]] bool covers(std::size_t key, QByteArrayView account) const;

    /// HMAC of the pieces joined, in Base64 (28 characters for SHA-1).
    [[nodiscard]] QByteArray sign(std::size_t key, std::span<const QByteArrayView> pieces);
    /// The raw 20 bytes of the same.
    [[nodiscard]] QByteArray digest(std::size_t key, std::span<const QByteArrayView> pieces);
    /// Whether the pieces joined have this digest. Constant-time in the digest.
    [[nodiscard]] bool matches(std::size_t key, std::span<const QByteArrayView> pieces, QByteArrayView digest);
    /// The same into the caller's memory; false when the key cannot sign.
    bool compute(std::size_t key, std::span<const QByteArrayView> pieces, std::span<unsigned char, 20> out);

private:
    struct Context;

    std::vector<SigningKey> m_keys;
    std::vector<std::unique_ptr<Context>> m_contexts;
};

/// Whether the text looks like an auth token: 32 hexadecimal digits. Others may still be shared keys.
[[nodiscard]] bool looksLikeAuthToken(QByteArrayView secret);

} // namespace offhook::twilio
