#include "core/exchange/document_redaction.h"
#include "core/http/form.h"

#include <QJsonDocument>
#include <QTest>

using namespace offhook;
using namespace offhook::exchange;

class DocumentRedactionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void jsonKeepsItsLayout() {
        ValueRedactor values("s", {});
        const auto json =
            redactedJson("{ \"customer\" : [\"Bob\", 12345678, true, 1.5e3],\n \"status\":\"queued\" }", values);
        QVERIFY(json);
        QVERIFY2(json->startsWith("{ \"customer\" : [\"") && json->contains(", true, ") &&
                     json->endsWith("\"status\":\"queued\" }"),
            json->constData());
        QVERIFY(!json->contains("Bob") && !json->contains("12345678"));
        QVERIFY(!QJsonDocument::fromJson(*json).isNull());
        QVERIFY(!redactedJson("{nonsense", values));
    }
    void twimlKeepsItsVerbs() {
        ValueRedactor values("s", {});
        const QByteArray xml =
            redactedXml("<?xml version=\"1.0\"?><Response><Dial timeout=\"5\" callerId=\"+14155551234\" "
                        "action=\"/done\"><Number>+442071838750</Number></Dial><!-- for Bob --></Response>",
                values);
        QVERIFY2(xml.startsWith("<?xml version=\"1.0\"?><Response><Dial timeout=\"5\" callerId=\"+1") &&
                     xml.contains("action=\"/done\"") && xml.contains("<Number>+447700900"),
            xml.constData());
        QVERIFY(!xml.contains("Bob") && !xml.contains("4155551234"));
    }
    void formsKeepTheirPairs() {
        ValueRedactor values("s", {});
        const QByteArray form = redactedForm("Body=a%20b&&Empty=&Direction=inbound&flag", values);
        const http::Parameters pairs = http::decodeForm(form);
        QCOMPARE(pairs.size(), std::size_t(4));
        QVERIFY(form.contains("&&Empty=&Direction=inbound&"));
        QVERIFY(pairs[0].value != "a b" && pairs[0].value.size() == 3);
    }
    void compressedBodiesBecomeNoise() {
        ValueRedactor values("s", {});
        const QByteArray body = redactedBody("{\"a\":1}", "application/json", true, values);
        QCOMPARE(body.size(), 7);
        QVERIFY(!body.contains("\"a\""));
    }
};

QTEST_GUILESS_MAIN(DocumentRedactionTest)
#include "tst_document_redaction.moc"
