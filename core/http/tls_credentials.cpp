#include "core/http/tls_credentials.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <memory>

using namespace Qt::StringLiterals;

namespace offhook::http {
namespace {

struct OpenSslFree {
    void operator()(BIO *bio) const { BIO_free(bio); }
    void operator()(X509 *certificate) const { X509_free(certificate); }
    void operator()(EVP_PKEY *key) const { EVP_PKEY_free(key); }
};
template <typename T>
using Owned = std::unique_ptr<T, OpenSslFree>;

Error failed(const QString &file, const QString &what) {
    return Error{ErrorCode::TlsFailed, file + u": "_s + what};
}

// OpenSSL's own words for the newest failure of this thread.
QString openSslReason() {
    const char *reason = ERR_reason_error_string(ERR_peek_last_error());
    ERR_clear_error();
    return reason ? QString::fromLatin1(reason) : u"unknown reason"_s;
}

Result<QByteArray> contents(const QString &path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failed(path, file.errorString());
    return file.readAll();
}

Owned<BIO> memory(const QByteArray &bytes) {
    return Owned<BIO>(BIO_new_mem_buf(bytes.constData(), int(bytes.size())));
}

// Without this OpenSSL would ask for a passphrase on the terminal.
int noPassphrase(char *, int, int, void *) {
    return -1;
}

struct Pair {
    QList<QSslCertificate> chain;
    QSslKey key;
};

Result<Pair> checkedPair(
    const QString &certificateFile, const QByteArray &chainPem, const QString &keyFile, const QByteArray &keyPem) {
    const Owned<X509> certificate(PEM_read_bio_X509(memory(chainPem).get(), nullptr, noPassphrase, nullptr));
    if (!certificate)
        return failed(certificateFile, u"no PEM certificate in it ("_s + openSslReason() + u')');
    const Owned<EVP_PKEY> key(PEM_read_bio_PrivateKey(memory(keyPem).get(), nullptr, noPassphrase, nullptr));
    if (!key)
        return failed(keyFile, u"no PEM private key without passphrase in it ("_s + openSslReason() + u')');
    if (X509_check_private_key(certificate.get(), key.get()) != 1) {
        ERR_clear_error();
        return failed(keyFile, u"is not the key of the certificate in "_s + certificateFile);
    }
    const int type = EVP_PKEY_get_base_id(key.get());
    if (type != EVP_PKEY_RSA && type != EVP_PKEY_EC)
        return failed(keyFile, u"the key is neither RSA nor EC"_s);
    const QSslKey qtKey(keyPem, type == EVP_PKEY_RSA ? QSsl::Rsa : QSsl::Ec);
    if (qtKey.isNull())
        return failed(keyFile, u"the key's format is not supported; convert it with: openssl pkey"_s);
    return Pair{QSslCertificate::fromData(chainPem, QSsl::Pem), qtKey};
}

} // namespace

Result<QSslConfiguration> loadTlsCredentials(const QString &certificateFile, const QString &keyFile) {
    if (certificateFile.isEmpty() || keyFile.isEmpty())
        return Error{ErrorCode::TlsFailed, u"TLS needs both a certificate file and a key file"_s};
    if (!QSslSocket::supportsSsl())
        return Error{ErrorCode::TlsFailed,
            u"Qt found no OpenSSL library of version "_s + QSslSocket::sslLibraryBuildVersionString()};
    const Result<QByteArray> chainPem = contents(certificateFile);
    if (!chainPem)
        return chainPem.error();
    const Result<QByteArray> keyPem = contents(keyFile);
    if (!keyPem)
        return keyPem.error();
    const Result<Pair> pair = checkedPair(certificateFile, *chainPem, keyFile, *keyPem);
    if (!pair)
        return pair.error();
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain(pair->chain);
    configuration.setPrivateKey(pair->key);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone); // Twilio sends no client certificate
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    return configuration;
}

} // namespace offhook::http
