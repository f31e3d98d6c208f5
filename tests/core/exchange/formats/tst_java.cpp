#include "tests/core/exchange/exchange_support.h"

#include <QTest>

using namespace offhook;
using namespace offhook::exchange;

class JavaTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // That the program runs, signs and sends is checked by the end-to-end tests where its language is installed.
    void signsWithTheTokenOfTheEnvironment() {
        const QByteArray text = test::exportedAs("java", {test::sms(), test::binary()});
        QVERIFY(text.contains("TWILIO_AUTH_TOKEN"));
        QVERIFY(!text.contains(test::Token));
        QVERIFY(!text.contains("@{"));
        QVERIFY2(text.contains("sendForm(\"POST\", \"https://hooks.example.test/sms\""), text.constData());
        QVERIFY2(text.contains("public class Webhook {"), text.constData());
    }
    void bytesThatAreNoTextAreBase64() {
        const QByteArray text = test::exportedAs("java", {test::binary()});
        QVERIFY2(text.contains(test::binary().request.body().toBase64()), text.constData());
    }
    void testsAssertStatusTypeAndBody() {
        const QByteArray text = test::exportedAs("junit", {test::sms()});
        QVERIFY(text.contains("APP_URL"));
        QVERIFY(text.contains("text/xml"));
        QVERIFY(text.contains("<Response><Message>Thanks</Message></Response>"));
        QVERIFY2(text.contains("@Test"), text.constData());
        QVERIFY2(text.contains("assertEquals(200, answer.statusCode())"), text.constData());
    }
    void whatWasRefusedIsLeftOut() {
        const auto done = exported(test::shared({test::refused()}), {findFormat("java"), {}, 0});
        QVERIFY(done);
        QVERIFY(!done->contains("GET  /x"));
    }
};

QTEST_GUILESS_MAIN(JavaTest)
#include "tst_java.moc"
