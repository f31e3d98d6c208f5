#pragma once

#include "core/base/result.h"
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

    /// HMAC of the pieces joined, in Base64 (28 characters for SHA-1).
    [[nodiscard]] QByteArray sign(std::size_t key, std::span<const QByteArrayView> pieces);
    /// The raw 20 bytes of the same.
    [[nodiscard]] QByteArray digest(std::size_t key, std::span<const QByteArrayView> pieces);

private:
    struct Context;
    std::vector<SigningKey> m_keys;
    std::vector<std::unique_ptr<Context>> m_contexts;
};

/// Keys named in the environment: TWILIO_AUTH_TOKEN (every account) and TWILIO_AUTH_TOKEN_<AccountSid>.
[[nodiscard]] std::vector<SigningKey> keysFromEnvironment();

/// Keys of a file: one "LABEL-OR-ACCOUNTSID=TOKEN" or a bare token per line, `#` comments. Fails with FileUnreadable or
/// SyntaxError naming the line, never its content.
[[nodiscard]] Result<std::vector<SigningKey>> keysFromFile(const QString &path);

/// Whether the text looks like an auth token: 32 hexadecimal digits. Others may still be shared keys.
[[nodiscard]] bool looksLikeAuthToken(QByteArrayView secret);

} // namespace offhook::twilio
