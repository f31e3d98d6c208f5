#include "core/settings/preferences.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using offhook::settings::Preferences;

class TestPreferences final : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    [[nodiscard]] QString file() const { return m_folder.filePath(u"preferences.ini"_s); }

private Q_SLOTS:
    void init() { QFile::remove(file()); }

    void aFreshFileHasTheDefaults() {
        const Preferences fresh(file());
        QCOMPARE(fresh.theme(), Preferences::Theme::System);
        QVERIFY(fresh.layout(u"window"_s).isNull());
        QVERIFY(fresh.recentWorkspaces().isEmpty());
        QVERIFY(fresh.keyIndex().isEmpty());
        QVERIFY(fresh.flag(u"x"_s, true));
        QVERIFY(!fresh.flag(u"x"_s, false));
    }

    void valuesOutliveTheObject_data() {
        QTest::addColumn<Preferences::Theme>("theme");
        QTest::newRow("the system's theme") << Preferences::Theme::System;
        QTest::newRow("light") << Preferences::Theme::Light;
        QTest::newRow("dark") << Preferences::Theme::Dark;
    }
    void valuesOutliveTheObject() {
        QFETCH(Preferences::Theme, theme);
        const QByteArray index = "[{\"label\":\"M\u00FCller; \\\"x\\\"\"}]"_ba;
        const QByteArray bytes("\x00\xFF\x01;=[section]\r\n\"", 17);
        {
            Preferences first(file());
            first.setTheme(theme);
            first.setLayout(u"table/header"_s, bytes);
            first.setFlag(u"follow"_s, false);
            first.setKeyIndex(index);
            first.setApiKeyIndex(index + index);
        }
        const Preferences second(file());
        QCOMPARE(second.theme(), theme);
        QCOMPARE(second.layout(u"table/header"_s), bytes);
        QCOMPARE(second.flag(u"follow"_s, true), false);
        QCOMPARE(second.keyIndex(), index);
        QCOMPARE(second.apiKeyIndex(), QByteArray(index + index));
    }

    void hostsOfReplaysAreRemembered() {
        Preferences first(file());
        QVERIFY(!first.mayReplayTo("app.example"));
        first.allowReplayTo("App.example");
        first.allowReplayTo("app.example");
        const Preferences second(file());
        QVERIFY(second.mayReplayTo("APP.example"));
        QVERIFY(!second.mayReplayTo("other.example"));
    }

    void targetsOfReplaysAreKeptLatestFirst() {
        Preferences preferences(file());
        for (int i = 0; i < 12; ++i)
            preferences.addReplayTarget(u"http://127.0.0.1:%1"_s.arg(3000 + i));
        preferences.addReplayTarget(u"http://127.0.0.1:3005"_s);
        preferences.addReplayTarget(u"http://me:secret@127.0.0.1"_s);
        QCOMPARE(preferences.replayTargets().size(), 10);
        QCOMPARE(preferences.replayTargets().first(2),
            (QStringList{u"http://127.0.0.1:3005"_s, u"http://127.0.0.1:3011"_s}));
    }

    void anUnknownThemeNameIsTheSystems() {
        QFile ini(file());
        QVERIFY(ini.open(QIODevice::WriteOnly));
        ini.write("[look]\ntheme=sepia\n");
        ini.close();
        QCOMPARE(Preferences(file()).theme(), Preferences::Theme::System);
    }

    void theNewestWorkspaceComesFirstAndOnce() {
        Preferences preferences(file());
        preferences.addRecentWorkspace(u"/data/a.offhook-workspace"_s);
        preferences.addRecentWorkspace(u"/data/b.offhook-workspace"_s);
        preferences.addRecentWorkspace(u"/data/sub/../a.offhook-workspace"_s);
        QCOMPARE(preferences.recentWorkspaces(),
            (QStringList{u"/data/a.offhook-workspace"_s, u"/data/b.offhook-workspace"_s}));
    }

    void aRelativeWorkspacePathIsKeptAbsolute() {
        Preferences preferences(file());
        preferences.addRecentWorkspace(u"here.db"_s);
        QCOMPARE(preferences.recentWorkspaces().value(0), QDir::current().absoluteFilePath(u"here.db"_s));
    }

    void onlyTenWorkspacesAreRemembered() {
        Preferences preferences(file());
        for (int i = 0; i < 15; ++i)
            preferences.addRecentWorkspace(u"/data/%1"_s.arg(i));
        QCOMPARE(preferences.recentWorkspaces().size(), 10);
        QCOMPARE(preferences.recentWorkspaces().first(), u"/data/14"_s);
        QCOMPARE(preferences.recentWorkspaces().last(), u"/data/5"_s);
    }

    void listeningNeedsConsentBeyondLoopback_data() {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("allowed");
        QTest::newRow("loopback needs none") << u"127.0.0.1"_s << true;
        QTest::newRow("any loopback address needs none") << u"127.8.9.1"_s << true;
        QTest::newRow("IPv6 loopback needs none") << u"::1"_s << true;
        QTest::newRow("every IPv4 address needs it") << u"0.0.0.0"_s << false;
        QTest::newRow("every IPv6 address needs it") << u"::"_s << false;
        QTest::newRow("a private address needs it") << u"192.168.1.5"_s << false;
        QTest::newRow("a name needs it") << u"workstation"_s << false;
    }
    void listeningNeedsConsentBeyondLoopback() {
        QFETCH(QString, address);
        QFETCH(bool, allowed);
        {
            Preferences preferences(file());
            QCOMPARE(preferences.mayListenOn(address), allowed);
            preferences.allowListeningOn(address);
            QVERIFY(preferences.mayListenOn(address));
            QVERIFY(!preferences.mayListenOn(u"192.168.1.6"_s));
        }
        QVERIFY(Preferences(file()).mayListenOn(address));
    }

    void consentCoversEverySpellingOfAnAddress() {
        Preferences preferences(file());
        preferences.allowListeningOn(u"2001:DB8:0::1"_s);
        QVERIFY(preferences.mayListenOn(u"2001:db8::1"_s));
    }

    void theFileIsIniInTheConfigFolder() {
        QStandardPaths::setTestModeEnabled(true);
        const QString expected =
            QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + u"/preferences.ini"_s;
        QFile::remove(expected);
        { Preferences().setFlag(u"seen"_s, true); }
        QFile ini(expected);
        QVERIFY2(ini.open(QIODevice::ReadOnly), qPrintable(expected));
        QVERIFY(ini.readAll().contains("[flags]"));
        QVERIFY(ini.remove());
    }
};

QTEST_GUILESS_MAIN(TestPreferences)
#include "tst_preferences.moc"
