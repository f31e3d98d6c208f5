#include "core/flow/alerts.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::flow;

namespace {

const QByteArray Voice = "CallSid=CA1&CallStatus=ringing&Direction=inbound&From=%2B1&To=%2B2";
const QByteArray Sms = "MessageSid=SM1&SmsStatus=received&NumMedia=0&Body=hi";
const QByteArray CallStatus = "CallSid=CA1&CallStatus=completed&CallDuration=3&CallbackSource=call-progress-events&"
                              "Timestamp=x&SequenceNumber=0&Direction=inbound";
const QByteArray MessageStatus = "MessageSid=SM1&MessageStatus=delivered&SmsStatus=delivered";
const QByteArray Conference = "ConferenceSid=CF1&StatusCallbackEvent=conference-start&FriendlyName=x";
const QByteArray Assignment = "WorkspaceSid=WS1&TaskSid=WT1&ReservationSid=WR1&WorkerSid=WK1&TaskAttributes=%7B%7D";
const QByteArray PreHook = "ConversationSid=CH1&EventType=onMessageAdd&AccountSid=AC1";

WebhookEvent eventOf(const QByteArray &params, const http::Response &response, EventFlags flags = {}) {
    WebhookEvent event;
    event.request = http::Request(
        "POST /hook?a=1 HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n", params);
    event.decodeParams();
    event.meaning = twilio::meaningOf(event.request, event.allParams());
    event.verification.matchedUrl = "https://example.com/hook?a=1";
    event.response = response;
    event.flags = flags;
    event.tookUs = 5'000;
    return event;
}

http::Response xml(const QByteArray &body) {
    return {200, {{"Content-Type", "text/xml"}}, body};
}

std::vector<int> codesOf(const WebhookEvent &event) {
    std::vector<int> codes;
    for (const Alert &alert : alertsOf(event))
        codes.push_back(alert.code);
    return codes;
}

} // namespace

class TestAlerts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void codes_data();
    void codes();
    void rightAnswersRaiseNone_data();
    void rightAnswersRaiseNone();
    void alertOfTheBodyNamesItsLine();
    void levelsAreTwilios();
    void nothingIsSaidOfAnAnswerThatIsStillToCome();
    void lateAnswerIsAllThatCounts();
    void callerWhoHungUpIsNoAlert();
    void contextSaysWhatTheKindAllows();
};

// Codes: twilio.com/docs/api/errors and its catalogue, read 2026-09.
void TestAlerts::codes_data() {
    QTest::addColumn<QByteArray>("params");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("flags");
    QTest::addColumn<std::vector<int>>("expected");
    const auto row = [](const char *name, const QByteArray &params, int status, const char *header, const char *value,
                         const char *body, EventFlags flags, std::vector<int> expected) {
        QTest::newRow(name) << params << status << QByteArray(header) << QByteArray(value) << QByteArray(body)
                            << int(flags.toInt()) << std::move(expected);
    };
    const char *type = "Content-Type";
    row("connection closed without an answer", Voice, 0, "", "", "", EventFlag::Fault, {11205});
    row("an answer after the limit", Sms, 200, type, "text/xml", "<Response/>", EventFlag::Late, {11200});
    row("no answer until after the limit", Sms, 0, "", "", "", EventFlag::Late, {11200});
    row("an error's status to a call", Voice, 503, "", "", "", {}, {11217});
    row("a client error's status to a message", Sms, 404, "", "", "", {}, {11217});
    row("an error to call progress", CallStatus, 500, "", "", "", {}, {15003});
    row("an error to a message's status", MessageStatus, 500, "", "", "", {}, {11217});
    row("an error to a conference event", Conference, 500, "", "", "", {}, {16011});
    row("an error to a Conversations pre-event", PreHook, 500, "", "", "", {}, {50057});
    row("a late answer to a Conversations pre-event", PreHook, 200, "", "", "", EventFlag::Late, {50076});
    row("a redirect without a Location", Voice, 302, "", "", "", {}, {11216});
    row("a redirect to itself", Voice, 302, "Location", "/hook?a=1", "", {}, {11215});
    row("a redirect to itself by its whole URL", Voice, 307, "Location", "https://example.com/hook?a=1", "", {},
        {11215});
    row("a redirect that is none", Voice, 304, "", "", "", {}, {11216});
    row("half a body", Voice, 200, "Content-Length", "100", "<Respo", EventFlag::Fault, {11206});
    row("a document that is no XML", Voice, 200, type, "text/xml", "<Response><Say>Hi</Response>", {}, {12100});
    row("another root", Voice, 200, type, "text/xml", "<response/>", {}, {12102});
    row("an unknown verb", Voice, 200, type, "text/xml", "<Response><Sya>a</Sya></Response>", {}, {12200});
    row("JSON to a call", Voice, 200, type, "application/json", "{}", {}, {12300});
    row("JSON to a message", Sms, 200, type, "application/json", "{}", {}, {12300});
    row("an assignment answered as text", Assignment, 200, type, "text/plain", "ok", {}, {40000});
    row("an assignment without an instruction", Assignment, 200, type, "application/json", "{\"a\":1}", {}, {40005});
}

