#include "tests/core/tunnel/tunnel_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::tunnel;
using namespace Qt::StringLiterals;

class TestTailscale : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsItsOutput_data();
    void readsItsOutput();
    void knowsFunnelsPorts();
};

// Lines of tailscale.com/docs/features/tailscale-funnel and github.com/tailscale/tailscale/issues/16668, 11049.
void TestTailscale::readsItsOutput_data() {
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("available on the internet")
        << QByteArray("Available on the internet:\n\nhttps://amelie-workstation.pango-lin.ts.net/\n|-- / proxy "
                      "http://127.0.0.1:8945\n\nPress Ctrl+C to exit.")
        << QStringList{u"up https://amelie-workstation.pango-lin.ts.net"_s};
    QTest::newRow("Funnel has to be enabled first")
        << QByteArray("Funnel is not enabled on your tailnet.\nTo enable, visit:\n\n         "
                      "https://login.tailscale.com/f/funnel?node=nho4oGYG7X11CNTRL")
        << QStringList{
               u"login Funnel is not enabled on your tailnet. To enable, visit: https://login.tailscale.com/f/funnel?node=nho4oGYG7X11CNTRL"_s};
    QTest::newRow("nobody logged in") << QByteArray("Logged out.") << QStringList{u"login Logged out."_s};
    QTest::newRow("no rights") << QByteArray("sending serve config: Access denied: serve config denied")
                               << QStringList{u"refused sending serve config: Access denied: serve config denied"_s};
    QTest::newRow("incoming connections are switched off")
        << QByteArray(
               "2024/02/06 18:48:08 sending serve config: updating config: Unable to turn on Funnel while shields-up "
               "is enabled")
        << QStringList{
               u"refused 2024/02/06 18:48:08 sending serve config: updating config: Unable to turn on Funnel while shields-up is enabled"_s};
}

void TestTailscale::readsItsOutput() {
    QFETCH(QByteArray, lines);
    QFETCH(QStringList, expected);
    QCOMPARE(reports("tailscale", lines), expected);
}

void TestTailscale::knowsFunnelsPorts() {
    QCOMPARE(commandLine("tailscale", {}), u"funnel --yes --https=443 http://127.0.0.1:8945"_s);
    QVERIFY(commandLine("tailscale", {{Field::RemotePort, u"8443"_s}}).contains(u"--https=8443"_s));
    QVERIFY(commandLine("tailscale", {{Field::RemotePort, u"80"_s}}).startsWith(u"error: "_s));
    QVERIFY(commandLine("tailscale", {}, {false, u"::1"_s, 8945}).startsWith(u"error: "_s));
    QVERIFY(commandLine("tailscale", {}, {true, u"127.0.0.1"_s, 8945}).endsWith(u"https+insecure://127.0.0.1:8945"_s));
}

QTEST_GUILESS_MAIN(TestTailscale)
#include "tst_tailscale.moc"
