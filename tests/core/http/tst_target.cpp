#include "core/http/target.h"

#include <QTest>

using offhook::ErrorCode;
using offhook::http::parseTarget;

class TestTarget final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void urlsAreTakenApart_data() {
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<QByteArray>("origin");
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<int>("port");
        QTest::addColumn<bool>("tls");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("query");
        using B = QByteArray;
        QTest::newRow("host alone") << B("http://example.com") << B("http://example.com") << B("example.com") << 80
                                    << false << B() << B("-");
        QTest::newRow("TLS has port 443") << B("https://example.com/") << B("https://example.com") << B("example.com")
                                          << 443 << true << B("/") << B("-");
        QTest::newRow("port, path and query") << B("http://127.0.0.1:8945/sms/in?a=1&b") << B("http://127.0.0.1:8945")
                                              << B("127.0.0.1") << 8945 << false << B("/sms/in") << B("a=1&b");
        QTest::newRow("the default port stays as typed")
            << B("https://h:443/x") << B("https://h:443") << B("h") << 443 << true << B("/x") << B("-");
        QTest::newRow("IPv6 in brackets")
            << B("http://[::1]:8945/sms") << B("http://[::1]:8945") << B("::1") << 8945 << false << B("/sms") << B("-");
        QTest::newRow("IPv6 without port") << B("http://[2001:db8::1]") << B("http://[2001:db8::1]") << B("2001:db8::1")
                                           << 80 << false << B() << B("-");
        QTest::newRow("query without path")
            << B("http://h?x=1") << B("http://h") << B("h") << 80 << false << B() << B("x=1");
        QTest::newRow("an empty query is one")
            << B("http://h/p?") << B("http://h") << B("h") << 80 << false << B("/p") << B("");
        QTest::newRow("a fragment is left out")
            << B("https://h/p?q#rc=2&tt=900") << B("https://h") << B("h") << 443 << true << B("/p") << B("q");
        QTest::newRow("escapes and dots stay as they are") << B("http://h/%2b/../a//b?%2B='") << B("http://h") << B("h")
                                                           << 80 << false << B("/%2b/../a//b") << B("%2B='");
        QTest::newRow("the case of scheme and host does not matter")
            << B("HTTPS://Example.COM/") << B("https://Example.COM") << B("example.com") << 443 << true << B("/")
            << B("-");
        QTest::newRow("an empty port is the scheme's own, RFC 3986 3.2.3")
            << B("http://h:/x") << B("http://h:") << B("h") << 80 << false << B("/x") << B("-");
        QTest::newRow("WebSocket schemes")
            << B("wss://h/media") << B("wss://h") << B("h") << 443 << true << B("/media") << B("-");
        QTest::newRow("a question mark inside the query")
            << B("http://h/?u=http://x/?y") << B("http://h") << B("h") << 80 << false << B("/") << B("u=http://x/?y");
        QTest::newRow("an at sign in the path is no user")
            << B("http://h/a@b") << B("http://h") << B("h") << 80 << false << B("/a@b") << B("-");
    }
    void urlsAreTakenApart() {
        QFETCH(QByteArray, url);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, query);
        const auto target = parseTarget(url);
        QVERIFY(target);
        QTEST(target->origin(), "origin");
        QTEST(target->host, "host");
        QTEST(int(target->port), "port");
        QTEST(target->tls(), "tls");
        QCOMPARE(target->path, path);
        QCOMPARE(target->query.value_or("-"), query);
        QVERIFY(target->userInfo.isEmpty());
    }

    void credentialsAreSetAside() {
        const auto target = parseTarget("https://user:p%40ss@h:8443/x");
        QVERIFY(target);
        QCOMPARE(target->userInfo, QByteArray("user:p%40ss"));
        QCOMPARE(target->origin(), QByteArray("https://h:8443"));
    }

    void whatIsNoUrlIsRefused_data() {
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<int>("offset");
        QTest::newRow("nothing") << QByteArray() << 0;
        QTest::newRow("no scheme") << QByteArray("example.com/sms") << 0;
        QTest::newRow("another scheme") << QByteArray("ftp://h/") << 0;
        QTest::newRow("no host") << QByteArray("http:///sms") << 7;
        QTest::newRow("no host before a port") << QByteArray("http://:80/") << 7;
        QTest::newRow("a port that is no number") << QByteArray("http://h:x/") << 7;
        QTest::newRow("a port with a sign") << QByteArray("http://h:+80/") << 7;
        QTest::newRow("port 0") << QByteArray("http://h:0/") << 7;
        QTest::newRow("a port too great") << QByteArray("http://h:65536/") << 7;
        QTest::newRow("brackets left open") << QByteArray("http://[::1/") << 7;
        QTest::newRow("text after the brackets") << QByteArray("http://[::1]x/") << 7;
        QTest::newRow("empty brackets") << QByteArray("http://[]/") << 7;
        QTest::newRow("a blank") << QByteArray("http://h/a b") << 10;
        QTest::newRow("a line break, which would add a header") << QByteArray("http://h/\r\nX-Evil: 1") << 9;
        QTest::newRow("NUL") << QByteArray("http://h/\0", 10) << 9;
        QTest::newRow("a byte beyond ASCII") << QByteArray("http://h/\xC3\xBC") << 9;
    }
    void whatIsNoUrlIsRefused() {
        QFETCH(QByteArray, url);
        QFETCH(int, offset);
        const auto target = parseTarget(url);
        QVERIFY(!target);
        QCOMPARE(target.error().code, ErrorCode::InvalidInput);
        QCOMPARE(target.error().offset, offset);
        QVERIFY(!target.error().detail.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestTarget)
#include "tst_target.moc"
