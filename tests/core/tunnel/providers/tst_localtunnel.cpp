#include "tests/core/tunnel/tunnel_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::tunnel;
using namespace Qt::StringLiterals;

class TestLocaltunnel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsItsOutput();
    void environmentGivesItNoOptions();
};

void TestLocaltunnel::readsItsOutput() {
    QCOMPARE(reports("localtunnel", "your url is: https://tall-cats-42.loca.lt"),
        QStringList{u"up https://tall-cats-42.loca.lt"_s});
    // What node prints of an exception: the place, the source, then the message and where it came from.
    QCOMPARE(
        reports("localtunnel",
            "/usr/lib/node_modules/localtunnel/bin/lt.js:81\n    throw err;\n    ^\n\nError: connection refused: "
            "localtunnel.me:34583 (check your firewall settings)\n    at Socket.<anonymous> (TunnelCluster.js:56:11)")
            .constLast(),
        u"notice Error: connection refused: localtunnel.me:34583 (check your firewall settings)"_s);
}

void TestLocaltunnel::environmentGivesItNoOptions() {
    const auto launch = findProvider(u"localtunnel")->launch(target(), {{Field::Domain, u"mine"_s}});
    QVERIFY(launch);
    QCOMPARE(launch->arguments.join(u' '),
        u"--port 8945 --local-host 127.0.0.1 --host https://localtunnel.me --subdomain mine"_s);
    QVERIFY(launch->withoutVariables.contains(u"HOST"_s));
    QVERIFY(commandLine("localtunnel", {{Field::Server, u"http://relay.example"_s}})
                .contains(u"--host http://relay.example"_s));
}

QTEST_GUILESS_MAIN(TestLocaltunnel)
#include "tst_localtunnel.moc"
