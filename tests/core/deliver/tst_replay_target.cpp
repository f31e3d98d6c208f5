#include "core/deliver/replay_target.h"

#include <QTest>

using namespace offhook;
using namespace offhook::deliver;

class ReplayTargetTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aUrlIsTakenApart_data() {
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<int>("port");
        QTest::addColumn<QByteArray>("origin");
        QTest::newRow("a bare host") << QByteArray("http://Shop.Example") << QByteArray("shop.example") << 80
                                     << QByteArray("http://Shop.Example");
        QTest::newRow("https") << QByteArray("https://a.example/x") << QByteArray("a.example") << 443
                               << QByteArray("https://a.example");
        QTest::newRow("a port") << QByteArray("http://127.0.0.1:3000/x?y=1#z") << QByteArray("127.0.0.1") << 3000
                                << QByteArray("http://127.0.0.1:3000");
        QTest::newRow("IPv6") << QByteArray("http://[::1]:81") << QByteArray("::1") << 81
                              << QByteArray("http://[::1]:81");
        QTest::newRow("a password") << QByteArray("http://me:pw@a.example:81/") << QByteArray("a.example") << 81
                                    << QByteArray("http://a.example:81");
    }
    void aUrlIsTakenApart() {
        QFETCH(QByteArray, url);
        const auto target = replayTarget(url);
        QVERIFY2(target, target ? "" : qPrintable(target.error().detail));
        QTEST(target->host, "host");
        QTEST(int(target->port), "port");
        QTEST(target->origin(), "origin");
    }
    void othersAreRefused_data() {
        QTest::addColumn<QByteArray>("url");
        QTest::newRow("no scheme") << QByteArray("127.0.0.1:3000");
        QTest::newRow("another scheme") << QByteArray("ftp://a.example");
        QTest::newRow("a WebSocket") << QByteArray("wss://a.example");
        QTest::newRow("no host") << QByteArray("http:///x");
        QTest::newRow("a port too large") << QByteArray("http://a.example:65536");
        QTest::newRow("a port of letters") << QByteArray("http://a.example:x");
        QTest::newRow("a line break") << QByteArray("http://a.example/\r\nX: 1");
        QTest::newRow("a blank") << QByteArray("http://a.example/a b");
        QTest::newRow("nothing") << QByteArray();
    }
    void othersAreRefused() {
        QFETCH(QByteArray, url);
        QCOMPARE(replayTarget(url).error().code, ErrorCode::InvalidInput);
    }
    void pathAndQueryOfBothMeet_data() {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("event");
        QTest::addColumn<QByteArray>("url");
        const QByteArray event = "/sms?x=1";
        QTest::newRow("no path: the event's") << QByteArray("http://a") << event << QByteArray("http://a/sms?x=1");
        QTest::newRow("a path takes its place") << QByteArray("http://a/b") << event << QByteArray("http://a/b?x=1");
        QTest::newRow("the root is a path") << QByteArray("http://a/") << event << QByteArray("http://a/?x=1");
        QTest::newRow("queries are joined")
            << QByteArray("http://a/b?y=2") << event << QByteArray("http://a/b?y=2&x=1");
        QTest::newRow("a query without path")
            << QByteArray("http://a?y=2") << event << QByteArray("http://a/sms?y=2&x=1");
        QTest::newRow("nothing anywhere") << QByteArray("http://a") << QByteArray() << QByteArray("http://a/");
    }
    void pathAndQueryOfBothMeet() {
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, event);
        QTEST(replayTarget(target)->urlFor(event), "url");
    }
    void loopbackIsWhatCanOnlyBeThisMachine_data() {
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<bool>("loopback");
        QTest::newRow("localhost") << QByteArray("localhost") << true;
        QTest::newRow("a name below it") << QByteArray("App.LocalHost") << true;
        QTest::newRow("its full name") << QByteArray("localhost.") << true;
        QTest::newRow("127.0.0.1") << QByteArray("127.0.0.1") << true;
        QTest::newRow("127.9.8.7") << QByteArray("127.9.8.7") << true;
        QTest::newRow("::1") << QByteArray("::1") << true;
        QTest::newRow("the wildcard") << QByteArray("0.0.0.0") << false;
        QTest::newRow("a short form") << QByteArray("127.1") << false;
        QTest::newRow("a name that begins like it") << QByteArray("127.0.0.1.nip.io") << false;
        QTest::newRow("a name that ends like it") << QByteArray("notlocalhost") << false;
        QTest::newRow("a private network") << QByteArray("192.168.1.2") << false;
        QTest::newRow("a public name") << QByteArray("example.com") << false;
    }
    void loopbackIsWhatCanOnlyBeThisMachine() {
        QFETCH(QByteArray, host);
        QTEST(isLoopback(host), "loopback");
    }
};

QTEST_GUILESS_MAIN(ReplayTargetTest)
#include "tst_replay_target.moc"
