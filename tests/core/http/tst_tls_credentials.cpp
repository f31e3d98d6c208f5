#include "core/http/tls_credentials.h"
#include "tls_support.h"

#include <QSslCertificate>
#include <QSslKey>
#include <QTemporaryDir>
#include <QTest>

using namespace offhook;
using namespace offhook::http;
using namespace Qt::StringLiterals;

class TestTlsCredentials : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QVERIFY(m_dir.isValid());
        m_rsa = rsaPair();
        m_ec = ecPair();
    }

    void rsaAndEcPairsLoad_data() {
        QTest::addColumn<bool>("rsa");
        QTest::newRow("RSA key") << true;
        QTest::newRow("EC key") << false;
    }
    void rsaAndEcPairsLoad() {
        QFETCH(const bool, rsa);
        const TestPair &pair = rsa ? m_rsa : m_ec;
        const Result<QSslConfiguration> loaded = load(pair.certificate, pair.key);
        QVERIFY2(bool(loaded), loaded ? "" : qPrintable(loaded.error().detail));
        QCOMPARE(loaded->privateKey().algorithm(), rsa ? QSsl::Rsa : QSsl::Ec);
        QVERIFY(!loaded->privateKey().isNull());
        QCOMPARE(loaded->localCertificateChain().size(), 1);
    }

    void theWholeChainIsKept() {
        const Result<QSslConfiguration> loaded = load(m_ec.certificate + m_rsa.certificate, m_ec.key);
        QVERIFY(bool(loaded));
        QCOMPARE(loaded->localCertificateChain().size(), 2);
    }

    void faultsSayWhichFileAndWhat_data() {
        QTest::addColumn<QByteArray>("certificate");
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("what");
        QTest::newRow("key of another certificate")
            << m_rsa.certificate << m_ec.key << u"key.pem"_s << u"not the key"_s;
        QTest::newRow("key of another certificate of the same kind")
            << m_ec.certificate << ecPair().key << u"key.pem"_s << u"not the key"_s;
        QTest::newRow("certificate file is no PEM")
            << QByteArray("hello") << m_ec.key << u"certificate.pem"_s << u"no PEM certificate"_s;
        QTest::newRow("certificate file is empty")
            << QByteArray() << m_ec.key << u"certificate.pem"_s << u"no PEM certificate"_s;
        QTest::newRow("key file is no PEM")
            << m_ec.certificate << QByteArray("hello") << u"key.pem"_s << u"no PEM private key"_s;
        QTest::newRow("files swapped") << m_ec.key << m_ec.certificate << u"certificate.pem"_s
                                       << u"no PEM certificate"_s;
        const TestPair ed = makePair(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
        QTest::newRow("Ed25519, which Qt cannot load")
            << ed.certificate << ed.key << u"key.pem"_s << u"neither RSA nor EC"_s;
    }
    void faultsSayWhichFileAndWhat() {
        QFETCH(const QByteArray, certificate);
        QFETCH(const QByteArray, key);
        QFETCH(const QString, file);
        QFETCH(const QString, what);
        const Result<QSslConfiguration> loaded = load(certificate, key);
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().code, ErrorCode::TlsFailed);
        QVERIFY2(loaded.error().detail.contains(file) && loaded.error().detail.contains(what),
            qPrintable(loaded.error().detail));
    }

    void missingFilesAreNamed() {
        const QString present = writeFile(m_dir.filePath(u"present.pem"_s), m_ec.certificate);
        const Result<QSslConfiguration> noCertificate = loadTlsCredentials(m_dir.filePath(u"none.pem"_s), present);
        QVERIFY(!noCertificate && noCertificate.error().detail.contains(u"none.pem"_s));
        const Result<QSslConfiguration> noKey = loadTlsCredentials(present, m_dir.filePath(u"nokey.pem"_s));
        QVERIFY(!noKey && noKey.error().detail.contains(u"nokey.pem"_s));
        QVERIFY(!loadTlsCredentials(present, {}));
        QVERIFY(!loadTlsCredentials({}, present));
    }

private:
    Result<QSslConfiguration> load(const QByteArray &certificate, const QByteArray &key) {
        return loadTlsCredentials(
            writeFile(m_dir.filePath(u"certificate.pem"_s), certificate), writeFile(m_dir.filePath(u"key.pem"_s), key));
    }

    QTemporaryDir m_dir;
    TestPair m_rsa;
    TestPair m_ec;
};

QTEST_GUILESS_MAIN(TestTlsCredentials)
#include "tst_tls_credentials.moc"
