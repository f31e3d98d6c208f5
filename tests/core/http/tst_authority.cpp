#include "core/http/authority.h"

#include <QTest>

using namespace offhook::http;

class TestAuthority : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // RFC 3986 3.2.2 and 3.2.3.
    void accepted_data() {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<QByteArray>("port");
        QTest::newRow("name") << QByteArray("example.com") << QByteArray("example.com") << QByteArray();
        QTest::newRow("name and port") << QByteArray("example.com:8443") << QByteArray("example.com")
                                       << QByteArray("8443");
        QTest::newRow("colon without port") << QByteArray("example.com:") << QByteArray("example.com") << QByteArray();
        QTest::newRow("IPv4 address") << QByteArray("127.0.0.1:80") << QByteArray("127.0.0.1") << QByteArray("80");
        QTest::newRow("IPv6 address") << QByteArray("[::1]") << QByteArray("[::1]") << QByteArray();
        QTest::newRow("IPv6 address and port")
            << QByteArray("[2001:db8::1.2.3.4]:65535") << QByteArray("[2001:db8::1.2.3.4]") << QByteArray("65535");
        QTest::newRow("underscore, as Docker's names have")
            << QByteArray("my_app") << QByteArray("my_app") << QByteArray();
    }
    void accepted() {
        QFETCH(const QByteArray, input);
        QFETCH(const QByteArray, host);
        QFETCH(const QByteArray, port);
        const auto authority = parseAuthority(input);
        QVERIFY(authority);
        QCOMPARE(authority->host.toByteArray(), host);
        QCOMPARE(authority->port.toByteArray(), port);
    }

    void refused_data() {
        QTest::addColumn<QByteArray>("input");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("port alone") << QByteArray(":80");
        QTest::newRow("blank inside") << QByteArray("exa mple.com");
        QTest::newRow("path behind") << QByteArray("example.com/x");
        QTest::newRow("user information") << QByteArray("user@example.com");
        QTest::newRow("query behind") << QByteArray("example.com?x");
        QTest::newRow("fragment behind") << QByteArray("example.com#x");
        QTest::newRow("backslash") << QByteArray("example.com\\x");
        QTest::newRow("two ports") << QByteArray("example.com:80:81");
        QTest::newRow("port not a number") << QByteArray("example.com:http");
        QTest::newRow("port zero") << QByteArray("example.com:0");
        QTest::newRow("port above 65535") << QByteArray("example.com:65536");
        QTest::newRow("port with six digits") << QByteArray("example.com:000080");
        QTest::newRow("bracket not closed") << QByteArray("[::1");
        QTest::newRow("empty brackets") << QByteArray("[]");
        QTest::newRow("name in brackets") << QByteArray("[example]");
        QTest::newRow("text behind brackets") << QByteArray("[::1]x");
        QTest::newRow("carriage return") << QByteArray("example.com\r");
        QTest::newRow("byte outside ASCII") << QByteArray("ex\xc3\xa4mple.com");
        QTest::newRow("NUL") << QByteArray("a\0b", 3);
    }
    void refused() {
        QFETCH(const QByteArray, input);
        QVERIFY(!parseAuthority(input));
    }

    void ports() {
        QVERIFY(isPort("1"));
        QVERIFY(isPort("65535"));
        QVERIFY(!isPort(""));
        QVERIFY(!isPort("+1"));
        QVERIFY(!isPort("65536"));
    }
};

QTEST_GUILESS_MAIN(TestAuthority)
#include "tst_authority.moc"
