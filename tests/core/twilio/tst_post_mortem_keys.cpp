#include "core/twilio/post_mortem_keys.h"
#include "tests/core/twilio/signature_support.h"

#include <QTest>

using namespace offhook;
using namespace offhook::twilio;

class TestPostMortemKeys : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theAccountsKeysNeedNoChange() {
        const std::vector<SigningKey> stored{test::key("one", "AC2", QStringLiteral("other")),
            test::key("two", "AC1", QStringLiteral("own")), test::key("three", {}, QStringLiteral("any"))};
        const std::vector<KeyTry> tries = keyTries(stored, "AC1", {});
        QCOMPARE(tries[0].key.label, QStringLiteral("own"));
        QCOMPARE(tries[1].key.label, QStringLiteral("any"));
        QVERIFY(!tries[0].cause && !tries[1].cause);
        QCOMPARE(tries[2].cause, std::optional(Cause::WrongKey));
        QCOMPARE(tries[2].change.english(), QString::fromUtf8("with the key “other” of account AC2"));
    }

    void sharedKeysAreToldApart() {
        SigningKey shared = test::key("one", "AC2", QStringLiteral("gate"));
        shared.kind = KeyKind::SharedKey;
        const std::vector<KeyTry> tries = keyTries({shared}, "AC1", {});
        QCOMPARE(tries[0].cause, std::optional(Cause::SharedKey));
    }

    void theParentsKeyIsTaken() {
        const std::vector<KeyTry> tries = keyTries({test::key("one", "AC9")}, "AC1", "AC9");
        QVERIFY(!tries[0].cause);
    }

    void mistakesAreUndone_data() {
        QTest::addColumn<QByteArray>("stored");
        QTest::addColumn<QByteArray>("right");
        QTest::newRow("a line break after it") << QByteArray("token\n") << QByteArray("token");
        QTest::newRow("quotes") << QByteArray("\"token\"") << QByteArray("token");
        QTest::newRow("quotes and blanks") << QByteArray(" 'token' ") << QByteArray("token");
        QTest::newRow("the variable's name") << QByteArray("TWILIO_AUTH_TOKEN=token") << QByteArray("token");
        QTest::newRow("in capitals") << QByteArray("TOKEN") << QByteArray("token");
        QTest::newRow("the signer's line break") << QByteArray("token") << QByteArray("token\n");
    }
    void mistakesAreUndone() {
        QFETCH(QByteArray, stored);
        QFETCH(QByteArray, right);
        const std::vector<KeyTry> tries = keyTries({test::key(stored)}, {}, {});
        const auto found =
            std::find_if(tries.begin(), tries.end(), [&](const KeyTry &t) { return t.key.secret.view() == right; });
        QVERIFY(found != tries.end());
        QCOMPARE(found->cause, std::optional(Cause::WrongKey));
    }

    void wordsNeverHoldASecret() {
        for (const KeyTry &attempt :
            keyTries({test::key("s3cret", "AC1"), test::key(" \"s3cret\" ", "AC2")}, "AC1", {}))
            QVERIFY(!attempt.change.english().contains(u"s3cret", Qt::CaseInsensitive));
    }
};

QTEST_GUILESS_MAIN(TestPostMortemKeys)
#include "tst_post_mortem_keys.moc"
