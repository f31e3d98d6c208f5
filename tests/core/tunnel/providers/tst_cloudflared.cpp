#include "tests/core/tunnel/tunnel_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::tunnel;
using namespace Qt::StringLiterals;

class TestCloudflared : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsItsLog_data();
    void readsItsLog();
    void namedTunnelNeedsItsHostName();
    void refusesNamesThatAreOptions();
};

// Lines of github.com/cloudflare/cloudflared/issues/456, 555, 632, 657, 946, 980, 1331.
void TestCloudflared::readsItsLog_data() {
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<Fields>("fields");
    QTest::addColumn<QStringList>("expected");
    const Fields quick;
    const Fields named{{Field::Name, u"hooks"_s}, {Field::Domain, u"hooks.example.com"_s}};
    const QByteArray box = "2023-04-18T14:06:46Z INF Requesting new quick Tunnel on trycloudflare.com...\n"
                           "2023-04-18T14:06:49Z INF |  Your quick Tunnel has been created! Visit it at (it may take "
                           "some time to be reachable):  |\n"
                           "2023-04-18T14:06:49Z INF |  https://buffalo-marco-cardiff-motel.trycloudflare.com          "
                           "                           |\n";
    QTest::newRow("a quick tunnel is up once a connection is registered")
        << box + "2023-04-18T14:06:50Z INF Registered tunnel connection connIndex=0 connection=c2 event=0 "
                 "ip=198.41.200.63 "
                 "location=mad01 protocol=quic"
        << quick << QStringList{u"up https://buffalo-marco-cardiff-motel.trycloudflare.com"_s};
    QTest::newRow("a quick tunnel without a connection is not up") << box << quick << QStringList();
    QTest::newRow("its service that cannot be reached is no URL")
        << QByteArray("failed to request quick Tunnel: Post \"https://api.trycloudflare.com/tunnel\": dial tcp: lookup "
                      "api.trycloudflare.com: no such host")
        << quick
        << QStringList{
               u"notice failed to request quick Tunnel: Post \"https://api.trycloudflare.com/tunnel\": dial tcp: lookup api.trycloudflare.com: no such host"_s};
    QTest::newRow("a named tunnel is up at the host name that was given")
        << QByteArray("2022-06-01T16:23:12Z INF Connection c206cf44-945f-4c3c-a85c-af60c6338dc2 registered connIndex=0 "
                      "location=ORD")
        << named << QStringList{u"up https://hooks.example.com"_s};
    QTest::newRow("no certificate asks for a log-in")
        << QByteArray("2024-09-26T09:55:49Z ERR Cannot determine default origin certificate path. No file cert.pem in "
                      "[~/.cloudflared]\nerror parsing tunnel ID: Error locating origin cert: client didn't specify "
                      "origincert path")
        << named
        << QStringList{
               u"login error parsing tunnel ID: Error locating origin cert: client didn't specify origincert path"_s};
    QTest::newRow("one of two connections lost is no loss, the last one is")
        << QByteArray("INF Registered tunnel connection connIndex=0\nINF Registered tunnel connection connIndex=1\n"
                      "INF Unregistered tunnel connection connIndex=0\nINF Unregistered tunnel connection connIndex=1\n"
                      "INF Registered tunnel connection connIndex=1")
        << named
        << QStringList{u"up https://hooks.example.com"_s, u"up https://hooks.example.com"_s,
               u"reconnecting INF Unregistered tunnel connection connIndex=1"_s, u"up https://hooks.example.com"_s};
    QTest::newRow("information and warnings are no reason to end")
        << QByteArray("2023-06-02T03:11:20Z WRN Unable to establish connection. error=\"x\" connIndex=3\n"
                      "2023-06-02T03:11:20Z INF Retrying connection in up to 16s connIndex=3")
        << named << QStringList();
}

void TestCloudflared::readsItsLog() {
    QFETCH(QByteArray, lines);
    QFETCH(Fields, fields);
    QFETCH(QStringList, expected);
    QCOMPARE(reports("cloudflared", lines, fields), expected);
}

void TestCloudflared::namedTunnelNeedsItsHostName() {
    QCOMPARE(commandLine("cloudflared", {}), u"tunnel --no-autoupdate --url http://127.0.0.1:8945"_s);
    QVERIFY(commandLine("cloudflared", {{Field::Name, u"hooks"_s}}).startsWith(u"error: "_s));
    QCOMPARE(commandLine("cloudflared", {{Field::Name, u"hooks"_s}, {Field::Domain, u"hooks.example.com"_s}}),
        u"tunnel --no-autoupdate run --url http://127.0.0.1:8945 hooks"_s);
    QCOMPARE(findProvider(u"cloudflared")->exposure({{Field::Name, u"hooks"_s}}), Exposure::SharedTunnel);
    QCOMPARE(findProvider(u"cloudflared")->exposure({}), Exposure::ListenerOnly);
}

void TestCloudflared::refusesNamesThatAreOptions() {
    QVERIFY(commandLine("cloudflared", {{Field::Name, u"--config=/etc/x"_s}, {Field::Domain, u"a.example"_s}})
                .startsWith(u"error: "_s));
}

QTEST_GUILESS_MAIN(TestCloudflared)
#include "tst_cloudflared.moc"
