#include "core/exchange/readers/wire_bytes.h"

#include <QTest>

using namespace offhook;
using namespace offhook::exchange;

class WireBytesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aChunkedRequestIsWhole() {
        const auto event =
            eventFromWire("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n");
        QVERIFY(event && !event->refusal);
        QCOMPARE(event->request.body(), QByteArray("hi"));
        QCOMPARE(event->request.framedBody(), QByteArray("2\r\nhi\r\n0\r\n\r\n"));
    }
    void whatIsCutIsRefused() {
        const auto event = eventFromWire("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhi");
        QVERIFY(event && event->refusal);
        QCOMPARE(event->refusal->reason, http::RefusalReason::Incomplete);
        QVERIFY(!eventFromWire({}));
    }
    void answersAreReadLeniently() {
        const http::Response response = responseFromWire(
            "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 2\r\nbad\r\n\r\nno");
        QCOMPARE(response.status, 404);
        QCOMPARE(response.body, QByteArray("no"));
        QCOMPARE(response.headers.size(), std::size_t(1));
        QCOMPARE(responseFromWire("nonsense").status, 0);
    }
};

QTEST_GUILESS_MAIN(WireBytesTest)
#include "tst_wire_bytes.moc"
