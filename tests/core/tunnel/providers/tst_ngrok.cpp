#include "tests/core/tunnel/tunnel_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::tunnel;
using namespace Qt::StringLiterals;

class TestNgrok : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsItsLog_data();
    void readsItsLog();
    void isStartedForThisListenerOnly();
};

// Lines as in the issues and pages that docs/tunnels.md names.
void TestNgrok::readsItsLog_data() {
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("a tunnel that starts is up at its URL")
        << QByteArray(
               R"({"addr":"http://127.0.0.1:8945","lvl":"info","msg":"started tunnel","name":"command_line","obj":"tunnels","t":"2024-01-02T10:00:00Z","url":"https://4f1c-93.ngrok-free.app"})")
        << QStringList{u"up https://4f1c-93.ngrok-free.app"_s};
    QTest::newRow("an old agent's http tunnel does not take the place of https")
        << QByteArray(R"({"lvl":"info","msg":"started tunnel","url":"https://a.ngrok.io"})"
                      "\n"
                      R"({"lvl":"info","msg":"started tunnel","url":"http://a.ngrok.io"})")
        << QStringList{u"up https://a.ngrok.io"_s};
    QTest::newRow("no authtoken asks for a log-in")
        << QByteArray(
               R"({"err":"authentication failed: Usage of ngrok requires a verified account and authtoken.\n\nSign up for an account: https://dashboard.ngrok.com/signup\nInstall your authtoken: https://dashboard.ngrok.com/get-started/your-authtoken\r\n\r\nERR_NGROK_4018\r\n","lvl":"eror","msg":"failed to reconnect session","obj":"tunnels.session"})")
        << QStringList{
               u"login authentication failed: Usage of ngrok requires a verified account and authtoken. Sign up for an account: https://dashboard.ngrok.com/signup Install your authtoken: https://dashboard.ngrok.com/get-started/your-authtoken ERR_NGROK_4018"_s};
    QTest::newRow("a code that only begins like one of log-in is none")
        << QByteArray(R"({"err":"limit ERR_NGROK_1088","lvl":"eror","msg":"x"})")
        << QStringList{u"notice limit ERR_NGROK_1088"_s};
    QTest::newRow("too many agents is the agent's own words")
        << QByteArray(
               R"({"err":"Your account is limited to 1 simultaneous ngrok client session.\r\n\r\nERR_NGROK_108\r\n","lvl":"eror","msg":"session closing","obj":"tunnels.session"})")
        << QStringList{u"notice Your account is limited to 1 simultaneous ngrok client session. ERR_NGROK_108"_s};
    QTest::newRow("what it prints at its end is put together")
        << QByteArray(
               "ERROR:  authentication failed: The authtoken is invalid.\nERROR:  \nERROR:  ERR_NGROK_107\nERROR:  ")
        << QStringList{u"notice authentication failed: The authtoken is invalid."_s,
               u"login authentication failed: The authtoken is invalid. ERR_NGROK_107"_s};
    QTest::newRow("a lost session is reconnected by the agent")
        << QByteArray(R"({"lvl":"info","msg":"started tunnel","url":"https://a.ngrok.app"})"
                      "\n"
                      R"({"err":"session closed","lvl":"eror","msg":"session closed, starting reconnect loop"})"
                      "\n"
                      R"({"lvl":"info","msg":"client session established","obj":"csess"})")
        << QStringList{u"up https://a.ngrok.app"_s, u"reconnecting session closed"_s, u"up https://a.ngrok.app"_s};
    QTest::newRow("an error that is none says nothing")
        << QByteArray(R"({"err":"<nil>","lvl":"info","msg":"open config file","path":"ngrok.yml"})") << QStringList();
    QTest::newRow("garbage says nothing") << QByteArray("\x01{not json\n[]\nnull\n{\"msg\":7}") << QStringList();
}

void TestNgrok::readsItsLog() {
    QFETCH(QByteArray, lines);
    QFETCH(QStringList, expected);
    QCOMPARE(reports("ngrok", lines), expected);
}

void TestNgrok::isStartedForThisListenerOnly() {
    QCOMPARE(commandLine("ngrok", {}), u"http http://127.0.0.1:8945 --log=stdout --log-format=json --log-level=info"_s);
    QVERIFY(commandLine("ngrok", {{Field::Domain, u"hooks.example.com"_s}})
                .endsWith(u" --url https://hooks.example.com"_s));
    QVERIFY(findProvider(u"ngrok")->description().hasAgent);
    QCOMPARE(findProvider(u"ngrok")->exposure({}), Exposure::ListenerOnly);
}

QTEST_GUILESS_MAIN(TestNgrok)
#include "tst_ngrok.moc"
