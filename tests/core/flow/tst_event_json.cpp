#include "core/base/text_guard.h"
#include "core/flow/event_json.h"

#include <QJsonArray>
#include <QScopeGuard>
#include <QtTest>

#include <thread>

using namespace offhook;
using namespace offhook::flow;
using namespace Qt::StringLiterals;

class TestEventJson : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hasEveryNameOfTheContract();
    void valuesAreTheEvents();
    void bytesThatAreNotTextComeAsBase64();
    void wholeEventListsItsAttempts();
    void refusedEventNamesItsError();
    void lineHasNoLineBreakAndNoControlCharacter();
    void lineBeginsWithTheLocalTime_data();
    void lineBeginsWithTheLocalTime();
    void lineShowsOddTextAsPrintableDoes();

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

void TestEventJson::wholeEventListsItsAttempts() {
    WebhookEvent event = sample();
    QCOMPARE(wholeEventJson(event)["attempts"_L1].toArray(), QJsonArray());
    Attempt attempt;
    attempt.event = event.id;
    attempt.url = "http://127.0.0.1:3000/sms";
    attempt.error = Error{ErrorCode::NetworkFailed, u"refused"_s, -1};
    attempt.verdict = Attempt::Verdict::Failed;
    event.attempts = {attempt};
    const QJsonArray attempts = wholeEventJson(event)["attempts"_L1].toArray();
    QCOMPARE(attempts.size(), 1);
    QCOMPARE(attempts[0]["url"_L1].toString(), u"http://127.0.0.1:3000/sms"_s);
    QCOMPARE(attempts[0]["verdict"_L1].toString(), u"failed"_s);
    QCOMPARE(attempts[0]["status"_L1].toInt(), 0);
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

void TestEventJson::lineBeginsWithTheLocalTime_data() {
    QTest::addColumn<QByteArray>("zone"); // as POSIX's TZ, which needs no time zone files
    QTest::addColumn<QString>("utc");
    QTest::addColumn<QByteArray>("local");
    const QByteArray berlin("CET-1CEST,M3.5.0,M10.5.0/3");
    QTest::newRow("UTC") << QByteArray("UTC0") << u"2026-09-01T13:14:15.678Z"_s << QByteArray("13:14:15.678");
    QTest::newRow("half an hour off, over midnight")
        << QByteArray("IST-5:30") << u"2026-09-01T20:44:15.678Z"_s << QByteArray("02:14:15.678");
    QTest::newRow("before summer time") << berlin << u"2026-03-29T00:59:59.999Z"_s << QByteArray("01:59:59.999");
    QTest::newRow("after summer time began") << berlin << u"2026-03-29T01:00:00.000Z"_s << QByteArray("03:00:00.000");
    QTest::newRow("before 1970") << QByteArray("EST5") << u"1969-12-31T23:59:59.001Z"_s << QByteArray("18:59:59.001");
}

void TestEventJson::lineBeginsWithTheLocalTime() {
    QFETCH(QByteArray, zone);
    QFETCH(QString, utc);
    QFETCH(QByteArray, local);
    const QByteArray before = qgetenv("TZ");
    const auto restore = qScopeGuard([before] { before.isNull() ? qunsetenv("TZ") : qputenv("TZ", before); });
    qputenv("TZ", zone);
    WebhookEvent event = sample();
    event.receivedAt = QDateTime::fromString(utc, Qt::ISODateWithMs).toMSecsSinceEpoch() * 1000;
    QByteArray line;
    std::thread([&] { line = eventLine(event); }).join(); // a thread that knows no offset yet
    QCOMPARE(line.first(12), local);
}

void TestEventJson::lineShowsOddTextAsPrintableDoes() {
    WebhookEvent event = sample();
    event.meaning.summary = "b\xc3\xa9 \x07\n" + QByteArray(200, 'x');
    const QByteArray expected = "  " + printable(event.meaning.summary, 80).toUtf8();
    QVERIFY(eventLine(event).endsWith(expected));
}

QTEST_GUILESS_MAIN(TestEventJson)
#include "tst_event_json.moc"
