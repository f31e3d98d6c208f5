#include "core/exchange/readers/request_builder.h"

#include <QTest>

using namespace offhook;
using namespace offhook::exchange;

class RequestBuilderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theHeadIsBuilt() {
        const auto event = eventFromTold({"POST", "https://u:p@a.example:8443/x?y=1#z",
            {{"X-A", "1"}, {"Content-Length", "99"}, {"Transfer-Encoding", "chunked"}}, "a=b", "1.2.3.4:5", 7});
        QVERIFY(event);
        QCOMPARE(event->request.head(),
            QByteArray("POST /x?y=1 HTTP/1.1\r\nHost: a.example:8443\r\nX-A: 1\r\nContent-Length: 3\r\n\r\n"));
        QVERIFY(event->tls);
        QCOMPARE(event->receivedAt, 7);
        QCOMPARE(event->verification.checkedUrl, QByteArray("https://u:p@a.example:8443/x?y=1"));
    }
    void nothingCanBreakOutOfItsField_data() {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("a line break in a value")
            << QByteArray("GET") << QByteArray("http://a/") << QByteArray("x\r\nEvil: 1");
        QTest::newRow("a blank in the method") << QByteArray("GET /x") << QByteArray("http://a/") << QByteArray("x");
        QTest::newRow("a line break in the path")
            << QByteArray("GET") << QByteArray("http://a/\r\nEvil: 1") << QByteArray("x");
        QTest::newRow("a line break in the host")
            << QByteArray("GET") << QByteArray("http://a\r\nEvil: 1/") << QByteArray("x");
        QTest::newRow("another scheme") << QByteArray("GET") << QByteArray("file:///etc/passwd") << QByteArray("x");
    }
    void nothingCanBreakOutOfItsField() {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, url);
        QFETCH(QByteArray, value);
        const auto event = eventFromTold({method, url, {{"X-A", value}}, {}, {}, 0});
        QCOMPARE(event.error().code, ErrorCode::InvalidInput);
    }
    void parametersGoWhereTheMethodHasThem_data() {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("a form") << QByteArray("POST") << QByteArray("http://a/x?t=1") << QByteArray("/x?t=1")
                                << QByteArray("b=2&c=+");
        QTest::newRow("a query") << QByteArray("GET") << QByteArray("http://a/x") << QByteArray("/x?b=2&c=+")
                                 << QByteArray();
        QTest::newRow("behind the query that was configured")
            << QByteArray("GET") << QByteArray("http://a/x?t=1") << QByteArray("/x?t=1&b=2&c=+") << QByteArray();
        QTest::newRow("before the fragment with the overrides")
            << QByteArray("GET") << QByteArray("http://a/x#rc=2") << QByteArray("/x?b=2&c=+") << QByteArray();
        QTest::newRow("that stand there already")
            << QByteArray("GET") << QByteArray("http://a/x?c=%20&b=2") << QByteArray("/x?c=%20&b=2") << QByteArray();
        QTest::newRow("of which one stands there")
            << QByteArray("GET") << QByteArray("http://a/x?b=2&") << QByteArray("/x?b=2&c=+") << QByteArray();
    }
    void parametersGoWhereTheMethodHasThem() {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, url);
        ToldRequest told{method, url, {}, {}, {}, 0};
        addParameters(told, "b=2&c=+");
        const auto event = eventFromTold(told);
        QVERIFY(event);
        QTEST(event->request.target().toByteArray(), "target");
        QTEST(event->request.body(), "body");
    }
};

QTEST_GUILESS_MAIN(RequestBuilderTest)
#include "tst_request_builder.moc"
