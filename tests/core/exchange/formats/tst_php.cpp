#include "tests/core/exchange/exchange_support.h"

#include <QTest>

using namespace offhook;
using namespace offhook::exchange;

class PhpTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // That the program runs, signs and sends is checked by the end-to-end tests where its language is installed.
    void signsWithTheTokenOfTheEnvironment() {
        const QByteArray text = test::exportedAs("php", {test::sms(), test::binary()});
        QVERIFY(text.contains("TWILIO_AUTH_TOKEN"));
        QVERIFY(!text.contains(test::Token));
        QVERIFY(!text.contains("@{"));
        QVERIFY2(text.contains("webhook_send_form(\"POST\", \"https://hooks.example.test/sms\""), text.constData());
        QVERIFY2(text.contains("[\"From\", \"+14155551234\"]"), text.constData());
    }
    void bytesThatAreNoTextAreBase64() {
        const QByteArray text = test::exportedAs("php", {test::binary()});
        QVERIFY2(text.contains(test::binary().request.body().toBase64()), text.constData());
    }
    void testsAssertStatusTypeAndBody() {
        const QByteArray text = test::exportedAs("phpunit", {test::sms()});
        QVERIFY(text.contains("APP_URL"));
        QVERIFY(text.contains("text/xml"));
        QVERIFY(text.contains("<Response><Message>Thanks</Message></Response>"));
        QVERIFY2(text.contains("public function testRequest1(): void"), text.constData());
        QVERIFY2(text.contains("$this->assertSame(200, $status)"), text.constData());
    }
    void whatWasRefusedIsLeftOut() {
        const auto done = exported(test::shared({test::refused()}), {findFormat("php"), {}, 0});
        QVERIFY(done);
        QVERIFY(!done->contains("GET  /x"));
    }
};

QTEST_GUILESS_MAIN(PhpTest)
#include "tst_php.moc"
