#include "core/session/recovering.h"
#include "tests/core/session/log_support.h"
#include "tests/core/store/store_support.h"

#include <QTest>

using namespace offhook;
using namespace offhook::test;
using namespace Qt::StringLiterals;
using Outcome = RecoveredItem::Outcome;

namespace {

QJsonObject alert(const QByteArray &sid, const QByteArray &body, const char *time) {
    return object("{\"sid\":\"" + sid +
                  "\",\"error_code\":\"11200\",\"alert_text\":\"httpResponse=502\",\"request_method\":"
                  "\"POST\",\"request_url\":\"https://a.example/sms\",\"request_variables\":\"MessageSid=" +
                  sid + "&SmsStatus=received&NumMedia=0&Body=" + body + "\",\"date_generated\":\"" + QByteArray(time) +
                  "\"}");
}

QJsonObject callEvent(const QByteArray &digits, const char *time) {
    return object(
        "{\"request\":{\"method\":\"POST\",\"url\":\"https://a.example/menu\",\"parameters\":{\"call_sid\":\"" +
        CallSid + "\",\"call_status\":\"in-progress\",\"digits\":\"" + digits +
        "\"}},\"response\":{\"response_code\":200,\"date_created\":\"" + QByteArray(time) + "\"}}");
}

TimeWindow day() {
    return {at("2026-01-15T00:00:00Z"), at("2026-01-16T00:00:00Z")};
}

AccountLog log() {
    AccountLog log;
    log.alerts = {alert("NO1", "b", "2026-01-15T10:00:02Z"), alert("NO2", "a", "2026-01-15T10:00:00Z"),
        object("{\"sid\":\"NO3\",\"request_url\":null}")};
    log.callEvents = {{CallSid, callEvent("1", "2026-01-15T10:00:01Z")},
        {CallSid, callEvent("1", "2026-01-15T10:05:00Z")},
        {CallSid, object("{\"request\":{\"method\":\"GET\",\"url\":\"https://a.example/a.mp3\"}}")}};
    log.problems = {u"NO9: gone"_s};
    return log;
}

} // namespace

class RecoveringTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWasMissedIsAddedInOrderOfTime() {
        testing::Workspace workspace;
        workspace.unlock();
        auto into = store::WorkspaceImporter::open(workspace.path());
        QVERIFY(into);
        const auto report = recoverWebhooks(log(), workspace.path(), day(), into->get());
        QVERIFY(report);
        QCOMPARE(report->count(Outcome::Recovered), 4);
        QCOMPARE(report->count(Outcome::NotRebuilt), 2);
        QCOMPARE(report->problems, QStringList{u"NO9: gone"_s});
        std::map<WallTime, EventId> ids;
        for (const RecoveredItem &item : report->items) {
            if (item.outcome == Outcome::Recovered)
                ids[item.at] = item.id;
            else
                QVERIFY(!item.why.isEmpty());
        }
        std::vector<EventId> order;
        for (const auto &[time, id] : ids)
            order.push_back(id);
        QCOMPARE(order, (std::vector<EventId>{1, 2, 3, 4}));
        const auto again = recoverWebhooks(log(), workspace.path(), day(), into->get());
        QVERIFY(again);
        QCOMPARE(again->count(Outcome::AlreadyHere), 4);
        QCOMPARE(again->count(Outcome::Recovered), 0);
    }
    void aTrialOnlyTells() {
        testing::Workspace workspace;
        const auto report = recoverWebhooks(log(), workspace.path(), day(), nullptr);
        QVERIFY(report);
        QCOMPARE(report->count(Outcome::Recovered), 4);
        QVERIFY(
            std::all_of(report->items.begin(), report->items.end(), [](const RecoveredItem &i) { return i.id == 0; }));
    }
    void whatBothTellOfIsOneEvent() {
        AccountLog both = log();
        both.alerts = {
            object("{\"sid\":\"NO4\",\"error_code\":\"12200\",\"request_method\":\"POST\",\"request_url\":\"https:/"
                   "/a.example/menu\",\"request_variables\":\"Digits=1&CallStatus=in-progress&CallSid=" +
                   CallSid + "\",\"date_generated\":\"2026-01-15T10:05:01Z\"}")};
        testing::Workspace workspace;
        const auto report = recoverWebhooks(both, workspace.path(), day(), nullptr);
        QVERIFY(report);
        QCOMPARE(report->count(Outcome::Recovered), 2);
        QCOMPARE(report->count(Outcome::AlreadyHere), 1);
        QCOMPARE(report->items.back().outcome, Outcome::AlreadyHere); // the later one, to which the alert is near
        QCOMPARE(outcomeName(report->items.back().outcome), "already-here");
    }
    void cancellingIsAnError() {
        testing::Workspace workspace;
        const std::atomic<bool> cancelled = true;
        const auto report = recoverWebhooks(log(), workspace.path(), day(), nullptr, {{}, &cancelled});
        QCOMPARE(report.error().code, ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(RecoveringTest)
#include "tst_recovering.moc"
