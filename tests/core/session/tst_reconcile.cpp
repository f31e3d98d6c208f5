#include "core/session/reconcile.h"
#include "tests/core/session/log_support.h"

#include <QTest>

using namespace offhook;
using namespace offhook::test;

namespace {

using Verdict = ReconcileVerdict;
using Reason = ReconcileReason;

/// One message or call, what was captured of it, and the settings.
struct Case {
    QByteArray message; ///< JSON members; or
    QByteArray call;
    int requests = 0;
    std::vector<QByteArray> statuses{};
    QByteArray number = "\"sms_url\":\"https://own.example/sms\",\"voice_url\":\"https://own.example/voice\"";
    int recovered = 0; ///< requests told by the call's events that are not here
    int here = 0;      ///< and those that are
};

ReconcileRow judge(const Case &one) {
    AccountLog log;
    log.numbers = {object("{\"phone_number\":\"+1\"," + one.number + "}")};
    log.services = {object("{\"sid\":\"MG1\",\"status_callback\":\"https://own.example/status\"}")};
    const QByteArray sid = one.call.isEmpty() ? MessageSid : CallSid;
    const QByteArray json = "{\"sid\":\"" + sid + "\",\"to\":\"+1\"," + one.message + one.call + "}";
    (one.call.isEmpty() ? log.messages : log.calls) = {object(json)};
    CapturedThread captured;
    const auto kind = one.call.isEmpty() ? twilio::WebhookKind::MessageStatus : twilio::WebhookKind::CallStatus;
    for (const QByteArray &status : one.statuses) {
        flow::EventSummary row;
        row.kind = kind;
        row.status = status;
        addTo(captured, row);
    }
    captured.requests = one.requests;
    RecoverReport report;
    for (int i = 0; i < one.recovered + one.here; ++i) {
        RecoveredItem item;
        item.source = CallSid;
        item.outcome = i < one.recovered ? RecoveredItem::Outcome::Recovered : RecoveredItem::Outcome::AlreadyHere;
        report.items.push_back(item);
    }
    const auto rows = reconcile(log, {{sid, captured}}, report, {"https://own.example", "http://own2.example"});
    return rows.size() == 1 ? rows.front() : ReconcileRow();
}

} // namespace

class ReconcileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void verdicts_data() {
        QTest::addColumn<Case>("given");
        QTest::addColumn<Verdict>("verdict");
        QTest::addColumn<Reason>("reason");
        const QByteArray inbound = "\"direction\":\"inbound\",\"status\":\"received\"";
        const auto out = [](const char *status) -> QByteArray {
            return "\"direction\":\"outbound-api\",\"status\":\"" + QByteArray(status) + '"';
        };
        const auto call = [](const char *status) -> QByteArray {
            return "\"direction\":\"inbound\",\"status\":\"" + QByteArray(status) + '"';
        };
        QTest::newRow("an inbound message that came") << Case{inbound, {}, 1} << Verdict::Complete << Reason::AllHere;
        QTest::newRow("an inbound message that did not come")
            << Case{inbound, {}} << Verdict::Missing << Reason::InboundMissing;
        QTest::newRow("an inbound message to a number that leads elsewhere")
            << Case{inbound, {}, 0, {}, "\"sms_url\":\"https://other.example/\""} << Verdict::Unknown
            << Reason::LeadsElsewhere;
        QTest::newRow("an inbound message to a number that led here before")
            << Case{inbound, {}, 0, {}, "\"sms_url\":\"https://own2.example/\""} << Verdict::Missing
            << Reason::InboundMissing;
        QTest::newRow("an inbound message to a number without a webhook")
            << Case{inbound, {}, 0, {}, "\"sms_url\":\"\""} << Verdict::Unknown << Reason::NoWebhook;
        QTest::newRow("a delivered message, told so")
            << Case{out("delivered"), {}, 0, {"sent", "delivered"}} << Verdict::Complete << Reason::AllHere;
        QTest::newRow("a delivered message, told in another order")
            << Case{out("delivered"), {}, 0, {"delivered", "sent"}} << Verdict::Complete << Reason::AllHere;
        QTest::newRow("a delivered message of which only sent came")
            << Case{out("delivered"), {}, 0, {"sent"}} << Verdict::Missing << Reason::StatusMissing;
        QTest::newRow("a read message of which delivered came")
            << Case{out("read"), {}, 0, {"delivered"}} << Verdict::Missing << Reason::StatusMissing;
        QTest::newRow("an undelivered message that was told delivered")
            << Case{out("undelivered"), {}, 0, {"delivered"}} << Verdict::Differs << Reason::StatusDiffers;
        QTest::newRow("a delivered message that was told failed")
            << Case{out("delivered"), {}, 0, {"failed"}} << Verdict::Differs << Reason::StatusDiffers;
        QTest::newRow("a message further here than Twilio's record")
            << Case{out("sent"), {}, 0, {"delivered"}} << Verdict::Differs << Reason::StatusDiffers;
        QTest::newRow("a message on which nobody knows of a callback")
            << Case{out("delivered"), {}} << Verdict::Unknown << Reason::CallbackUnknown;
        QTest::newRow("a message whose service has a callback")
            << Case{out("delivered") + ",\"messaging_service_sid\":\"MG1\"", {}} << Verdict::Missing
            << Reason::StatusCallbackMissing;
        QTest::newRow("a message in the queue")
            << Case{out("queued"), {}} << Verdict::Unfinished << Reason::NotFinished;
        QTest::newRow("an inbound call that came")
            << Case{{}, call("completed"), 1} << Verdict::Complete << Reason::AllHere;
        QTest::newRow("an inbound call that did not come")
            << Case{{}, call("completed")} << Verdict::Missing << Reason::InboundMissing;
        QTest::newRow("a call of which Twilio tells requests that are not here")
            << Case{{}, call("completed"), 1, {}, "\"a\":1", 2, 1} << Verdict::Missing << Reason::RequestsMissing;
        QTest::newRow("a call of which all are here")
            << Case{{}, call("completed"), 2, {}, "\"a\":1", 0, 2} << Verdict::Complete << Reason::AllHere;
        QTest::newRow("a call to a number with a status callback that did not come")
            << Case{{}, call("completed"), 1, {}, "\"status_callback\":\"https://own.example/s\""} << Verdict::Missing
            << Reason::StatusCallbackMissing;
        QTest::newRow("a call that was told busy and was completed")
            << Case{{}, call("completed"), 1, {"busy"}} << Verdict::Differs << Reason::StatusDiffers;
        QTest::newRow("a call that goes on")
            << Case{{}, call("in-progress"), 1} << Verdict::Unfinished << Reason::NotFinished;
        QTest::newRow("an outbound call without a trace")
            << Case{{}, out("completed")} << Verdict::Unknown << Reason::CallbackUnknown;
    }
    void verdicts() {
        QFETCH(Case, given);
        const ReconcileRow row = judge(given);
        QTEST(row.verdict, "verdict");
        QTEST(row.reason, "reason");
    }
    void rowsComeOldestFirst() {
        AccountLog log;
        log.messages = {object("{\"sid\":\"SM2\",\"date_sent\":\"Thu, 15 Jan 2026 10:00:02 +0000\"}"),
            object("{\"sid\":\"SM0\",\"date_sent\":null,\"date_created\":\"Thu, 15 Jan 2026 10:00:00 +0000\"}")};
        log.calls = {object("{\"sid\":\"CA1\",\"start_time\":\"Thu, 15 Jan 2026 10:00:01 +0000\"}")};
        QList<QByteArray> sids;
        for (const ReconcileRow &row : reconcile(log, {}, {}, {}))
            sids.append(row.record.sid);
        QCOMPARE(sids, (QList<QByteArray>{"SM0", "CA1", "SM2"}));
    }
    void everyVerdictAndReasonHasAName() {
        QCOMPARE(verdictName(Verdict::Unfinished), "unfinished");
        QCOMPARE(reasonName(Reason::NotFinished), "not-finished");
    }
};

QTEST_GUILESS_MAIN(ReconcileTest)
#include "tst_reconcile.moc"
