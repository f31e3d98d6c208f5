#include "core/http/message.h"

#include <QTest>

using namespace offhook::http;

class TestMessage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void headIsKeptAndIndexedAsItArrived() {
        const QByteArray head =
            "POST /sms?a=%2b&b HTTP/1.1\r\nhOsT:example.com\r\nX-A: 1\r\nx-a:\t 2 \t\r\nEmpty:\r\n\r\n";
        const Request request(head, "x=1");
        QCOMPARE(request.head(), head);
        QCOMPARE(request.body(), QByteArray("x=1"));
        QCOMPARE(request.wireBody(), QByteArray("x=1"));
        QCOMPARE(request.method(), QByteArrayView("POST"));
        QCOMPARE(request.target(), QByteArrayView("/sms?a=%2b&b"));
        QCOMPARE(request.version(), QByteArrayView("HTTP/1.1"));
        QCOMPARE(request.path(), QByteArrayView("/sms"));
        QCOMPARE(request.query(), QByteArrayView("a=%2b&b"));
        QCOMPARE(request.fieldCount(), std::size_t(4));
        QCOMPARE(request.field(0).name, QByteArrayView("hOsT"));
        QCOMPARE(request.field(2).name, QByteArrayView("x-a"));
        QCOMPARE(request.field(2).value, QByteArrayView("2"));
        QCOMPARE(request.header("HOST"), QByteArrayView("example.com"));
        QCOMPARE(request.headers("x-a").size(), std::size_t(2));
        QVERIFY(request.hasHeader("empty"));
        QVERIFY(request.header("Empty").isEmpty());
        QVERIFY(!request.hasHeader("X"));
    }

    void framedBodyIsWhatWasOnTheWire() {
        const Request request("POST / HTTP/1.1\r\n\r\n", "abc", "3\r\nabc\r\n0\r\n\r\n");
        QCOMPARE(request.wireBody(), QByteArray("3\r\nabc\r\n0\r\n\r\n"));
        QCOMPARE(request.body(), QByteArray("abc"));
    }

    // RFC 9112 3.2.
    void targetForms_data() {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<bool>("hasQuery");
        QTest::newRow("origin form") << QByteArray("/a/b?c") << QByteArray("/a/b") << QByteArray("c") << true;
        QTest::newRow("no query") << QByteArray("/a") << QByteArray("/a") << QByteArray() << false;
        QTest::newRow("empty query") << QByteArray("/a?") << QByteArray("/a") << QByteArray() << true;
        QTest::newRow("question mark in the query")
            << QByteArray("/a?b?c") << QByteArray("/a") << QByteArray("b?c") << true;
        QTest::newRow("absolute form") << QByteArray("http://h:1/a?b") << QByteArray("/a") << QByteArray("b") << true;
        QTest::newRow("absolute form without path")
            << QByteArray("http://h?b") << QByteArray("") << QByteArray("b") << true;
        QTest::newRow("URL inside the query")
            << QByteArray("/a?u=http://h/x") << QByteArray("/a") << QByteArray("u=http://h/x") << true;
        QTest::newRow("two slashes") << QByteArray("//a/b") << QByteArray("//a/b") << QByteArray() << false;
        QTest::newRow("asterisk") << QByteArray("*") << QByteArray("*") << QByteArray() << false;
    }
    void targetForms() {
        QFETCH(const QByteArray, target);
        QFETCH(const QByteArray, path);
        QFETCH(const QByteArray, query);
        QFETCH(const bool, hasQuery);
        const Request request("GET " + target + " HTTP/1.1\r\n\r\n", {});
        QCOMPARE(request.path().toByteArray(), path);
        QCOMPARE(request.query().toByteArray(), query);
        QCOMPARE(!request.query().isNull(), hasQuery);
    }

    void brokenHeadsAreIndexedAsFarAsTheyGo_data() {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("version");
        QTest::addColumn<int>("fields");
        QTest::newRow("nothing") << QByteArray() << QByteArray() << QByteArray() << QByteArray() << 0;
        QTest::newRow("empty lines first") << QByteArray("\r\n\r\nGET / HTTP/1.1\r\nA: b\r\n\r\n") << QByteArray("GET")
                                           << QByteArray("/") << QByteArray("HTTP/1.1") << 1;
        QTest::newRow("line feeds only") << QByteArray("GET / HTTP/1.0\nA: b\n\n") << QByteArray("GET")
                                         << QByteArray("/") << QByteArray("HTTP/1.0") << 1;
        QTest::newRow("HTTP/0.9") << QByteArray("GET /x\r\n") << QByteArray("GET") << QByteArray("/x") << QByteArray()
                                  << 0;
        QTest::newRow("one word") << QByteArray("hello") << QByteArray("hello") << QByteArray() << QByteArray() << 0;
        QTest::newRow("blanks in the target") << QByteArray("GET /a b HTTP/1.1\r\n\r\n") << QByteArray("GET")
                                              << QByteArray("/a b") << QByteArray("HTTP/1.1") << 0;
        QTest::newRow("lines that are no fields are left out")
            << QByteArray("GET / HTTP/1.1\r\nnocolon\r\n: x\r\n folded: y\r\nB : c\r\n\r\n") << QByteArray("GET")
            << QByteArray("/") << QByteArray("HTTP/1.1") << 1;
        QTest::newRow("cut in a field") << QByteArray("GET / HTTP/1.1\r\nHost: exa") << QByteArray("GET")
                                        << QByteArray("/") << QByteArray("HTTP/1.1") << 1;
        QTest::newRow("bytes behind the blank line are no fields")
            << QByteArray("GET / HTTP/1.1\r\n\r\nA: b\r\n") << QByteArray("GET") << QByteArray("/")
            << QByteArray("HTTP/1.1") << 0;
    }
    void brokenHeadsAreIndexedAsFarAsTheyGo() {
        QFETCH(const QByteArray, head);
        const Request request(head, {});
        QCOMPARE(request.head(), head);
        QTEST(request.method().toByteArray(), "method");
        QTEST(request.target().toByteArray(), "target");
        QTEST(request.version().toByteArray(), "version");
        QTEST(int(request.fieldCount()), "fields");
    }

    // RFC 9110 8.3.1.
    void contentType_data() {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("charset");
        QTest::newRow("no parameter") << QByteArray("Application/X-WWW-Form-URLEncoded")
                                      << QByteArray("application/x-www-form-urlencoded") << QByteArray();
        QTest::newRow("charset") << QByteArray("text/xml; charset=UTF-8") << QByteArray("text/xml")
                                 << QByteArray("utf-8");
        QTest::newRow("charset without blank")
            << QByteArray("text/xml;charset=utf-8") << QByteArray("text/xml") << QByteArray("utf-8");
        QTest::newRow("quoted charset") << QByteArray("text/xml; CharSet=\"Utf-8\"") << QByteArray("text/xml")
                                        << QByteArray("utf-8");
        QTest::newRow("second parameter")
            << QByteArray("multipart/form-data; boundary=\"a;charset=b\\\"\"; charset=latin1")
            << QByteArray("multipart/form-data") << QByteArray("latin1");
        QTest::newRow("parameter without value")
            << QByteArray("text/xml; x; charset=a") << QByteArray("text/xml") << QByteArray("a");
        QTest::newRow("quote not closed")
            << QByteArray("text/xml; charset=\"ab") << QByteArray("text/xml") << QByteArray("ab");
        QTest::newRow("empty") << QByteArray("") << QByteArray() << QByteArray();
    }
    void contentType() {
        QFETCH(const QByteArray, value);
        const Request request("POST / HTTP/1.1\r\nContent-Type: " + value + "\r\n\r\n", {});
        QTEST(request.mediaType(), "type");
        QTEST(request.contentTypeParameter("charset"), "charset");
    }

    void copiesAreIndependentOfTheOriginal() {
        Request copy;
        {
            const Request original("GET /x HTTP/1.1\r\nA: b\r\n\r\n", "body");
            copy = original;
            QCOMPARE(copy, original);
        }
        QCOMPARE(copy.header("a"), QByteArrayView("b"));
    }

    void responseHeaderIgnoresCase() {
        const Response response{200, {{"Content-Type", "text/xml"}}, {}};
        QCOMPARE(response.header("content-type"), QByteArrayView("text/xml"));
        QVERIFY(response.header("x").isNull());
    }
};

QTEST_GUILESS_MAIN(TestMessage)
#include "tst_message.moc"
