#include "core/session/account_access.h"

#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace Qt::StringLiterals;
using namespace offhook;

namespace {

const QByteArray Account1 = "AC11111111111111111111111111111111"_ba;
const QByteArray Account2 = "AC22222222222222222222222222222222"_ba;
const QByteArray ApiKey1 = "SK11111111111111111111111111111111"_ba;
const QByteArray ApiKey2 = "SK22222222222222222222222222222222"_ba;

SecretBytes secret(const char *text) {
    return SecretBytes(QByteArray(text));
}

twilio::SigningKey token(const QByteArray &account, const char *text) {
    return {twilio::KeyKind::AuthToken, twilio::KeyAlgorithm::HmacSha1, account, u"Token"_s, secret(text)};
}

/// One line for each account: "ACCOUNT USER SECRET".
QStringList waysOf(const AccountAccess &access) {
    QStringList lines;
    for (const ReachableAccount &account : access.accounts()) {
        const auto credentials = access.credentials(account.accountSid);
        lines += QString::fromLatin1(credentials->accountSid + ' ' + credentials->user + ' ') +
                 QString::fromLatin1(credentials->secret.view());
        if (credentials->user != account.user)
            lines += u"differs"_s;
    }
    return lines;
}

QString line(const QByteArray &account, const QByteArray &user, const char *text) {
    return QString::fromLatin1(account + ' ' + user + ' ' + text);
}

} // namespace

