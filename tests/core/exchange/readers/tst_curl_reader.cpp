#include "core/exchange/readers/curl_reader.h"
#include "tests/core/exchange/exchange_support.h"

#include <QBuffer>
#include <QTest>

using namespace offhook;
using namespace offhook::exchange;

class CurlReaderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ourOwnLinesComeBack() {
        for (const flow::WebhookEvent &event : {test::sms(), test::binary()}) {
            const auto read = eventFromCurl(test::exportedAs("curl", {event}), 1);
            QVERIFY2(read, read ? "" : qPrintable(read.error().detail));
            QCOMPARE(read->request.body(), event.request.body());
            QCOMPARE(
                read->request.header("Content-Type").toByteArray(), event.request.header("Content-Type").toByteArray());
            QCOMPARE(read->request.target().toByteArray(), event.request.target().toByteArray());
        }
    }
    void othersLines_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("request");
        QTest::newRow("data makes a POST of a form")
            << QByteArray("curl http://a/x -d a=1 -d b=2")
            << QByteArray("POST /x HTTP/1.1\r\nHost: a\r\nContent-Type: "
                          "application/x-www-form-urlencoded\r\nContent-Length: 7\r\n\r\na=1&b=2");
        QTest::newRow("a browser's line")
            << QByteArray("curl 'https://a/x' -X 'PUT' -H 'x-b: 1' --data-raw $'q\\'' --compressed")
            << QByteArray("PUT /x HTTP/1.1\r\nHost: a\r\nx-b: 1\r\nContent-Type: "
                          "application/x-www-form-urlencoded\r\nContent-Length: 2\r\n\r\nq'");
        QTest::newRow("data in the query") << QByteArray("curl -G a.example/x --data-urlencode 'q=a b'")
                                           << QByteArray("GET /x?q=a%20b HTTP/1.1\r\nHost: a.example\r\n\r\n");
        QTest::newRow("a user") << QByteArray("curl -u me:pw http://a")
                                << QByteArray("GET / HTTP/1.1\r\nHost: a\r\nAuthorization: Basic bWU6cHc=\r\n\r\n");
    }
    void othersLines() {
        QFETCH(QByteArray, line);
        const auto read = eventFromCurl(line, 1);
        QVERIFY2(read, read ? "" : qPrintable(read.error().detail));
        QTEST(QByteArray(read->request.head() + read->request.body()), "request");
    }
    void filesAreNotRead() {
        for (const char *line : {"curl http://a -d @/etc/passwd", "curl http://a -F f=@/etc/passwd",
                 "curl http://a -H @/etc/passwd", "curl -T /etc/passwd http://a", "curl -K /etc/passwd"})
            QVERIFY(!eventFromCurl(line, 1));
    }
    void problemsHaveTheirLines() {
        QByteArray text("# a comment\n\ncurl http://a \\\n  -d x=1\ncurl $URL\ncurl http://b\n");
        QBuffer file(&text);
        file.open(QIODevice::ReadOnly);
        CurlReader reader(file, 1);
        ImportProblems problems;
        QCOMPARE(reader.next(problems)->request.body(), QByteArray("x=1"));
        QVERIFY(reader.next(problems));
        QVERIFY(!reader.next(problems));
        QCOMPARE(problems.count(), 1);
        QCOMPARE(problems.kept().front().line, 5);
    }
};

QTEST_GUILESS_MAIN(CurlReaderTest)
#include "tst_curl_reader.moc"
