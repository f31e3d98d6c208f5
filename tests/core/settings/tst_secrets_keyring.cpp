#include "core/settings/secrets.h"
#include "secrets_support.h"

#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace offhook;
using settings::Secrets;
namespace support = settings::support;

/// Secrets with a real Secret Service; run through run_with_keyring.sh. libsecret's own command line tool is the
/// witness.
class TestSecretsKeyring final : public QObject {
    Q_OBJECT

    /// What secret-tool finds under the attributes that QtKeychain documents for libsecret; binary data is Base64.
    static QByteArray witnessed(const QString &service, const QString &name) {
        QProcess tool;
        tool.start(u"secret-tool"_s, {u"lookup"_s, u"server"_s, service, u"user"_s, name});
        return tool.waitForFinished() ? QByteArray::fromBase64(tool.readAllStandardOutput()) : "secret-tool failed"_ba;
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(qEnvironmentVariableIsSet("OFFHOOK_KEYRING_INSIDE"), "run through run_with_keyring.sh");
    }

    void aSecretGoesToTheKeyringAndComesBackAfterARestart() {
        const QByteArray token = "0123456789abcdef0123456789abcdef"_ba;
        {
            Secrets first(u"Offhook"_s);
            QSignalSpy changes(&first, &Secrets::backendChanged);
            QVERIFY(support::write(first, u"signing-key/1"_s, token));
            QCOMPARE(first.backend(), Secrets::Backend::Keychain);
            QCOMPARE(changes.count(), 1);
        }
        QCOMPARE(witnessed(u"Offhook"_s, u"signing-key/1"_s), token);
        Secrets second(u"Offhook"_s);
        const Result<SecretBytes> back = support::read(second, u"signing-key/1"_s);
        QVERIFY(back);
        QCOMPARE(back->view().toByteArray(), token);
        QCOMPARE(second.backend(), Secrets::Backend::Keychain);
    }

    void everyByteSurvives() {
        QByteArray all;
        for (int i = 0; i < 256; ++i)
            all.append(char(i));
        Secrets secrets(u"Offhook"_s);
        QVERIFY(support::write(secrets, u"bytes"_s, all + all));
        QCOMPARE(support::read(secrets, u"bytes"_s)->view().toByteArray(), all + all);
        QCOMPARE(witnessed(u"Offhook"_s, u"bytes"_s), all + all);
    }

    void aSecondWriteReplaces() {
        Secrets secrets(u"Offhook"_s);
        QVERIFY(support::write(secrets, u"replaced"_s, "old"_ba));
        QVERIFY(support::write(secrets, u"replaced"_s, "new"_ba));
        QCOMPARE(support::read(secrets, u"replaced"_s)->view().toByteArray(), "new"_ba);
        QCOMPARE(witnessed(u"Offhook"_s, u"replaced"_s), "new"_ba);
    }

    void servicesDoNotSeeEachOther() {
        Secrets ours(u"Offhook"_s);
        Secrets others(u"Other"_s);
        QVERIFY(support::write(ours, u"same name"_s, "ours"_ba));
        QCOMPARE(support::read(others, u"same name"_s).error().code, ErrorCode::NotFound);
    }

    void aMissingSecretIsNotFoundAndTheKeychainIsKnown() {
        Secrets secrets(u"Offhook"_s);
        QCOMPARE(support::read(secrets, u"never written"_s).error().code, ErrorCode::NotFound);
        QCOMPARE(secrets.backend(), Secrets::Backend::Keychain);
    }

    void aRemovedSecretIsGone() {
        Secrets secrets(u"Offhook"_s);
        QVERIFY(support::write(secrets, u"removed"_s, "x"_ba));
        QVERIFY(support::remove(secrets, u"removed"_s));
        QCOMPARE(support::read(secrets, u"removed"_s).error().code, ErrorCode::NotFound);
        QCOMPARE(witnessed(u"Offhook"_s, u"removed"_s), QByteArray());
        QVERIFY(support::remove(secrets, u"removed"_s));
    }

    void noFileOfOursHoldsTheSecret() {
        const QByteArray token = "feedfacefeedfacefeedfacefeedface"_ba;
        Secrets secrets(u"Offhook"_s);
        QVERIFY(support::write(secrets, u"searched"_s, token));
        int looked = 0;
        for (const char *root : {"XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "HOME"}) {
            QDirIterator files(qEnvironmentVariable(root), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
            while (files.hasNext()) {
                QFile file(files.next());
                QVERIFY(file.open(QIODevice::ReadOnly));
                const QByteArray content = file.readAll();
                QVERIFY2(!content.contains(token) && !content.contains(token.toBase64()), qPrintable(file.fileName()));
                ++looked;
            }
        }
        QVERIFY(looked > 0); // the daemon's own encrypted file at least
    }
};

QTEST_GUILESS_MAIN(TestSecretsKeyring)
#include "tst_secrets_keyring.moc"
