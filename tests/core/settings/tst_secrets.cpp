#include "core/settings/secrets.h"
#include "secrets_support.h"

#include <QDir>
#include <QDirIterator>
#include <QLocalServer>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace offhook;
using settings::Secrets;
namespace support = settings::support;

/// Secrets on a machine whose session bus is not there, or never says a word.
class TestSecrets final : public QObject {
    Q_OBJECT
    QTemporaryDir m_home;

    [[nodiscard]] bool somethingWasWritten() const {
        QDirIterator files(m_home.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        return files.hasNext();
    }

private Q_SLOTS:
    void initTestCase() {
        for (const char *variable : {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"})
            qputenv(variable, m_home.path().toLocal8Bit());
        for (const char *variable : {"DISPLAY", "WAYLAND_DISPLAY", "SECRET_BACKEND"})
            qunsetenv(variable);
    }
    void init() { qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + m_home.path().toLocal8Bit() + "/nowhere"); }
    void cleanup() { QVERIFY(!somethingWasWritten()); }

    void aWriteWithoutKeychainSucceedsAndSaysMemory() {
        Secrets secrets(u"Offhook"_s);
        QSignalSpy changes(&secrets, &Secrets::backendChanged);
        QCOMPARE(secrets.backend(), Secrets::Backend::Unknown);
        QVERIFY(support::write(secrets, u"signing-key/1"_s, "first"_ba));
        QCOMPARE(secrets.backend(), Secrets::Backend::Memory);
        QCOMPARE(changes.count(), 1);
        const Result<SecretBytes> back = support::read(secrets, u"signing-key/1"_s);
        QVERIFY(back);
        QCOMPARE(back->view().toByteArray(), "first"_ba);
        QVERIFY(support::write(secrets, u"signing-key/1"_s, "second"_ba));
        QCOMPARE(support::read(secrets, u"signing-key/1"_s)->view().toByteArray(), "second"_ba);
        QCOMPARE(changes.count(), 1);
    }

    void whatIsInMemoryIsGoneWithTheRun() {
        {
            Secrets first(u"Offhook"_s);
            QVERIFY(support::write(first, u"k"_s, "secret"_ba));
        }
        Secrets second(u"Offhook"_s);
        const Result<SecretBytes> back = support::read(second, u"k"_s);
        QVERIFY(!back);
        QCOMPARE(back.error().code, ErrorCode::KeychainMissing);
        QVERIFY(!back.error().detail.isEmpty());
        QCOMPARE(second.backend(), Secrets::Backend::Memory);
    }

    void removingFromMemorySucceedsOnce() {
        Secrets secrets(u"Offhook"_s);
        QVERIFY(support::write(secrets, u"k"_s, "secret"_ba));
        QVERIFY(support::remove(secrets, u"k"_s));
        QVERIFY(!support::read(secrets, u"k"_s));
        QCOMPARE(support::remove(secrets, u"k"_s).error().code, ErrorCode::KeychainMissing);
    }

    void callsAnswerLaterAndInOrder() {
        Secrets secrets(u"Offhook"_s);
        QStringList order;
        for (int i = 0; i < 5; ++i)
            secrets.write(u"k%1"_s.arg(i), SecretBytes("x"_ba), &secrets,
                [&order, i](const Result<void> &) { order << QString::number(i); });
        QVERIFY(order.isEmpty());
        QTRY_COMPARE(order.join(u""_s), u"01234"_s);
    }

    void aDeadGuardHearsNothing() {
        Secrets secrets(u"Offhook"_s);
        bool heard = false;
        auto guard = std::make_unique<QObject>();
        secrets.write(u"k"_s, SecretBytes("x"_ba), guard.get(), [&heard](const Result<void> &) { heard = true; });
        secrets.read(u"other"_s, guard.get(), [&heard](const Result<SecretBytes> &) { heard = true; });
        guard.reset();
        QVERIFY(support::write(secrets, u"later"_s, "y"_ba)); // jobs run in order, so the others have finished too
        QVERIFY(!heard);
        QCOMPARE(support::read(secrets, u"k"_s)->view().toByteArray(), "x"_ba);
    }

    void theObjectMayDieWhileAJobRuns() {
        bool heard = false;
        {
            Secrets secrets(u"Offhook"_s);
            secrets.read(u"k"_s, this, [&heard](const Result<SecretBytes> &) { heard = true; });
        }
        Secrets next(u"Offhook"_s);
        QVERIFY(support::write(next, u"k"_s, "x"_ba));
        QVERIFY(!heard);
    }

    // Last: the bus of this process stays in a half-made connection until the mute server goes.
    void aKeychainThatHangsDoesNotHoldAnything() {
        QLocalServer mute;
        QVERIFY(mute.listen(m_home.path() + u"/mute"_s));
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + mute.fullServerName().toLocal8Bit());
        Secrets secrets(u"Offhook"_s);
        secrets.setTimeLimit(std::chrono::milliseconds(50));
        QCOMPARE(support::read(secrets, u"k"_s).error().code, ErrorCode::TimedOut);
        QCOMPARE(secrets.backend(), Secrets::Backend::Memory);

        // From now on nobody waits for it any more, however long the limit.
        secrets.setTimeLimit(std::chrono::hours(1));
        QVERIFY(support::write(secrets, u"k"_s, "kept"_ba));
        QCOMPARE(support::read(secrets, u"k"_s)->view().toByteArray(), "kept"_ba);
        QCOMPARE(support::read(secrets, u"other"_s).error().code, ErrorCode::TimedOut);
        QVERIFY(support::remove(secrets, u"k"_s));
        QCOMPARE(support::remove(secrets, u"k"_s).error().code, ErrorCode::TimedOut);
        QVERIFY(mute.hasPendingConnections());
    }
};

QTEST_GUILESS_MAIN(TestSecrets)
#include "tst_secrets.moc"
