#include "core/twilio/key_ring.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <algorithm>
#include <array>

namespace offhook::twilio {
namespace {

struct MacFree {
    void operator()(EVP_MAC *mac) const { EVP_MAC_free(mac); }
    void operator()(EVP_MAC_CTX *context) const { EVP_MAC_CTX_free(context); }
};

// Fetched once for the process: a fetch walks OpenSSL's providers, which costs more than the HMAC itself. Null when
// no provider has HMAC (a FIPS or stripped build); nothing can be signed or verified then.
EVP_MAC *hmac() {
    static const std::unique_ptr<EVP_MAC, MacFree> mac(EVP_MAC_fetch(nullptr, "HMAC", nullptr));
    return mac.get();
}

} // namespace

struct KeyRing::Context {
    std::unique_ptr<EVP_MAC_CTX, MacFree> mac;
};

KeyRing::KeyRing() = default;
KeyRing::~KeyRing() = default;
KeyRing::KeyRing(KeyRing &&) noexcept = default;
KeyRing &KeyRing::operator=(KeyRing &&) noexcept = default;

KeyRing::KeyRing(std::vector<SigningKey> keys)
    : m_keys(std::move(keys)) {
    m_contexts.reserve(m_keys.size());
    for (const SigningKey &key : m_keys) {
        auto context = std::make_unique<Context>();
        context->mac.reset(hmac() != nullptr ? EVP_MAC_CTX_new(hmac()) : nullptr);
        std::array<char, 5> digest{"SHA1"};
        const std::array<OSSL_PARAM, 2> params{
            OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest.data(), 0), OSSL_PARAM_construct_end()};
        const QByteArrayView secret = key.secret.view();
        // OpenSSL takes a null pointer for "keep the key you have", so an empty secret still needs an address.
        const auto *bytes = reinterpret_cast<const unsigned char *>(secret.isEmpty() ? "" : secret.data());
        if (context->mac && EVP_MAC_init(context->mac.get(), bytes, std::size_t(secret.size()), params.data()) != 1)
            context->mac.reset();
        m_contexts.push_back(std::move(context));
    }
}

bool KeyRing::covers(std::size_t key, QByteArrayView account) const {
    return key < m_keys.size() &&
           (account.isEmpty() || m_keys[key].account.isEmpty() || m_keys[key].account == account);
}

bool KeyRing::covers(QByteArrayView account) const {
    for (std::size_t i = 0; i < m_keys.size(); ++i) {
        if (covers(i, account))
            return true;
    }
    return false;
}

bool KeyRing::compute(std::size_t key, std::span<const QByteArrayView> pieces, std::span<unsigned char, 20> out) {
    if (key >= m_contexts.size() || !m_contexts[key]->mac)
        return false;
    EVP_MAC_CTX *mac = m_contexts[key]->mac.get();
    // A null key keeps the one the context was made with: 0.3 us instead of 1.1 us for keying anew.
    if (EVP_MAC_init(mac, nullptr, 0, nullptr) != 1)
        return false;
    for (const QByteArrayView piece : pieces) {
        if (EVP_MAC_update(mac, reinterpret_cast<const unsigned char *>(piece.data()), std::size_t(piece.size())) != 1)
            return false;
    }
    std::size_t size = 0;
    return EVP_MAC_final(mac, out.data(), &size, out.size()) == 1 && size == out.size();
}

QByteArray KeyRing::digest(std::size_t key, std::span<const QByteArrayView> pieces) {
    std::array<unsigned char, 20> bytes{};
    if (!compute(key, pieces, bytes))
        return {};
    return {reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size())};
}

bool KeyRing::matches(std::size_t key, std::span<const QByteArrayView> pieces, QByteArrayView digest) {
    std::array<unsigned char, 20> bytes{};
    return compute(key, pieces, bytes) && digest.size() == qsizetype(bytes.size()) &&
           CRYPTO_memcmp(bytes.data(), digest.data(), bytes.size()) == 0;
}

QByteArray KeyRing::sign(std::size_t key, std::span<const QByteArrayView> pieces) {
    return digest(key, pieces).toBase64();
}

bool looksLikeAuthToken(QByteArrayView secret) {
    const auto isHex = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    };
    return secret.size() == 32 && std::all_of(secret.begin(), secret.end(), isHex);
}

} // namespace offhook::twilio
