#include "core/base/clock.h"
#include "tests/core/session/log_support.h"

#include <QTest>
#include <QTimer>

#include <algorithm>

using namespace offhook;
using namespace offhook::test;
using namespace Qt::StringLiterals;

namespace {

constexpr WallTime Hour = 3600LL * 1'000'000;

// Alerts of the last 30 days only: the window is the last hour.
TimeWindow lastHour() {
    const WallTime now = Clock::system().wall();
    return {now - Hour, now};
}

QByteArray iso(WallTime time) {
    return exchange::wallText(time);
}

QByteArray callJson(const QByteArray &sid, WallTime start, WallTime end) {
    return "{\"sid\":\"" + sid + "\",\"start_time\":\"" + iso(start) + "\",\"end_time\":\"" + iso(end) + "\"}";
}

bool anyHas(const std::vector<QByteArray> &targets, const QByteArray &piece) {
    return std::any_of(targets.begin(), targets.end(), [&](const QByteArray &t) { return t.contains(piece); });
}

} // namespace

class AccountLogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_api = std::make_unique<PathApi>();
        m_api->answerEmpty();
        m_client = std::make_unique<account::RestClient>(credentials(), m_api->base());
        account::RestPace pace;
        pace.firstPause = std::chrono::milliseconds(1);
        m_client->setPace(pace);
    }
    void cleanup() {
        m_client.reset();
        m_api.reset();
    }
    void anEmptyAccountIsAnEmptyLog() {
        const auto log = fetchAccountLog(*m_client, {lastHour(), true});
        QVERIFY(log);
        QVERIFY(log->alerts.empty() && log->calls.empty() && log->messages.empty() && log->problems.isEmpty());
        QCOMPARE(m_api->targets.size(), std::size_t(6));
        QVERIFY(anyHas(m_api->targets, "Messages.json?DateSent%3E=")); // the comparison is part of the name
        QVERIFY(anyHas(m_api->targets, "StartTime%3E="));
    }
    void alertsAreAskedForByTheirSid() {
        m_api->answer("/v1/Alerts", "{\"alerts\":[{\"sid\":\"" + AlertSid +
                                        "\",\"request_url\":\"https://a.example/"
                                        "sms\"},{\"sid\":\"NO2\",\"request_url\":null},{\"sid\":\"../x\","
                                        "\"request_url\":\"https://a.example/\"}],\"meta\":{}}");
        m_api->answer("/v1/Alerts/" + AlertSid, "{\"sid\":\"x\",\"request_variables\":\"a=b\"}");
        const auto log = fetchAccountLog(*m_client, {lastHour(), false});
        QVERIFY(log);
        QCOMPARE(log->alerts.size(), std::size_t(2)); // the one about no request needs no second question
        QVERIFY(std::any_of(log->alerts.begin(), log->alerts.end(),
            [](const QJsonObject &a) { return a[u"request_variables"_s] == u"a=b"_s; }));
        QCOMPARE(log->problems.size(), 1); // nothing of the answer becomes a path
        QCOMPARE(m_api->targets.size(), std::size_t(3));
    }
    void callsThatWereUnderWayAreAskedForTheirEvents() {
        const TimeWindow window = lastHour();
        const QByteArray early = "CA1123456789abcdef0123456789abcdef";
        const QByteArray before = "CA2123456789abcdef0123456789abcdef";
        m_api->answer(
            PathApi::below("Calls.json"), "{\"calls\":[" + callJson(CallSid, window.since + 1, window.until) + "," +
                                              callJson(early, window.since - Hour, window.since + Hour / 2) + "," +
                                              callJson(before, window.since - 2 * Hour, window.since - Hour) + "]}");
        for (const QByteArray &sid : {CallSid, early})
            m_api->answer(PathApi::below("Calls/" + sid + "/Events.json"), "{\"events\":[{\"request\":{}}]}");
        qint64 done = 0;
        const auto log = fetchAccountLog(*m_client, {window, false}, {[&](qint64 d, qint64) { done = d; }, nullptr});
        QVERIFY(log);
        QCOMPARE(log->calls.size(), std::size_t(2));
        QCOMPARE(log->callEvents.size(), std::size_t(2));
        QVERIFY(log->problems.isEmpty());
        QCOMPARE(done, 2);
    }
    void whatFailsIsAProblemBesideTheRest() {
        const TimeWindow window = lastHour();
        m_api->answer(
            PathApi::below("Calls.json"), "{\"calls\":[" + callJson(CallSid, window.since + 1, window.until) + "]}");
        const auto log = fetchAccountLog(*m_client, {window, false});
        QVERIFY(log);
        QCOMPARE(log->problems.size(), 1);
        QVERIFY(
            log->problems.front().contains(u"20404"_s) && log->problems.front().contains(QLatin1StringView(CallSid)));
    }
    void refusedCredentialsAreTheError() {
        m_api->answer("/v1/Alerts", "{\"code\":20003,\"message\":\"Authenticate\",\"status\":401}", 401);
        QCOMPARE(fetchAccountLog(*m_client, {lastHour(), true}).error().code, ErrorCode::NoKey);
    }
    void nothingAtAllIsTheError() {
        for (const QByteArray &path : {QByteArray("/v1/Alerts"), PathApi::below("Calls.json")})
            m_api->answer(path, "{\"code\":20404,\"message\":\"not found\",\"status\":404}", 404);
        QCOMPARE(fetchAccountLog(*m_client, {lastHour(), false}).error().code, ErrorCode::NotFound);
    }
    void itCanBeCancelled() {
        m_api->isSilent = true;
        std::atomic<bool> cancelled = false;
        QTimer watch;
        connect(&watch, &QTimer::timeout, this, [&] { cancelled = !m_api->targets.empty(); });
        watch.start(1);
        const auto log = fetchAccountLog(*m_client, {lastHour(), true}, {{}, &cancelled});
        QCOMPARE(log.error().code, ErrorCode::Cancelled);
    }

private:
    std::unique_ptr<PathApi> m_api;
    std::unique_ptr<account::RestClient> m_client;
};

QTEST_GUILESS_MAIN(AccountLogTest)
#include "tst_account_log.moc"
