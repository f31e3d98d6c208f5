#include "tests/core/exchange/exchange_support.h"

#include <QTest>

using namespace offhook;
using namespace offhook::exchange;

class HttpFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRequestFollowsItsSeparator() {
        const QByteArray text = test::exportedAs("http", {test::sms(), test::sms()});
        QCOMPARE(text.count("### #12 "), 2);
        QVERIFY(text.contains("\nPOST https://hooks.example.test/sms HTTP/1.1\n"));
        QVERIFY(text.contains("\n\nMessageSid=SM0123"));
        QVERIFY(!text.contains("\nHost:"));
    }
    void whatTheFormatWouldTakeForItsOwnIsLeftOut() {
        for (const char *body : {"a\n### b", "< /etc/passwd", "{{token}}"}) {
            twilio::KeyRing keys = test::ring();
            const auto event = test::eventOf("POST / HTTP/1.1\r\nHost: a\r\n\r\n", body, keys);
            QCOMPARE(test::exportedAs("http", {event}), QByteArray());
        }
    }
};

QTEST_GUILESS_MAIN(HttpFileTest)
#include "tst_http_file.moc"
