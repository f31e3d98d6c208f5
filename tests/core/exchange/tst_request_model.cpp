#include "core/exchange/request_model.h"
#include "tests/core/exchange/exchange_support.h"

#include <QTest>

using namespace offhook;
using namespace offhook::exchange;

class RequestModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFormIsItsPairs() {
        const auto model = requestModel(test::sms());
        QVERIFY(model && model->isForm);
        QCOMPARE(http::encodeForm(model->form), test::sms().request.body());
        QCOMPARE(model->url, QByteArray("https://hooks.example.test/sms"));
        for (const http::HeaderField &field : model->headers)
            QVERIFY2(field.name != "Host" && field.name != "X-Twilio-Signature", field.name.constData());
    }
    void unusualEncodingKeepsTheBytes() {
        twilio::KeyRing keys = test::ring();
        const auto event =
            test::eventOf("POST /x HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n",
                "b=%7e&a=1&a=1", keys);
        const auto model = requestModel(event);
        QVERIFY(model && !model->isForm);
        QCOMPARE(model->signedTail, QByteArray("a1b~")); // sorted, the double once: the SDKs' rule
    }
    void whatCodeCannotSendHasNoModel() {
        QVERIFY(!requestModel(test::refused()));
        twilio::KeyRing keys = test::ring();
        QVERIFY(!requestModel(test::eventOf("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n\r\n", {}, keys)));
    }
    void tokensAndValues() {
        QVERIFY(isToken("X-A_b") && !isToken("") && !isToken("a b") && !isToken("a:"));
        QVERIFY(isFieldValue("a\tb\xff") && !isFieldValue("a\nb") && !isFieldValue("\x7f"));
    }
    void aCaptionIsOneLine() {
        const auto event = test::signedForm({{"MessageSid", "SM0123456789abcdef0123456789abcdef", false},
            {"From", "a\nb*/", false}, {"Body", "x", false}});
        QVERIFY(!captionOf(event).contains('\n'));
    }
};

QTEST_GUILESS_MAIN(RequestModelTest)
#include "tst_request_model.moc"
