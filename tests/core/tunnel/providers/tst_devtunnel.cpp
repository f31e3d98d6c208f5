#include "tests/core/tunnel/tunnel_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::tunnel;
using namespace Qt::StringLiterals;

class TestDevtunnel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsItsOutput_data();
    void readsItsOutput();
    void tunnelThatExistsBringsItsPorts();
};

// Lines of github.com/microsoft/dev-tunnels/issues/400, markjprice/web-dev-net9/issues/51 and Microsoft's own
// quickstart.
void TestDevtunnel::readsItsOutput_data() {
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<QStringList>("expected");
    const QByteArray up =
        "Hosting port: 8945\nConnect via browser: https://l3rs99qw.usw2.devtunnels.ms:8945, "
        "https://l3rs99qw-8945.usw2.devtunnels.ms\nInspect network activity: "
        "https://l3rs99qw-8945-inspect.usw2.devtunnels.ms\n\nReady to accept connections for tunnel: l3rs99qw";
    QTest::newRow("the URL that has the port in its name")
        << up << QStringList{u"up https://l3rs99qw-8945.usw2.devtunnels.ms"_s};
    QTest::newRow("of several ports, that of the listener")
        << QByteArray(
               "Hosting port: 3000\nConnect via browser: https://ab-3000.euw.devtunnels.ms\nHosting port: 8945\n"
               "Connect via browser: https://ab-8945.euw.devtunnels.ms\nReady to accept connections for tunnel: ab")
        << QStringList{u"up https://ab-8945.euw.devtunnels.ms"_s};
    QTest::newRow("a tunnel without the listener's port is refused")
        << QByteArray("Hosting port: 3000\nConnect via browser: https://ab-3000.euw.devtunnels.ms\nReady to accept "
                      "connections for tunnel: ab")
        << QStringList{u"refused The tunnel has no port 8945: devtunnel port create -p 8945"_s};
    QTest::newRow("nobody logged in")
        << QByteArray(
               "Tunnel service error: Request not permitted. Unauthorized tunnel creation access: Anonymous does not "
               "have 'create' access scope for The default tunnel domain.")
        << QStringList{
               u"login Tunnel service error: Request not permitted. Unauthorized tunnel creation access: Anonymous does not have 'create' access scope for The default tunnel domain."_s};
    QTest::newRow("a lost relay is reconnected by the tool")
        << up + "\nConnection to host tunnel relay closed. Connection lost.. Reconnecting.\nReady to accept "
                "connections for "
                "tunnel: l3rs99qw"
        << QStringList{u"up https://l3rs99qw-8945.usw2.devtunnels.ms"_s,
               u"reconnecting Connection to host tunnel relay closed. Connection lost.. Reconnecting."_s,
               u"up https://l3rs99qw-8945.usw2.devtunnels.ms"_s};
}

void TestDevtunnel::readsItsOutput() {
    QFETCH(QByteArray, lines);
    QFETCH(QStringList, expected);
    QCOMPARE(reports("devtunnel", lines), expected);
}

void TestDevtunnel::tunnelThatExistsBringsItsPorts() {
    QCOMPARE(commandLine("devtunnel", {}), u"host -p 8945 --allow-anonymous"_s);
    QCOMPARE(commandLine("devtunnel", {{Field::Name, u"mine"_s}}), u"host mine --allow-anonymous"_s);
    QCOMPARE(findProvider(u"devtunnel")->exposure({{Field::Name, u"mine"_s}}), Exposure::SharedTunnel);
}

QTEST_GUILESS_MAIN(TestDevtunnel)
#include "tst_devtunnel.moc"
