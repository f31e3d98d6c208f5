#include "core/rules/reply.h"
#include "tests/core/rules/rules_support.h"

#include <QXmlStreamReader>
#include <QtTest>

using namespace offhook;
using namespace offhook::rules;
using namespace std::chrono_literals;

class TestReply : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void replyIsSentAsItStands();
    void templateIsFilledInFromFormAndQuery();
    void valuesAreEscapedOnlyInXml();
    void automaticAnswerIsNoTemplate();
    void faults_data();
    void faults();
    void failedActionSaysWhy();
    void parkingSendsTheCallerBackToWhereHeCameFrom();
    void xmlTypes_data();
    void xmlTypes();
};

void TestReply::replyIsSentAsItStands() {
    const Reply reply{{false, 418, "text/plain", "{{From}}", {{"X-A", "b"}}}, false};
    const http::Response response = fillIn(reply, *sms(1));
    QCOMPARE(response.status, 418);
    QCOMPARE(response.body, QByteArray("{{From}}"));
    QCOMPARE(response.header("Content-Type").toByteArray(), QByteArray("text/plain"));
    QCOMPARE(response.header("X-A").toByteArray(), QByteArray("b"));
}

void TestReply::templateIsFilledInFromFormAndQuery() {
    QCOMPARE(fillIn(textReply("{{lang}} {{From}}", true), *call(1)).body, QByteArray("de +4420"));
}

void TestReply::valuesAreEscapedOnlyInXml() {
    QCOMPARE(fillIn(textReply("{{Body}}", true), *sms(1)).body, QByteArray("hello &amp; bye"));
    const Reply plain{{false, 200, "text/plain", "{{Body}}"}, true};
    QCOMPARE(fillIn(plain, *sms(1)).body, QByteArray("hello & bye"));
}

void TestReply::automaticAnswerIsNoTemplate() {
    QVERIFY(fillIn({flow::Answer(), true}, *sms(1)).body.contains("<Response/>"));
}

void TestReply::faults_data() {
    QTest::addColumn<int>("fault");
    QTest::addColumn<int>("delivery");
    QTest::addColumn<int>("status");
    using Type = Fault::Type;
    using Delivery = http::Delivery::Type;
    QTest::newRow("none") << int(Type::None) << int(Delivery::Whole) << 200;
    QTest::newRow("closing") << int(Type::Close) << int(Delivery::Close) << 200;
    QTest::newRow("resetting") << int(Type::Reset) << int(Delivery::Reset) << 200;
    QTest::newRow("half a body") << int(Type::Half) << int(Delivery::Half) << 200;
    QTest::newRow("a status") << int(Type::Status) << int(Delivery::Whole) << 502;
    QTest::newRow("silence ends in closing") << int(Type::Silence) << int(Delivery::Close) << 200;
    QTest::newRow("dripping") << int(Type::Drip) << int(Delivery::Drip) << 200;
}

void TestReply::faults() {
    QFETCH(int, fault);
    QFETCH(int, delivery);
    QFETCH(int, status);
    const Fault wanted{Fault::Type(fault), 502, 7, 30ms};
    const flow::Outcome outcome = withFault({200, {}, "body"}, wanted);
    QCOMPARE(int(outcome.delivery.type), delivery);
    QCOMPARE(outcome.response.status, status);
    QCOMPARE(outcome.response.body.isEmpty(), wanted.type == Fault::Type::Status);
    QCOMPARE(outcome.flags.testFlag(flow::EventFlag::Fault), wanted.type != Fault::Type::None);
    if (wanted.type == Fault::Type::Drip)
        QCOMPARE(outcome.delivery, (http::Delivery{http::Delivery::Type::Drip, 7, 30ms}));
}

void TestReply::failedActionSaysWhy() {
    const http::Response response = failedAction(QStringLiteral("Menü"), QStringLiteral("There is no file x."));
    QCOMPARE(response.status, 500);
    QVERIFY(response.body.contains("Menü") && response.body.contains("There is no file x."));
}

void TestReply::parkingSendsTheCallerBackToWhereHeCameFrom() {
    // twilio.com/docs/voice/twiml/redirect: the text is the URL, `method` is POST unless it says GET.
    const http::Response response = parkingAnswer(call(1)->request, 3s);
    QXmlStreamReader reader(response.body);
    QStringList names;
    QString url;
    while (!reader.atEnd()) {
        if (reader.readNext() == QXmlStreamReader::StartElement) {
            names.append(reader.name().toString());
            if (reader.name() == u"Pause")
                QCOMPARE(reader.attributes().value(QStringLiteral("length")).toString(), QStringLiteral("3"));
            if (reader.name() == u"Redirect") {
                QVERIFY(!reader.attributes().hasAttribute(QStringLiteral("method")));
                url = reader.readElementText();
            }
        }
    }
    QVERIFY(!reader.hasError());
    QCOMPARE(names, (QStringList{QStringLiteral("Response"), QStringLiteral("Pause"), QStringLiteral("Redirect")}));
    QCOMPARE(url, QStringLiteral("/voice?lang=de&x=1"));
    QVERIFY(parkingAnswer(http::Request("GET /v HTTP/1.1\r\n\r\n", {}), 1s).body.contains("method=\"GET\">/v<"));
}

void TestReply::xmlTypes_data() {
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<bool>("xml");
    QTest::newRow("text/xml") << QByteArray("text/xml; charset=utf-8") << true;
    QTest::newRow("application/xml in capitals") << QByteArray("Application/XML") << true;
    QTest::newRow("a suffix (RFC 7303)") << QByteArray("image/svg+xml") << true;
    QTest::newRow("JSON") << QByteArray("application/json") << false;
    QTest::newRow("none") << QByteArray() << false;
}

void TestReply::xmlTypes() {
    QFETCH(QByteArray, type);
    QTEST(isXml(type), "xml");
}

QTEST_GUILESS_MAIN(TestReply)
#include "tst_reply.moc"