/// Run through run_with_keyring.sh: first without a bus, then with the real Secret Service it provides.
class TestAccountAccess final : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    QByteArray m_bus;
    [[nodiscard]] QString file() const { return m_folder.filePath(u"preferences.ini"_s); }
    static Result<void> add(AccountAccess &access, const QByteArray &account, const QByteArray &key, const char *text) {
        std::optional<Result<void>> answer;
        access.addApiKey(account, key, u"Key"_s, secret(text), &access,
            [&answer](const Result<void> &result) { answer.emplace(result); });
        return QTest::qWaitFor([&answer] { return answer.has_value(); }, 30'000)
                   ? *answer
                   : Result<void>(Error{ErrorCode::Internal, u"no answer"_s});
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(qEnvironmentVariableIsSet("OFFHOOK_KEYRING_INSIDE"), "run through run_with_keyring.sh");
        m_bus = qgetenv("DBUS_SESSION_BUS_ADDRESS");
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + m_folder.filePath(u"nowhere"_s).toLocal8Bit());
    }
    void init() {
        QFile::remove(file());
        for (const char *name : {"TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_API_KEY", "TWILIO_API_SECRET"})
            qunsetenv(name);
    }

    void withoutKeychainAnApiKeyServesForThisRun() {
        settings::Preferences preferences(file());
        KeyStore keys(preferences);
        AccountAccess access(preferences, keys);
        QVERIFY(add(access, Account1, ApiKey1, "one"));
        QCOMPARE(waysOf(access), QStringList{line(Account1, ApiKey1, "one")});
        QVERIFY(!access.apiKeys()[0].isKept);
        QVERIFY(AccountAccess(preferences, keys).apiKeys().empty());
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus);
    }

    void withoutKeysNobodyCanBeAsked() {
        settings::Preferences preferences(file());
        KeyStore keys(preferences);
        const AccountAccess access(preferences, keys);
        QVERIFY(access.accounts().empty());
        QCOMPARE(access.credentials(Account1).error().code, ErrorCode::NoKey);
    }

    void tokensThatNameAnAccountServe() {
        settings::Preferences preferences(file());
        KeyStore keys(preferences);
        AccountAccess access(preferences, keys);
        QSignalSpy changes(&access, &AccountAccess::changed);
        keys.addFixed({token(Account1, "t1"), token({}, "t0"), token("a label", "t9")}, KeyEntry::Origin::KeyFile);
        QCOMPARE(changes.count(), 1);
        QCOMPARE(waysOf(access), QStringList{line(Account1, Account1, "t1")});
    }

    void sharedKeysDoNot() {
        settings::Preferences preferences(file());
        KeyStore keys(preferences);
        const AccountAccess access(preferences, keys);
        twilio::SigningKey shared = token(Account1, "s");
        shared.kind = twilio::KeyKind::SharedKey;
        keys.addFixed({shared}, KeyEntry::Origin::KeyFile);
        QVERIFY(access.accounts().empty());
    }

    void environmentComesFirst() {
        settings::Preferences preferences(file());
        KeyStore keys(preferences);
        const AccountAccess access(preferences, keys);
        keys.addFixed({token(Account1, "t1"), token(Account2, "t2")}, KeyEntry::Origin::KeyFile);
        qputenv("TWILIO_ACCOUNT_SID", Account2);
        QCOMPARE(waysOf(access), (QStringList{line(Account1, Account1, "t1"), line(Account2, Account2, "t2")}));
        qputenv("TWILIO_AUTH_TOKEN", "env\n");
        QCOMPARE(waysOf(access), (QStringList{line(Account2, Account2, "env"), line(Account1, Account1, "t1")}));
        qputenv("TWILIO_API_KEY", ApiKey1);
        QCOMPARE(waysOf(access).front(), line(Account2, Account2, "env")); // a key without its secret is none
        qputenv("TWILIO_API_SECRET", "api");
        QCOMPARE(waysOf(access).front(), line(Account2, ApiKey1, "api"));
    }

    void tokenWithoutAccountServesForTheOneAskedFor() {
        settings::Preferences preferences(file());
        KeyStore keys(preferences);
        const AccountAccess access(preferences, keys);
        qputenv("TWILIO_AUTH_TOKEN", "env");
        QVERIFY(access.accounts().empty());
        QCOMPARE(access.credentials(Account1)->secret.view(), "env"_ba);
        QCOMPARE(access.credentials("AC1").error().code, ErrorCode::NoKey);
        qputenv("TWILIO_ACCOUNT_SID", Account2);
        QCOMPARE(access.credentials(Account1).error().code, ErrorCode::NoKey);
    }

    void apiKeysAreKeptInTheKeychain() {
        settings::Preferences preferences(file());
        KeyStore keys(preferences);
        {
            AccountAccess access(preferences, keys);
            QVERIFY(add(access, Account1, ApiKey1, "one"));
            QVERIFY(add(access, Account2, ApiKey2, "two"));
            QVERIFY(add(access, Account1, ApiKey1, "new"));
            QCOMPARE(access.apiKeys().size(), 2u);
            QVERIFY(access.apiKeys()[0].isKept);
        }
        QVERIFY(!preferences.apiKeyIndex().contains("new"));
        AccountAccess next(preferences, keys);
        QVERIFY(next.accounts().empty());
        QSignalSpy changes(&next, &AccountAccess::changed);
        next.load();
        QTRY_COMPARE_WITH_TIMEOUT(changes.count(), 1, 30'000);
        QCOMPARE(waysOf(next), (QStringList{line(Account1, ApiKey1, "new"), line(Account2, ApiKey2, "two")}));

        std::optional<Result<void>> removed;
        next.removeApiKey(next.apiKeys()[0].id, this, [&](const Result<void> &result) { removed = result; });
        QTRY_VERIFY_WITH_TIMEOUT(removed.has_value(), 30'000);
        QVERIFY(*removed);
        QCOMPARE(waysOf(next), QStringList{line(Account2, ApiKey2, "two")});
        QCOMPARE(AccountAccess(preferences, keys).apiKeys().size(), 1u);
    }

    void apiKeysVerifyNothing() {
        settings::Preferences preferences(file());
        KeyStore keys(preferences);
        AccountAccess access(preferences, keys);
        const std::size_t before = keys.keys().size();
        QVERIFY(add(access, Account1, ApiKey1, "one"));
        QCOMPARE(keys.keys().size(), before);
        QVERIFY(preferences.keyIndex().isEmpty());
        QCOMPARE(KeyStore(preferences).userKeyCount(), 0);
    }

    void whatIsNoApiKeyIsRefused_data() {
        QTest::addColumn<QByteArray>("account");
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("no AccountSid") << ApiKey1 << ApiKey1 << "s"_ba;
        QTest::newRow("no SID of a key") << Account1 << Account1 << "s"_ba;
        QTest::newRow("no secret") << Account1 << ApiKey1 << QByteArray();
    }
    void whatIsNoApiKeyIsRefused() {
        QFETCH(const QByteArray, account);
        QFETCH(const QByteArray, key);
        QFETCH(const QByteArray, text);
        settings::Preferences preferences(file());
        KeyStore keys(preferences);
        AccountAccess access(preferences, keys);
        QCOMPARE(add(access, account, key, text.constData()).error().code, ErrorCode::InvalidInput);
        QVERIFY(access.apiKeys().empty());
    }
};

QTEST_GUILESS_MAIN(TestAccountAccess)
#include "tst_account_access.moc"
