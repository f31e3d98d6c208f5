#include "tests/core/tunnel/tunnel_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::tunnel;
using namespace Qt::StringLiterals;

class TestSsh : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsItsOutput_data();
    void readsItsOutput();
    void debuggingOutputIsNoise();
    void isStartedWithoutQuestions();
    void refusesWhatSshWouldTakeForAnOption();
    void warnsOfOtherForwards();
};

// Messages of OpenSSH 9.2 as its client prints them with -v (tst_tunnelling runs the real one).
void TestSsh::readsItsOutput_data() {
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<Fields>("fields");
    QTest::addColumn<QStringList>("expected");
    const Fields plain{{Field::Destination, u"me@gate.example"_s}};
    Fields behind = plain;
    behind.insert(Field::PublicUrl, u"https://hooks.example.com/{port}"_s);
    QTest::newRow("a port that the host chose")
        << QByteArray(
               "debug1: Connecting to gate.example [192.0.2.7] port 22.\nAllocated port 40123 for remote forward to "
               "127.0.0.1:8945\ndebug1: remote forward success for: listen 0, connect 127.0.0.1:8945")
        << plain << QStringList{u"up http://gate.example:40123"_s};
    QTest::newRow("a port that was asked for")
        << QByteArray("debug1: remote forward success for: listen *:8080, connect 127.0.0.1:8945") << plain
        << QStringList{u"up http://gate.example:8080"_s};
    QTest::newRow("the host behind an alias")
        << QByteArray(
               "debug1: Connecting to real.example [192.0.2.7] port 2222.\ndebug1: remote forward success for: listen "
               "8080, connect 127.0.0.1:8945")
        << plain << QStringList{u"up http://real.example:8080"_s};
    QTest::newRow("a web server in front") << QByteArray("debug1: remote forward success for: listen 8080, connect x:1")
                                           << behind << QStringList{u"up https://hooks.example.com/8080"_s};
    QTest::newRow("a key that is not let in asks for a log-in")
        << QByteArray("me@gate.example: Permission denied (publickey,password).") << plain
        << QStringList{u"login me@gate.example: Permission denied (publickey,password)."_s};
    QTest::newRow("a host that is another one is not tried again")
        << QByteArray("Host key verification failed.") << plain
        << QStringList{u"refused Host key verification failed."_s};
    QTest::newRow("a port that is taken")
        << QByteArray("Error: remote port forwarding failed for listen port 8080") << plain
        << QStringList{u"notice Error: remote port forwarding failed for listen port 8080"_s};
    QTest::newRow("a host that does not answer")
        << QByteArray("ssh: connect to host gate.example port 22: Connection refused") << plain
        << QStringList{u"notice ssh: connect to host gate.example port 22: Connection refused"_s};
}

void TestSsh::readsItsOutput() {
    QFETCH(QByteArray, lines);
    QFETCH(Fields, fields);
    QFETCH(QStringList, expected);
    QCOMPARE(reports("ssh", lines, fields), expected);
}

void TestSsh::debuggingOutputIsNoise() {
    const auto run = findProvider(u"ssh")->interpreter(target(), {{Field::Destination, u"a.example"_s}});
    QVERIFY(run->isNoise("debug1: Reading configuration data"));
    QVERIFY(!run->isNoise("Permission denied (publickey)."));
}

void TestSsh::isStartedWithoutQuestions() {
    const QString line =
        commandLine("ssh", {{Field::Destination, u"me@gate.example:2222"_s}, {Field::RemotePort, u"8080"_s},
                               {Field::Arguments, u"-i \"my key\""_s}});
    QVERIFY2(line.contains(u"-o BatchMode=yes -o ExitOnForwardFailure=yes"_s), qPrintable(line));
    QVERIFY2(line.endsWith(u"-p 2222 -i my key -R *:8080:127.0.0.1:8945 -- me@gate.example"_s), qPrintable(line));
    QVERIFY(commandLine("ssh", {{Field::Destination, u"a.example"_s}}, {false, u"::1"_s, 8945})
                .contains(u"*:0:[::1]:8945"_s));
}

void TestSsh::refusesWhatSshWouldTakeForAnOption() {
    for (const auto &destination : {u"-oProxyCommand=touch x"_s, u"me@-x"_s, u""_s, u"a b"_s, u"a:70000"_s})
        QVERIFY2(
            commandLine("ssh", {{Field::Destination, destination}}).startsWith(u"error: "_s), qPrintable(destination));
    QVERIFY(
        commandLine("ssh", {{Field::Destination, u"a"_s}, {Field::RemotePort, u"http"_s}}).startsWith(u"error: "_s));
    QVERIFY(commandLine("ssh", {{Field::Destination, u"a"_s}, {Field::PublicUrl, u"gopher://a"_s}})
                .startsWith(u"error: "_s));
}

void TestSsh::warnsOfOtherForwards() {
    const Provider *ssh = findProvider(u"ssh");
    QCOMPARE(ssh->exposure({{Field::Arguments, u"-i key -C"_s}}), Exposure::ListenerOnly);
    QCOMPARE(ssh->exposure({{Field::Arguments, u"-R 9000:localhost:5432"_s}}), Exposure::OtherForwards);
    QCOMPARE(
        ssh->exposure({{Field::Arguments, u"-o RemoteForward=\"9000 localhost:5432\""_s}}), Exposure::OtherForwards);
}

QTEST_GUILESS_MAIN(TestSsh)
#include "tst_ssh.moc"
