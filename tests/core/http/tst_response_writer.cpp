#include "core/http/response_writer.h"

#include <QTest>

using namespace offhook;
using namespace offhook::http;

namespace {

// The moment of RFC 9110 5.6.7's example.
constexpr WallTime Example = 784'111'777'000'000;
const QByteArray DateLine = "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n";

QByteArray written(const Response &response, const ResponseWriter::Context &context = {}) {
    return ResponseWriter().write(response, context, Example);
}

} // namespace

class TestResponseWriter : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void wholeAnswer() {
        QCOMPARE(written({200, {{"Content-Type", "text/xml"}, {"X-b", "2"}, {"X-A", "1"}}, "<Response/>"}),
            "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nX-b: 2\r\nX-A: 1\r\nContent-Length: 11\r\n" + DateLine +
                "\r\n<Response/>");
    }

    void emptyBodyHasLengthZero() {
        QCOMPARE(written({}), "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n" + DateLine + "\r\n");
    }

    // RFC 9110 8.6 and 6.4.1.
    void bodilessStatus_data() {
        QTest::addColumn<int>("status");
        QTest::newRow("204 No Content") << 204;
        QTest::newRow("304 Not Modified") << 304;
    }
    void bodilessStatus() {
        QFETCH(const int, status);
        const QByteArray bytes = written({status, {}, "never sent"});
        QVERIFY(!bytes.contains("Content-Length"));
        QVERIFY(bytes.endsWith("\r\n\r\n"));
    }

    void headGetsTheLengthButNotTheBody() {
        const QByteArray bytes = written({200, {}, "12345"}, {.isHead = true});
        QVERIFY(bytes.contains("Content-Length: 5\r\n"));
        QVERIFY(bytes.endsWith("\r\n\r\n"));
    }

    // RFC 9112 9.3.
    void connectionHeader() {
        QVERIFY(!written({}).contains("Connection"));
        QVERIFY(written({}, {.keepAlive = false}).contains("Connection: close\r\n"));
        QVERIFY(written({}, {.isHttp11 = false}).contains("Connection: keep-alive\r\n"));
        QVERIFY(written({}, {.isHttp11 = false, .keepAlive = false}).contains("Connection: close\r\n"));
    }

    void framingIsOurs() {
        const QByteArray bytes = written({200,
            {{"content-length", "999"}, {"Transfer-Encoding", "chunked"}, {"CONNECTION", "upgrade"},
                {"Keep-Alive", "x"}},
            "ab"});
        QCOMPARE(bytes, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n" + DateLine + "\r\nab");
    }

    void ownDateStays() {
        const QByteArray bytes = written({200, {{"date", "yesterday"}}, {}});
        QVERIFY(bytes.contains("date: yesterday\r\n"));
        QVERIFY(!bytes.contains("Date:"));
    }

    void headersCannotInjectLines_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("line break in a value")
            << QByteArray("X") << QByteArray("a\r\nSet-Cookie: b") << QByteArray("X: aSet-Cookie: b\r\n");
        QTest::newRow("lone line feed in a value") << QByteArray("X") << QByteArray("a\nb") << QByteArray("X: ab\r\n");
        QTest::newRow("NUL in a value") << QByteArray("X") << QByteArray("a\0b", 3) << QByteArray("X: ab\r\n");
        QTest::newRow("line break in a name") << QByteArray("X\r\nY") << QByteArray("a") << QByteArray();
        QTest::newRow("colon in a name") << QByteArray("X:Y") << QByteArray("a") << QByteArray();
        QTest::newRow("empty name") << QByteArray() << QByteArray("a") << QByteArray();
        QTest::newRow("tab and UTF-8 stay")
            << QByteArray("X") << QByteArray("a\tb\xc3\xa4") << QByteArray("X: a\tb\xc3\xa4\r\n");
    }
    void headersCannotInjectLines() {
        QFETCH(const QByteArray, name);
        QFETCH(const QByteArray, value);
        QFETCH(const QByteArray, line);
        QCOMPARE(written({200, {{name, value}}, {}}),
            "HTTP/1.1 200 OK\r\n" + line + "Content-Length: 0\r\n" + DateLine + "\r\n");
    }

    void statusLines_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("known") << 404 << QByteArray("HTTP/1.1 404 Not Found\r\n");
        QTest::newRow("first of the list") << 100 << QByteArray("HTTP/1.1 100 Continue\r\n");
        QTest::newRow("last of the list") << 511 << QByteArray("HTTP/1.1 511 Network Authentication Required\r\n");
        QTest::newRow("unknown has an empty phrase but its blank") << 299 << QByteArray("HTTP/1.1 299 \r\n");
        QTest::newRow("above three digits") << 1000 << QByteArray("HTTP/1.1 500 Internal Server Error\r\n");
        QTest::newRow("zero") << 0 << QByteArray("HTTP/1.1 500 Internal Server Error\r\n");
        QTest::newRow("negative") << -200 << QByteArray("HTTP/1.1 500 Internal Server Error\r\n");
    }
    void statusLines() {
        QFETCH(const int, status);
        QFETCH(const QByteArray, line);
        QVERIFY(written({status, {}, {}}).startsWith(line));
    }

    void dateFollowsTheSecond() {
        ResponseWriter writer;
        QVERIFY(writer.write({}, {}, Example).contains("08:49:37"));
        QVERIFY(writer.write({}, {}, Example + 999'999).contains("08:49:37"));
        QVERIFY(writer.write({}, {}, Example + 1'000'000).contains("08:49:38"));
        QVERIFY(writer.write({}, {}, Example).contains("08:49:37"));
    }

    // Dates checked with GNU date -u.
    void dates_data() {
        QTest::addColumn<qint64>("second");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("the epoch") << qint64(0) << QByteArray("Thu, 01 Jan 1970 00:00:00 GMT");
        QTest::newRow("leap day") << qint64(1'709'208'000) << QByteArray("Thu, 29 Feb 2024 12:00:00 GMT");
        QTest::newRow("end of a year") << qint64(1'798'761'599) << QByteArray("Thu, 31 Dec 2026 23:59:59 GMT");
    }
    void dates() {
        QFETCH(const qint64, second);
        QTEST(httpDate(second * 1'000'000), "text");
    }

    void askingToClose() {
        QVERIFY(ResponseWriter::asksToClose({200, {{"connection", "Close"}}, {}}));
        QVERIFY(!ResponseWriter::asksToClose({200, {{"Connection", "keep-alive"}}, {}}));
        QVERIFY(!ResponseWriter::asksToClose({}));
    }
};

QTEST_GUILESS_MAIN(TestResponseWriter)
#include "tst_response_writer.moc"
