#include "core/flow/event_json.h"

#include <QJsonArray>
#include <QtTest>

using namespace offhook;
using namespace offhook::flow;
using namespace Qt::StringLiterals;

class TestEventJson : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hasEveryNameOfTheContract();
    void valuesAreTheEvents();
    void bytesThatAreNotTextComeAsBase64();
    void refusedEventNamesItsError();
    void lineHasNoLineBreakAndNoControlCharacter();

private:
    static WebhookEvent sample();
};

WebhookEvent TestEventJson::sample() {
    WebhookEvent event;
    event.id = 3;
    event.receivedAt = 1'700'000'000'123'456;
    event.peer = "127.0.0.1:5";
    event.request = http::Request(
        "POST /sms HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n", "Body=hi%0A\x1b&From=%2B1");
    event.decodeParams();
    event.meaning.kindName = "sms.inbound";
    event.meaning.from = "+1";
    event.meaning.summary = "hi\n\x1b[31m";
    event.verification.verdict = twilio::Verdict::Valid;
    event.verification.matchedUrl = "https://h/sms";
    event.verification.keyLabel = u"main"_s;
    event.response = {200, {{"Content-Type", "text/xml"}}, "<Response/>"};
    event.tookUs = 2500;
    event.flags = EventFlag::Retry | EventFlag::Marked;
    return event;
}

void TestEventJson::hasEveryNameOfTheContract() {
    const QJsonObject json = eventJson(sample());
    for (const char *name : {"id", "time", "kind", "method", "target", "peer", "from", "to", "sid", "status", "summary",
             "params", "verdict", "matchedUrl", "key", "rule", "response", "flags"})
        QVERIFY2(json.contains(QLatin1StringView(name)), name);
    const QJsonObject response = json["response"_L1].toObject();
    for (const char *name : {"status", "contentType", "bytes", "tookMs"})
        QVERIFY2(response.contains(QLatin1StringView(name)), name);
}

void TestEventJson::valuesAreTheEvents() {
    const QJsonObject json = eventJson(sample());
    QCOMPARE(json["id"_L1].toInteger(), 3);
    QCOMPARE(json["time"_L1].toString(), u"2023-11-14T22:13:20.123Z"_s);
    QCOMPARE(json["verdict"_L1].toString(), u"valid"_s);
    QCOMPARE(json["params"_L1].toArray().at(1).toArray(), (QJsonArray{u"From"_s, u"+1"_s}));
    QCOMPARE(json["response"_L1]["tookMs"_L1].toDouble(), 2.5);
    QCOMPARE(json["flags"_L1].toArray(), (QJsonArray{u"retry"_s, u"marked"_s}));
    QVERIFY(!json.contains("error"_L1));
}

void TestEventJson::bytesThatAreNotTextComeAsBase64() {
    WebhookEvent event = sample();
    const QByteArray body("\xff\x00\xfe", 3);
    event.request = http::Request(event.request.head(), body);
    const QJsonObject json = wholeEventJson(event);
    QCOMPARE(QByteArray::fromBase64(json["request"_L1]["body"_L1].toString().toLatin1()), body);
    QCOMPARE(QByteArray::fromBase64(json["request"_L1]["head"_L1].toString().toLatin1()), event.request.head());
    QCOMPARE(QByteArray::fromBase64(json["response"_L1]["body"_L1].toString().toLatin1()), QByteArray("<Response/>"));
    QCOMPARE(json["response"_L1]["status"_L1].toInt(), 200);
}

void TestEventJson::refusedEventNamesItsError() {
    WebhookEvent event = sample();
    event.refusal = http::Refusal{http::RefusalReason::NulByte, 400, 3};
    event.response.status = 400;
    QCOMPARE(
        eventJson(event)["error"_L1].toString(), QString::fromLatin1(http::refusalName(http::RefusalReason::NulByte)));
    QVERIFY(eventLine(event).contains("refused 400"));
}

void TestEventJson::lineHasNoLineBreakAndNoControlCharacter() {
    const QByteArray line = eventLine(sample());
    QVERIFY(line.contains("sms.inbound"));
    QVERIFY(line.contains("valid"));
    QVERIFY(line.contains("200 2.5 ms"));
    for (const char c : line)
        QVERIFY2(quint8(c) >= 0x20 && c != 0x7f, line.constData());
}

QTEST_GUILESS_MAIN(TestEventJson)
#include "tst_event_json.moc"
