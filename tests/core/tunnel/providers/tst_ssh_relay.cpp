#include "tests/core/tunnel/tunnel_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::tunnel;
using namespace Qt::StringLiterals;

class TestSshRelay : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsTheUrl_data();
    void findsTheUrl();
    void isStartedForTheWebPort();
};

void TestSshRelay::findsTheUrl_data() {
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("localhost.run says what it tunnels")
        << QByteArray("To explore using localhost.run visit the docs site: https://localhost.run/docs/\n"
                      "0b1c2d3e4f5a60.lhr.life tunneled with tls termination, https://0b1c2d3e4f5a60.lhr.life")
        << u""_s
        << QStringList{u"notice To explore using localhost.run visit the docs site: https://localhost.run/docs/"_s,
               u"up https://0b1c2d3e4f5a60.lhr.life"_s};
    QTest::newRow("serveo") << QByteArray("Hi there\nForwarding HTTP traffic from https://yoursubdomain.serveo.net")
                            << u""_s << QStringList{u"notice Hi there"_s, u"up https://yoursubdomain.serveo.net"_s};
    QTest::newRow("pinggy's https line, not its http one")
        << QByteArray("http://rnabc-1-2-3-4.a.free.pinggy.link\nhttps://rnabc-1-2-3-4.a.free.pinggy.link") << u""_s
        << QStringList{
               u"notice http://rnabc-1-2-3-4.a.free.pinggy.link"_s, u"up https://rnabc-1-2-3-4.a.free.pinggy.link"_s};
    QTest::newRow("a URL that changes is told again")
        << QByteArray("a.lhr.life tunneled with tls termination, https://a.lhr.life\nb.lhr.life tunneled with tls "
                      "termination, https://b.lhr.life")
        << u""_s << QStringList{u"up https://a.lhr.life"_s, u"up https://b.lhr.life"_s};
    QTest::newRow("any relay by a pattern")
        << QByteArray("your name: box7") << u"your name: (\\w+)"_s << QStringList{u"up https://box7"_s};
    QTest::newRow("a key that is not let in")
        << QByteArray("nokey@localhost.run: Permission denied (publickey).") << u""_s
        << QStringList{u"login nokey@localhost.run: Permission denied (publickey)."_s};
}

void TestSshRelay::findsTheUrl() {
    QFETCH(QByteArray, lines);
    QFETCH(QString, pattern);
    QFETCH(QStringList, expected);
    QCOMPARE(reports("ssh-relay", lines, {{Field::Pattern, pattern}}), expected);
}

void TestSshRelay::isStartedForTheWebPort() {
    QVERIFY(commandLine("ssh-relay", {{Field::Destination, u"nokey@localhost.run"_s}})
                .endsWith(u"StrictHostKeyChecking=accept-new -R 80:127.0.0.1:8945 -- nokey@localhost.run"_s));
    QVERIFY(commandLine("ssh-relay", {{Field::Destination, u"a.pinggy.io:443"_s}, {Field::RemotePort, u"0"_s}})
                .endsWith(u"-p 443 -R 0:127.0.0.1:8945 -- a.pinggy.io"_s));
    QVERIFY(
        commandLine("ssh-relay", {{Field::Destination, u"a"_s}, {Field::Pattern, u"("_s}}).startsWith(u"error: "_s));
}

QTEST_GUILESS_MAIN(TestSshRelay)
#include "tst_ssh_relay.moc"
