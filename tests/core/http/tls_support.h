#pragma once

#include <QByteArray>
#include <QFile>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <memory>

namespace offhook::http {

/// A fresh key with its self-signed certificate, as PEM.
struct TestPair {
    QByteArray certificate;
    QByteArray key;
};

inline QByteArray drained(BIO *bio) {
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    const QByteArray bytes(data, size);
    BIO_free(bio);
    return bytes;
}

inline TestPair makePair(EVP_PKEY *newKey) {
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(newKey, EVP_PKEY_free);
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), X509_free);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    X509_set_pubkey(certificate.get(), key.get());
    X509_NAME *name = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(
        name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char *>("localhost"), -1, -1, 0);
    X509_set_issuer_name(certificate.get(), name);
    const bool takesDigest = EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_ED25519;
    X509_sign(certificate.get(), key.get(), takesDigest ? EVP_sha256() : nullptr);
    BIO *certificateOut = BIO_new(BIO_s_mem());
    PEM_write_bio_X509(certificateOut, certificate.get());
    BIO *keyOut = BIO_new(BIO_s_mem());
    PEM_write_bio_PrivateKey(keyOut, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    return {drained(certificateOut), drained(keyOut)};
}

inline TestPair rsaPair() {
    return makePair(EVP_RSA_gen(2048));
}
inline TestPair ecPair() {
    return makePair(EVP_EC_gen("P-256"));
}

inline QString writeFile(const QString &path, const QByteArray &bytes) {
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
    return path;
}

} // namespace offhook::http
