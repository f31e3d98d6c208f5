#include "tests/core/tunnel/tunnel_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::tunnel;
using namespace Qt::StringLiterals;

#include "core/tunnel/ssh_options.h"

class TestSshOptions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void destinationsAreTakenApart();
    void portsAreRead();
    void otherForwardsAreSeen_data();
    void otherForwardsAreSeen();
    void troubleIsTold();
    void asksNothing();
};

void TestSshOptions::destinationsAreTakenApart() {
    const auto full = parseSshDestination(u" me@gate.example:2222 "_s);
    QVERIFY(full);
    QCOMPARE(full->userAndHost, u"me@gate.example"_s);
    QCOMPARE(full->port, 2222);
    const auto v6 = parseSshDestination(u"[2001:db8::1]:22"_s);
    QVERIFY(v6);
    QCOMPARE(v6->host, u"2001:db8::1"_s);
    QVERIFY(!parseSshDestination(u"-x"_s));
    QVERIFY(!parseSshDestination(u"a:99999"_s));
}

void TestSshOptions::portsAreRead() {
    QCOMPARE(remotePort({}, 80), std::optional<quint16>(80));
    QCOMPARE(remotePort({{Field::RemotePort, u" 8080 "_s}}, 80), std::optional<quint16>(8080));
    QVERIFY(!remotePort({{Field::RemotePort, u"70000"_s}}, 80));
}

void TestSshOptions::otherForwardsAreSeen_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<bool>("more");
    QTest::newRow("a key and compression") << QStringList{u"-i"_s, u"key"_s, u"-C"_s} << false;
    QTest::newRow("-R") << QStringList{u"-R"_s, u"1:a:2"_s} << true;
    QTest::newRow("-CL1:a:2") << QStringList{u"-CL1:a:2"_s} << true;
    QTest::newRow("-D") << QStringList{u"-D"_s, u"1080"_s} << true;
    QTest::newRow("an option") << QStringList{u"-o"_s, u"remoteforward=1 a:2"_s} << true;
}

void TestSshOptions::otherForwardsAreSeen() {
    QFETCH(QStringList, arguments);
    QFETCH(bool, more);
    QCOMPARE(forwardsMore(arguments), more);
}

void TestSshOptions::troubleIsTold() {
    QVERIFY(!sshTrouble("  "));
    QCOMPARE(sshTrouble("Host key verification failed.")->type, Report::Type::Refused);
    QCOMPARE(sshTrouble("a@b: Permission denied (publickey).")->type, Report::Type::LoginNeeded);
    QCOMPARE(sshTrouble("Connection to b closed by remote host.")->type, Report::Type::Notice);
}

void TestSshOptions::asksNothing() {
    QVERIFY(commonSshArguments().contains(u"BatchMode=yes"_s));
}

QTEST_GUILESS_MAIN(TestSshOptions)
#include "tst_ssh_options.moc"