void TestAlerts::codes() {
    QFETCH(QByteArray, params);
    QFETCH(int, status);
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, body);
    QFETCH(int, flags);
    QFETCH(std::vector<int>, expected);
    http::Response response{status, {}, body};
    if (!header.isEmpty())
        response.headers.push_back({header, value});
    QCOMPARE(codesOf(eventOf(params, response, EventFlags::fromInt(quint32(flags)))), expected);
}

void TestAlerts::rightAnswersRaiseNone_data() {
    QTest::addColumn<QByteArray>("params");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *name, const QByteArray &params, int status, const char *type, const char *body) {
        QTest::newRow(name) << params << status << QByteArray(type) << QByteArray(body);
    };
    row("TwiML to a call", Voice, 200, "text/xml", "<Response><Say>Hi</Say></Response>");
    row("an empty response to a message", Sms, 200, "text/xml", "<Response/>");
    row("204 to a message", Sms, 204, "", "");
    row("text as a message's reply", Sms, 200, "text/plain", "thanks");
    row("204 to a status", CallStatus, 204, "", "");
    row("200 without a body to a status", MessageStatus, 200, "", "");
    row("an instruction to an assignment", Assignment, 200, "application/json", "{\"instruction\":\"accept\"}");
    row("an error to what is not Twilio's", "a=b", 500, "", "");
}

void TestAlerts::rightAnswersRaiseNone() {
    QFETCH(QByteArray, params);
    QFETCH(int, status);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    http::Response response{status, {}, body};
    if (!type.isEmpty())
        response.headers.push_back({"Content-Type", type});
    QCOMPARE(codesOf(eventOf(params, response)), std::vector<int>());
}

void TestAlerts::alertOfTheBodyNamesItsLine() {
    const auto alerts = alertsOf(eventOf(Voice, xml("<Response>\n  <Say>a</Say>\n  <Sya>b</Sya>\n</Response>")));
    QCOMPARE(alerts.size(), std::size_t(1));
    QCOMPARE(alerts[0].line, 3);
    QVERIFY(alerts[0].column > 1);
    QVERIFY(alerts[0].text.contains(u"Sya") && !alerts[0].effect.isEmpty());
}

void TestAlerts::levelsAreTwilios() {
    QCOMPARE(int(alertsOf(eventOf(CallStatus, {500, {}, {}}))[0].level), int(Alert::Level::Warning)); // 15003 W
    QCOMPARE(int(alertsOf(eventOf(Voice, {500, {}, {}}))[0].level), int(Alert::Level::Error));        // 11217 E
    QCOMPARE(int(alertsOf(eventOf(Voice, xml("<Response><Sya/></Response>")))[0].level),
        int(Alert::Level::Warning));                                                               // 12200 W
    QCOMPARE(int(alertsOf(eventOf(Voice, xml("<Response>")))[0].level), int(Alert::Level::Error)); // 12100 E
}

void TestAlerts::nothingIsSaidOfAnAnswerThatIsStillToCome() {
    WebhookEvent held = eventOf(Voice, {0, {}, {}}, EventFlag::Held);
    held.tookUs = -1;
    QVERIFY(alertsOf(held).empty());
}

void TestAlerts::lateAnswerIsAllThatCounts() {
    QCOMPARE(codesOf(eventOf(Voice, xml("<Sya/>"), EventFlag::Late)), (std::vector<int>{11200}));
    QCOMPARE(codesOf(eventOf(Voice, {500, {}, {}}, EventFlag::Late)), (std::vector<int>{11200}));
}

void TestAlerts::callerWhoHungUpIsNoAlert() {
    QVERIFY(codesOf(eventOf(Voice, xml("<Sya/>"), EventFlag::ClientGone)).empty());
    QVERIFY(codesOf(eventOf(Voice, {0, {}, {}}, EventFlag::ClientGone)).empty());
    QCOMPARE(codesOf(eventOf(Voice, {0, {}, {}}, EventFlag::ClientGone | EventFlag::Late)), (std::vector<int>{11200}));
}

void TestAlerts::contextSaysWhatTheKindAllows() {
    const auto message = twimlContext(eventOf(Sms, xml("<Response/>")));
    QCOMPARE(int(message->product), int(twiml::Product::Messaging));
    QCOMPARE(message->contentType, std::optional(QByteArray("text/xml")));
    const auto redirecting = twimlContext(eventOf(Voice, xml("<Response><Redirect>/hook?a=1</Redirect></Response>")));
    QCOMPARE(redirecting->documentUrl, QByteArray("https://example.com/hook?a=1"));
    QVERIFY(!twimlContext(eventOf(MessageStatus, xml("<Response/>"))));
    QVERIFY(!twimlContext(eventOf(Voice, {500, {}, {}})));
}

QTEST_GUILESS_MAIN(TestAlerts)
#include "tst_alerts.moc"
