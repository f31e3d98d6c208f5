#include "tests/core/exchange/exchange_support.h"

#include <QTest>

using namespace offhook;
using namespace offhook::exchange;

class CurlTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // That the line runs is checked by the end-to-end tests; here, what curl would misread (its manual page).
    void textStandsInQuotesAsItIs() {
        const QByteArray line = test::exportedAs("curl", {test::signedForm({{"Body", "'$(rm)`", false}})});
        QVERIFY(line.startsWith("curl "));
        QVERIFY(line.contains("'https://hooks.example.test/sms'"));
        QVERIFY(line.contains("--data-raw 'Body=%27%24%28rm%29%60'"));
        QVERIFY(line.contains("-H 'Expect:'"));
    }
    void aBodyThatBeginsWithAtIsNoFile() {
        twilio::KeyRing keys = test::ring();
        const auto event =
            test::eventOf("POST / HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n\r\n", "@/etc/passwd", keys);
        const QByteArray line = test::exportedAs("curl", {event});
        QVERIFY2(line.contains("--data-raw '@/etc/passwd'"), line.constData());
    }
    void bytesComeFromPrintf() {
        const QByteArray line = test::exportedAs("curl", {test::binary()});
        QVERIFY(line.startsWith("printf '\\000\\001\\002"));
        QVERIFY(line.contains("--data-binary @-"));
    }
    void anEmptyFieldIsSentEmpty() {
        twilio::KeyRing keys = test::ring();
        const auto event = test::eventOf("GET / HTTP/1.1\r\nHost: a\r\nX-Empty:\r\n\r\n", {}, keys);
        QVERIFY(test::exportedAs("curl", {event}).contains("-H 'X-Empty;'"));
    }
    void severalMakeAScript() {
        const QByteArray text = test::exportedAs("curl", {test::sms(), test::sms()});
        QVERIFY(text.startsWith("#!/bin/sh\n"));
        QCOMPARE(text.count("\ncurl "), 2);
    }
};

QTEST_GUILESS_MAIN(CurlTest)
#include "tst_curl.moc"
