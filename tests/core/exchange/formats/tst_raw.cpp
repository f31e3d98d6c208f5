#include "tests/core/exchange/exchange_support.h"

#include <QTest>

using namespace offhook;
using namespace offhook::exchange;

class RawTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bytesAreAsTheyCame() {
        const flow::WebhookEvent event = test::binary();
        QCOMPARE(test::exportedAs("raw", {event}), QByteArray(event.request.head() + event.request.body()));
    }
    void aRefusedOneIsWrittenWhenItIsAlone() {
        QCOMPARE(test::exportedAs("raw", {test::refused()}), QByteArray("GET  /x HTTP/1.1\r\n\r\n"));
        const QByteArray two = test::exportedAs("raw", {test::refused(), test::binary()});
        QVERIFY(two.startsWith("POST /up"));
    }
};

QTEST_GUILESS_MAIN(RawTest)
#include "tst_raw.moc"
