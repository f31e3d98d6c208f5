#include "core/twilio/key_sources.h"

#include <QProcessEnvironment>
#include <QTemporaryDir>
#include <QTest>

using namespace offhook;
using namespace offhook::twilio;

namespace {

const QByteArray Account("AC0123456789abcdef0123456789abcdef");
const QByteArray Token("0123456789abcdef0123456789abcdef");

} // namespace

class TestKeySources : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_dir;

    QString write(const QByteArray &content) {
        const QString path = m_dir.filePath(QStringLiteral("keys"));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write %s", qPrintable(path));
        return path;
    }

private Q_SLOTS:
    void init() {
        const QStringList names = QProcessEnvironment::systemEnvironment().keys();
        for (const QString &name : names) {
            if (name.startsWith(QStringLiteral("TWILIO_")))
                qunsetenv(qPrintable(name));
        }
    }

    void environment_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<bool>("taken");
        QTest::addColumn<QByteArray>("account");
        QTest::newRow("for every account") << QByteArray("TWILIO_AUTH_TOKEN") << Token << true << QByteArray();
        QTest::newRow("for one account") << QByteArray("TWILIO_AUTH_TOKEN_" + Account) << Token << true << Account;
        QTest::newRow("a line end from a shell") << QByteArray("TWILIO_AUTH_TOKEN") << Token + "\r\n"
                                                 << true << QByteArray();
        QTest::newRow("empty") << QByteArray("TWILIO_AUTH_TOKEN") << QByteArray("") << false << QByteArray();
        QTest::newRow("not an account") << QByteArray("TWILIO_AUTH_TOKEN_BACKUP") << Token << false << QByteArray();
        QTest::newRow("another name that begins so")
            << QByteArray("TWILIO_AUTH_TOKENS") << Token << false << QByteArray();
        QTest::newRow("the account variable") << QByteArray("TWILIO_ACCOUNT_SID") << Account << false << QByteArray();
    }
    void environment() {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        QFETCH(bool, taken);
        QFETCH(QByteArray, account);
        qputenv(name.constData(), value);
        const std::vector<SigningKey> keys = keysFromEnvironment();
        QCOMPARE(keys.size(), std::size_t(taken ? 1 : 0));
        if (taken) {
            QCOMPARE(keys[0].account, account);
            QCOMPARE(keys[0].label, QString::fromUtf8(name));
            QCOMPARE(keys[0].secret.view().toByteArray(), Token);
            QCOMPARE(keys[0].kind, KeyKind::AuthToken);
        }
    }

    void accountKeysComeFirst() {
        qputenv("TWILIO_AUTH_TOKEN", "a");
        qputenv(QByteArray("TWILIO_AUTH_TOKEN_" + Account).constData(), "b");
        const std::vector<SigningKey> keys = keysFromEnvironment();
        QCOMPARE(keys.size(), std::size_t(2));
        QCOMPARE(keys[0].account, Account);
        QVERIFY(keys[1].account.isEmpty());
        QCOMPARE(keys[1].kind, KeyKind::SharedKey); // not 32 hexadecimal digits
    }

    void lines_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("account");
        QTest::addColumn<QString>("label");
        QTest::addColumn<QByteArray>("secret");
        const auto row = [](const char *what, const QByteArray &content, const QByteArray &account, const char *label,
                             const QByteArray &secret) {
            QTest::newRow(what) << content << account << QString::fromUtf8(label) << secret;
        };
        row("a bare token", Token, "", "keys, line 1", Token);
        row("a bare token with a line end", Token + "\n", "", "keys, line 1", Token);
        row("as Windows writes it", "\xEF\xBB\xBF" + Token + "\r\n", "", "keys, line 1", Token);
        row("behind comments and blank lines", "# mine\n\n  \n" + Token, "", "keys, line 4", Token);
        row("an account", Account + '=' + Token, Account, "AC0123456789abcdef0123456789abcdef", Token);
        row("a label with blanks around it", " Störung line = " + Token + " ", "", "Störung line", Token);
        row("a shared key with = in it", "relay=c2VjcmV0==", "", "relay", "c2VjcmV0==");
    }
    void lines() {
        QFETCH(QByteArray, content);
        QFETCH(QByteArray, account);
        QFETCH(QString, label);
        QFETCH(QByteArray, secret);
        const Result<std::vector<SigningKey>> keys = keysFromFile(write(content));
        QVERIFY2(keys, keys ? "" : qPrintable(keys.error().detail));
        QCOMPARE(keys->size(), std::size_t(1));
        QCOMPARE(keys->front().account, account);
        QCOMPARE(keys->front().label, label);
        QCOMPARE(keys->front().secret.view().toByteArray(), secret);
    }

    void orderIsTheFiles() {
        const Result<std::vector<SigningKey>> keys = keysFromFile(write("b=2\na=1\n3"));
        QVERIFY(bool(keys));
        QCOMPARE(keys->size(), std::size_t(3));
        QCOMPARE((*keys)[0].label, QStringLiteral("b"));
        QCOMPARE((*keys)[2].label, QStringLiteral("keys, line 3"));
    }

    void anEmptyFileHasNoKeys() {
        const Result<std::vector<SigningKey>> keys = keysFromFile(write("# nothing yet\n"));
        QVERIFY(bool(keys));
        QVERIFY(keys->empty());
    }

    void badLinesAreNamedWithoutTheirContent_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("no token") << QByteArray("good=1\nprivate=\n") << QByteArray("line 2");
        QTest::newRow("no label") << QByteArray("=private") << QByteArray("line 1");
        QTest::newRow("a bare Base64 key") << QByteArray("\nprivate==\n") << QByteArray("line 2");
    }
    void badLinesAreNamedWithoutTheirContent() {
        QFETCH(QByteArray, content);
        QFETCH(QByteArray, line);
        const Result<std::vector<SigningKey>> keys = keysFromFile(write(content));
        QVERIFY(!keys);
        QCOMPARE(keys.error().code, ErrorCode::SyntaxError);
        QVERIFY(keys.error().detail.contains(QString::fromUtf8(line)));
        QVERIFY(!keys.error().detail.contains(QStringLiteral("private")));
    }

    void filesThatCannotBeRead() {
        const QString missing = m_dir.filePath(QStringLiteral("missing"));
        const Result<std::vector<SigningKey>> keys = keysFromFile(missing);
        QVERIFY(!keys);
        QCOMPARE(keys.error().code, ErrorCode::FileUnreadable);
        QVERIFY(keys.error().detail.contains(missing));
        QCOMPARE(keysFromFile(m_dir.path()).error().code, ErrorCode::FileUnreadable);
    }

    void anEndlessFileIsRefused() {
        const Result<std::vector<SigningKey>> keys = keysFromFile(write(QByteArray(2 * 1024 * 1024, 'x')));
        QVERIFY(!keys);
        QCOMPARE(keys.error().code, ErrorCode::SyntaxError);
    }
};

QTEST_GUILESS_MAIN(TestKeySources)
#include "tst_key_sources.moc"
