#include "tests/core/tunnel/tunnel_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::tunnel;
using namespace Qt::StringLiterals;

#include "core/http/listener.h"
#include "core/tunnel/reach_check.h"

class TestReachCheck : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void reachedWhenTheReplyComesBack();
    void namesUnderLocalhostAreThisMachine();
    void pageInFrontIsPassedAndTold();
    void pageThatCannotBePassed();
    void somebodyElse();
    void nobodyThere();
    void serviceThatSaysNobodyIsThere();
    void redirectIsNotFollowed();
    void onlyTheLastCheckIsTold();
    void interstitialsAreKnown_data();
    void interstitialsAreKnown();

private:
    Reach check(const QByteArray &url);
    QByteArray url() const { return "http://127.0.0.1:" + QByteArray::number(m_listener->port()); }

    ReachProbe m_probe = ReachProbe::make();
    std::function<http::Response(const http::Request &)> m_answer;
    std::unique_ptr<http::Listener> m_listener;
    ReachCheck m_check;
};

void TestReachCheck::init() {
    m_listener = std::make_unique<http::Listener>(
        [this](std::unique_ptr<http::Exchange> exchange) { exchange->respond(m_answer(exchange->request)); });
    http::ListenOptions options;
    options.port = 0;
    QVERIFY(m_listener->listen(options));
    m_answer = [this](const http::Request &request) { return *m_probe.answer(request); };
}

Reach TestReachCheck::check(const QByteArray &url) {
    Reach told;
    bool done = false;
    m_check.run(url, m_probe, std::chrono::seconds(30), [&](const Reach &reach) {
        told = reach;
        done = true;
    });
    [&] { QTRY_VERIFY_WITH_TIMEOUT(done, 40'000); }();
    return told;
}

void TestReachCheck::reachedWhenTheReplyComesBack() {
    QByteArray agent;
    m_answer = [&](const http::Request &request) {
        agent = request.header("User-Agent").toByteArray();
        return *m_probe.answer(request);
    };
    QCOMPARE(check(url()).type, Reach::Type::Reached);
    QVERIFY(agent.startsWith("TwilioProxy"));
}

void TestReachCheck::namesUnderLocalhostAreThisMachine() {
    QByteArray host;
    m_answer = [&](const http::Request &request) {
        host = request.header("Host").toByteArray();
        return *m_probe.answer(request);
    };
    const QByteArray name = "a.b.localhost:" + QByteArray::number(m_listener->port());
    QCOMPARE(check("http://" + name).type, Reach::Type::Reached);
    QCOMPARE(host, name);
}

void TestReachCheck::pageInFrontIsPassedAndTold() {
    m_answer = [this](const http::Request &request) {
        if (request.hasHeader("ngrok-skip-browser-warning"))
            return *m_probe.answer(request);
        return http::Response{200, {{"ngrok-error-code", "ERR_NGROK_6024"}}, "<html>You are about to visit</html>"};
    };
    const Reach reach = check(url());
    QCOMPARE(reach.type, Reach::Type::Interstitial);
    QCOMPARE(reach.service, u"ngrok"_s);
}

void TestReachCheck::pageThatCannotBePassed() {
    m_answer = [](const http::Request &) {
        return http::Response{401, {}, "<p>Set and send a Bypass-Tunnel-Reminder request header</p>"};
    };
    const Reach reach = check(url());
    QCOMPARE(reach.type, Reach::Type::SomebodyElse);
    QCOMPARE(reach.service, u"localtunnel"_s);
    QCOMPARE(reach.status, 401);
}

void TestReachCheck::somebodyElse() {
    m_answer = [](const http::Request &) { return http::Response{200, {}, "hello"}; };
    QCOMPARE(check(url()).type, Reach::Type::SomebodyElse);
}

void TestReachCheck::nobodyThere() {
    const QByteArray gone = url();
    m_listener.reset();
    const Reach reach = check(gone);
    QCOMPARE(reach.type, Reach::Type::NotReached);
    QVERIFY(!reach.words.isEmpty());
}

// ngrok.com/docs/errors/err_ngrok_3200: the endpoint is offline.
void TestReachCheck::serviceThatSaysNobodyIsThere() {
    m_answer = [](const http::Request &) { return http::Response{404, {{"Ngrok-Error-Code", "ERR_NGROK_3200"}}, "x"}; };
    const Reach reach = check(url());
    QCOMPARE(reach.type, Reach::Type::NotReached);
    QCOMPARE(reach.words, u"ERR_NGROK_3200"_s);
}

void TestReachCheck::redirectIsNotFollowed() {
    int asked = 0;
    m_answer = [&](const http::Request &) {
        ++asked;
        return http::Response{302, {{"Location", "/login"}}, {}};
    };
    QCOMPARE(check(url()).type, Reach::Type::SomebodyElse);
    QCOMPARE(asked, 1);
}

void TestReachCheck::onlyTheLastCheckIsTold() {
    bool first = false;
    m_check.run(url(), m_probe, std::chrono::seconds(30), [&](const Reach &) { first = true; });
    QCOMPARE(check(url()).type, Reach::Type::Reached);
    QVERIFY(!first);
}

void TestReachCheck::interstitialsAreKnown_data() {
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("service");
    QTest::newRow("ngrok by its code") << 200 << QByteArray("ERR_NGROK_6024") << QByteArray() << u"ngrok"_s;
    QTest::newRow("ngrok's other errors are none")
        << 502 << QByteArray("ERR_NGROK_8012") << QByteArray("ERR_NGROK_6024 is another") << u""_s;
    QTest::newRow("localtunnel's reminder")
        << 511 << QByteArray() << QByteArray("bypass-tunnel-reminder") << u"localtunnel"_s;
    QTest::newRow("a dev tunnel's warning")
        << 200 << QByteArray() << QByteArray("cookie tunnel_phishing_protection") << u"Microsoft dev tunnels"_s;
    QTest::newRow("an ordinary page") << 200 << QByteArray() << QByteArray("<html>") << u""_s;
}

void TestReachCheck::interstitialsAreKnown() {
    QFETCH(int, status);
    QFETCH(QByteArray, code);
    QFETCH(QByteArray, body);
    QFETCH(QString, service);
    QList<std::pair<QByteArray, QByteArray>> head;
    if (!code.isEmpty())
        head.append({"Ngrok-Error-Code", code});
    QCOMPARE(interstitialOf(status, head, body), service);
}

QTEST_GUILESS_MAIN(TestReachCheck)
#include "tst_reach_check.moc"
