#include "tests/core/exchange/exchange_support.h"

#include <QTest>

using namespace offhook;
using namespace offhook::exchange;

class RubyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // That the program runs, signs and sends is checked by the end-to-end tests where its language is installed.
    void signsWithTheTokenOfTheEnvironment() {
        const QByteArray text = test::exportedAs("ruby", {test::sms(), test::binary()});
        QVERIFY(text.contains("TWILIO_AUTH_TOKEN"));
        QVERIFY(!text.contains(test::Token));
        QVERIFY(!text.contains("@{"));
        QVERIFY2(text.contains("send_form(\"POST\", \"https://hooks.example.test/sms\""), text.constData());
    }
    void bytesThatAreNoTextAreBase64() {
        const QByteArray text = test::exportedAs("ruby", {test::binary()});
        QVERIFY2(text.contains(test::binary().request.body().toBase64()), text.constData());
    }
    void testsAssertStatusTypeAndBody() {
        const QByteArray text = test::exportedAs("rspec", {test::sms()});
        QVERIFY(text.contains("APP_URL"));
        QVERIFY(text.contains("text/xml"));
        QVERIFY(text.contains("<Response><Message>Thanks</Message></Response>"));
        QVERIFY2(text.contains("expect(status).to eq(200)"), text.constData());
        QVERIFY2(text.contains("RSpec.describe"), text.constData());
    }
    void whatWasRefusedIsLeftOut() {
        const auto done = exported(test::shared({test::refused()}), {findFormat("ruby"), {}, 0});
        QVERIFY(done);
        QVERIFY(!done->contains("GET  /x"));
    }
};

QTEST_GUILESS_MAIN(RubyTest)
#include "tst_ruby.moc"
