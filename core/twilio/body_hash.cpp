#include "core/twilio/body_hash.h"

#include "core/http/form.h"

#include <openssl/evp.h>

#include <array>
#include <memory>

namespace offhook::twilio {
namespace {

constexpr QByteArrayView Name("bodySHA256");

struct DigestFree {
    void operator()(EVP_MD *digest) const { EVP_MD_free(digest); }
};

// OpenSSL's, not QCryptographicHash: it uses the processor's SHA instructions, and bodies may be 10 MiB.
const EVP_MD *sha256() {
    static const std::unique_ptr<EVP_MD, DigestFree> digest(EVP_MD_fetch(nullptr, "SHA256", nullptr));
    return digest.get();
}

} // namespace

QByteArray sha256Hex(QByteArrayView bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    if (sha256() == nullptr ||
        EVP_Digest(bytes.data(), std::size_t(bytes.size()), digest.data(), &size, sha256(), nullptr) != 1)
        return {};
    return QByteArray(reinterpret_cast<const char *>(digest.data()), qsizetype(size)).toHex();
}

std::optional<QByteArray> bodyHashOf(QByteArrayView query) {
    if (!query.contains(Name)) // the usual case, without decoding anything
        return {};
    const http::Parameters params = http::decodeForm(query);
    const QByteArray *hash = http::find(params, Name);
    return hash != nullptr ? std::optional(*hash) : std::nullopt;
}

QByteArray urlWithBodyHash(QByteArrayView url, QByteArrayView body) {
    const qsizetype hash = url.indexOf('#');
    const QByteArrayView base = hash < 0 ? url : url.first(hash);
    const qsizetype question = base.indexOf('?');
    if (question >= 0 && bodyHashOf(base.sliced(question + 1)))
        return url.toByteArray();
    QByteArray result = base.toByteArray();
    if (question < 0)
        result += '?';
    else if (question + 1 < base.size() && !base.endsWith('&'))
        result += '&';
    result.append(Name).append('=').append(sha256Hex(body));
    return hash < 0 ? result : result.append(url.sliced(hash));
}

} // namespace offhook::twilio
