#include "core/compose/templates.h"
#include "core/session/key_store.h"
#include "core/twilio/key_ring.h"

#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace Qt::StringLiterals;
using namespace offhook;
using Origin = KeyEntry::Origin;
using twilio::KeyKind;
using twilio::SigningKey;

namespace {

const QByteArray Account1 = "AC11111111111111111111111111111111"_ba;
const QByteArray Account2 = "AC22222222222222222222222222222222"_ba;

SigningKey makeKey(
    const QByteArray &account, const QString &label, QByteArray secret, KeyKind kind = KeyKind::AuthToken) {
    return {kind, twilio::KeyAlgorithm::HmacSha1, account, label, SecretBytes(std::move(secret))};
}

Result<void> waitFor(const std::optional<Result<void>> &answer) {
    return QTest::qWaitFor([&answer] { return answer.has_value(); }, 30'000)
               ? *answer
               : Result<void>(Error{ErrorCode::Internal, u"no answer"_s});
}

Result<void> add(KeyStore &store, SigningKey key) {
    std::optional<Result<void>> answer;
    store.add(std::move(key), &store, [&answer](const Result<void> &result) { answer.emplace(result); });
    return waitFor(answer);
}

Result<void> removeKey(KeyStore &store, const QString &id) {
    std::optional<Result<void>> answer;
    store.remove(id, &store, [&answer](const Result<void> &result) { answer.emplace(result); });
    return waitFor(answer);
}

/// "label=secret" of each key but the samples, in order.
QStringList userKeys(const KeyStore &store) {
    QStringList list;
    const std::vector<SigningKey> keys = store.keys();
    for (std::size_t i = 0; i < keys.size(); ++i)
        if (store.entries()[i].origin != Origin::Sample)
            list << keys[i].label + u'=' + QString::fromLatin1(keys[i].secret.view());
    return list;
}

} // namespace

/// Run through run_with_keyring.sh: first without a bus, then with the real Secret Service it provides.
class TestKeyStore final : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    QByteArray m_bus;
    [[nodiscard]] QString file() const { return m_folder.filePath(u"preferences.ini"_s); }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(qEnvironmentVariableIsSet("OFFHOOK_KEYRING_INSIDE"), "run through run_with_keyring.sh");
        m_bus = qgetenv("DBUS_SESSION_BUS_ADDRESS");
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + m_folder.filePath(u"nowhere"_s).toLocal8Bit());
    }
    void init() { QFile::remove(file()); }

    void aSampleKeySignsForTheAccountsOfTheTemplates() {
        settings::Preferences preferences(file());
        KeyStore store(preferences);
        QCOMPARE(store.userKeyCount(), 0);
        const std::vector<SigningKey> keys = store.keys();
        QCOMPARE(keys.size(), store.entries().size());
        for (const compose::Template &sample : compose::templates()) {
            const QByteArray *account = http::find(sample.params, "AccountSid");
            const bool covered =
                account == nullptr ||
                std::any_of(keys.begin(), keys.end(), [account](const SigningKey &k) { return k.account == *account; });
            QVERIFY2(covered, sample.name.constData());
        }
        QCOMPARE(store.entries().back().origin, Origin::Sample);
        QCOMPARE(store.entries().back().label, u"Sample key"_s);
        QVERIFY(store.entries().back().id.isEmpty());
        QVERIFY(twilio::looksLikeAuthToken(keys.back().secret.view()));
    }

    void theSampleKeyIsNewInEveryRun() {
        settings::Preferences preferences(file());
        const KeyStore first(preferences);
        const KeyStore second(preferences);
        QVERIFY(first.keys().back().secret.view() != second.keys().back().secret.view());
    }

    void fixedKeysComeBeforeTheSampleAndAreNeverKept() {
        settings::Preferences preferences(file());
        KeyStore store(preferences);
        QSignalSpy changes(&store, &KeyStore::changed);
        std::vector<SigningKey> given;
        given.push_back(makeKey({}, u"environment"_s, "e1"_ba));
        given.push_back(makeKey({}, u"environment"_s, "e2"_ba));
        store.addFixed(std::move(given), Origin::Environment);
        store.addFixed({}, Origin::KeyFile);
        QCOMPARE(changes.count(), 1);
        QCOMPARE(userKeys(store), (QStringList{u"environment=e1"_s, u"environment=e2"_s}));
        QCOMPARE(store.userKeyCount(), 2);
        QVERIFY(store.entries().front().id.isEmpty());
        QCOMPARE(store.entries().back().origin, Origin::Sample);
        QVERIFY(preferences.keyIndex().isEmpty());
    }

    void withoutKeychainAKeyWorksAtOnceAndForThisRun() {
        settings::Preferences preferences(file());
        {
            KeyStore store(preferences);
            QSignalSpy changes(&store, &KeyStore::changed);
            std::optional<Result<void>> answer;
            store.add(
                makeKey(Account1, u"One"_s, "s1"_ba), &store, [&](const Result<void> &result) { answer = result; });
            QVERIFY(!answer);
            QCOMPARE(changes.count(), 1);
            QCOMPARE(userKeys(store), QStringList{u"One=s1"_s});
            QVERIFY(waitFor(answer));
            QCOMPARE(store.entries().front().origin, Origin::Memory);
            QCOMPARE(store.backend(), settings::Secrets::Backend::Memory);
            QVERIFY(preferences.keyIndex().isEmpty());
            QVERIFY(removeKey(store, store.entries().front().id));
            QCOMPARE(store.userKeyCount(), 0);
        }
        KeyStore next(preferences);
        QCOMPARE(next.userKeyCount(), 0);
    }

    void theSameAccountAndKindReplaces_data() {
        QTest::addColumn<QByteArray>("account");
        QTest::addColumn<KeyKind>("kind");
        QTest::addColumn<QString>("label");
        QTest::addColumn<QStringList>("left");
        const QStringList both{u"First=s1"_s, u"Second=s2"_s};
        QTest::newRow("another token of the account replaces")
            << Account1 << KeyKind::AuthToken << u"Second"_s << QStringList{u"Second=s2"_s};
        QTest::newRow("a token of another account does not") << Account2 << KeyKind::AuthToken << u"Second"_s << both;
        QTest::newRow("a shared key of the account does not") << Account1 << KeyKind::SharedKey << u"Second"_s << both;
        QTest::newRow("a token without account does not") << QByteArray() << KeyKind::AuthToken << u"Second"_s << both;
    }
    void theSameAccountAndKindReplaces() {
        QFETCH(QByteArray, account);
        QFETCH(KeyKind, kind);
        QFETCH(QString, label);
        QFETCH(QStringList, left);
        settings::Preferences preferences(file());
        KeyStore store(preferences);
        QVERIFY(add(store, makeKey(Account1, u"First"_s, "s1"_ba)));
        QVERIFY(add(store, makeKey(account, label, "s2"_ba, kind)));
        QCOMPARE(userKeys(store), left);
    }

    void keysWithoutAccountReplaceByLabel() {
        settings::Preferences preferences(file());
        KeyStore store(preferences);
        QVERIFY(add(store, makeKey({}, u"A"_s, "a1"_ba)));
        QVERIFY(add(store, makeKey({}, u"B"_s, "b1"_ba)));
        QVERIFY(add(store, makeKey({}, u"A"_s, "a2"_ba)));
        QCOMPARE(userKeys(store), (QStringList{u"B=b1"_s, u"A=a2"_s}));
    }

    void anEmptySecretIsRefused() {
        settings::Preferences preferences(file());
        KeyStore store(preferences);
        QCOMPARE(add(store, makeKey(Account1, u"x"_s, {})).error().code, ErrorCode::InvalidInput);
        QCOMPARE(store.userKeyCount(), 0);
    }

    void whatIsNotThereCannotBeRemoved() {
        settings::Preferences preferences(file());
        KeyStore store(preferences);
        QCOMPARE(removeKey(store, u"signing-key/none"_s).error().code, ErrorCode::NotFound);
        QCOMPARE(removeKey(store, QString()).error().code, ErrorCode::NotFound);
        QCOMPARE(store.entries().back().origin, Origin::Sample);
    }

    void loadingNothingIsToldToo() {
        settings::Preferences preferences(file());
        KeyStore store(preferences);
        QSignalSpy changes(&store, &KeyStore::changed);
        store.load();
        QCOMPARE(changes.count(), 0);
        QTRY_COMPARE(changes.count(), 1);
        QCOMPARE(store.backend(), settings::Secrets::Backend::Unknown);
    }

    void anUnreachableKeychainLosesNoIndex() {
        const QByteArray index =
            "[{\"account\":\"\",\"id\":\"signing-key/1\",\"kind\":\"auth-token\",\"label\":\"Kept\"}]"_ba;
        settings::Preferences preferences(file());
        preferences.setKeyIndex(index);
        KeyStore store(preferences);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"The key Kept could not be read: .+"_s));
        QSignalSpy changes(&store, &KeyStore::changed);
        store.load();
        QVERIFY(changes.wait());
        QCOMPARE(store.userKeyCount(), 0);
        QVERIFY(add(store, makeKey(Account1, u"Other"_s, "s"_ba)));
        QVERIFY(removeKey(store, store.entries().front().id));
        QCOMPARE(preferences.keyIndex(), index);
    }

    void aBrokenIndexIsAnEmptyOne() {
        settings::Preferences preferences(file());
        preferences.setKeyIndex("[{\"id\":\"\"},7,{\"id\":3},"_ba);
        KeyStore store(preferences);
        QSignalSpy changes(&store, &KeyStore::changed);
        store.load();
        QVERIFY(changes.wait());
        QCOMPARE(store.userKeyCount(), 0);
    }

    // From here on with the keychain.

    void keysAreInTheKeychainAndComeBackInTheNextRun() {
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus);
        settings::Preferences preferences(file());
        {
            KeyStore store(preferences);
            QVERIFY(add(store, makeKey(Account1, u"Main account"_s, "token-one"_ba)));
            QVERIFY(add(store, makeKey(Account2, u"Möbius & Söhne"_s, "shared-two"_ba, KeyKind::SharedKey)));
            QCOMPARE(store.entries()[0].origin, Origin::Keychain);
            QCOMPARE(store.backend(), settings::Secrets::Backend::Keychain);
            QVERIFY(store.entries()[0].id.startsWith(u"signing-key/"));
        }
        QVERIFY(!preferences.keyIndex().contains("token-one"));

        KeyStore next(preferences);
        QSignalSpy changes(&next, &KeyStore::changed);
        next.load();
        QVERIFY(changes.wait());
        QCOMPARE(changes.count(), 1);
        QCOMPARE(userKeys(next), (QStringList{u"Main account=token-one"_s, u"Möbius & Söhne=shared-two"_s}));
        QCOMPARE(next.entries()[0].account, Account1);
        QCOMPARE(next.entries()[0].kind, KeyKind::AuthToken);
        QCOMPARE(next.entries()[1].kind, KeyKind::SharedKey);
        QCOMPARE(next.entries()[1].origin, Origin::Keychain);
        QCOMPARE(next.entries().back().origin, Origin::Sample);

        QProcess tool;
        tool.start(u"secret-tool"_s, {u"lookup"_s, u"server"_s, u"Offhook"_s, u"user"_s, next.entries()[0].id});
        QVERIFY(tool.waitForFinished());
        QCOMPARE(QByteArray::fromBase64(tool.readAllStandardOutput()), "token-one"_ba);
    }

    void aReplacedKeyKeepsItsPlaceInTheKeychain() {
        settings::Preferences preferences(file());
        QString id;
        {
            KeyStore store(preferences);
            QVERIFY(add(store, makeKey(Account1, u"Old"_s, "old"_ba)));
            id = store.entries()[0].id;
            QVERIFY(add(store, makeKey(Account1, u"New"_s, "new"_ba)));
            QCOMPARE(store.entries()[0].id, id);
            QCOMPARE(store.userKeyCount(), 1);
        }
        KeyStore next(preferences);
        QSignalSpy changes(&next, &KeyStore::changed);
        next.load();
        QVERIFY(changes.wait());
        QCOMPARE(userKeys(next), QStringList{u"New=new"_s});
    }

    void aKeyAddedWhileLoadingWins() {
        settings::Preferences preferences(file());
        {
            KeyStore store(preferences);
            QVERIFY(add(store, makeKey(Account1, u"Old"_s, "old"_ba)));
        }
        KeyStore next(preferences);
        QSignalSpy changes(&next, &KeyStore::changed);
        next.load();
        QVERIFY(add(next, makeKey(Account1, u"New"_s, "new"_ba)));
        QTRY_VERIFY(changes.count() >= 3);
        QCOMPARE(userKeys(next), QStringList{u"New=new"_s});
    }

    void aRemovedKeyStaysAway() {
        settings::Preferences preferences(file());
        KeyStore store(preferences);
        QVERIFY(add(store, makeKey(Account1, u"One"_s, "s1"_ba)));
        const QString id = store.entries()[0].id;
        QVERIFY(removeKey(store, id));
        QCOMPARE(store.userKeyCount(), 0);
        QCOMPARE(preferences.keyIndex(), "[]"_ba);
        KeyStore next(preferences);
        QSignalSpy changes(&next, &KeyStore::changed);
        next.load();
        QVERIFY(changes.wait());
        QCOMPARE(next.userKeyCount(), 0);
    }

    void aDeadGuardHearsNothingAndTheKeyIsKept() {
        settings::Preferences preferences(file());
        KeyStore store(preferences);
        bool heard = false;
        auto guard = std::make_unique<QObject>();
        store.add(makeKey(Account1, u"One"_s, "s1"_ba), guard.get(), [&heard](const Result<void> &) { heard = true; });
        guard.reset();
        QTRY_COMPARE(store.entries()[0].origin, Origin::Keychain);
        QVERIFY(!heard);
    }
};

QTEST_GUILESS_MAIN(TestKeyStore)
#include "tst_key_store.moc"
