#include "core/twilio/url_parts.h"

#include <QTest>

using namespace offhook::twilio;

class TestUrlParts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void partsJoinToTheSameBytes_data() {
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<QByteArrayList>("parts"); // scheme userinfo host port path query
        const auto row = [](const char *what, const char *url, const QByteArrayList &parts) {
            QTest::newRow(what) << QByteArray(url) << parts;
        };
        row("everything", "https://u:p@h.example:8443/a/b?x=1&y",
            {"https", "u:p@", "h.example", ":8443", "/a/b", "?x=1&y"});
        row("a host alone", "http://h", {"http", "", "h", "", "", ""});
        row("no path but a query", "https://h?x", {"https", "", "h", "", "", "?x"});
        row("an empty query", "https://h/?", {"https", "", "h", "", "/", "?"});
        row("IPv6 with a port", "https://[2001:db8::1]:443/", {"https", "", "[2001:db8::1]", ":443", "/", ""});
        row("IPv6 without", "https://[::1]/", {"https", "", "[::1]", "", "/", ""});
        row("an @ in the password", "https://u:p@q@h/", {"https", "u:p@q@", "h", "", "/", ""});
        row("a slash in the query", "https://h/p?a=/b//c", {"https", "", "h", "", "/p", "?a=/b//c"});
    }
    void partsJoinToTheSameBytes() {
        QFETCH(QByteArray, url);
        QFETCH(QByteArrayList, parts);
        const UrlParts split = splitUrl(url);
        QCOMPARE((QByteArrayList{split.scheme.toByteArray(), split.userinfo.toByteArray(), split.host.toByteArray(),
                     split.port.toByteArray(), split.path.toByteArray(), split.query.toByteArray()}),
            parts);
        QCOMPARE(split.joined(), url);
    }

    void fragmentsAreLeftOut() {
        const QByteArray url("https://h/p?x#rc=2");
        QCOMPARE(splitUrl(url).joined(), QByteArray("https://h/p?x"));
        QCOMPARE(withoutFragment(url).toByteArray(), QByteArray("https://h/p?x"));
    }

    void whatIsNoUrlHasNoScheme() {
        QVERIFY(splitUrl("/sms").scheme.isEmpty());
        QVERIFY(splitUrl("://x").scheme.isEmpty());
        QVERIFY(splitUrl("").scheme.isEmpty());
    }

    void schemesHaveTwins() {
        QCOMPARE(webSocketScheme("HTTPS").toByteArray(), QByteArray("wss"));
        QCOMPARE(webSocketScheme("http").toByteArray(), QByteArray("ws"));
        QCOMPARE(plainScheme("wss").toByteArray(), QByteArray("https"));
        QCOMPARE(plainScheme("ftp").toByteArray(), QByteArray("ftp"));
        QVERIFY(isSecureScheme("WSS") && !isSecureScheme("ws"));
        QVERIFY(isWebSocketScheme("Ws") && !isWebSocketScheme("https"));
    }
};

QTEST_GUILESS_MAIN(TestUrlParts)
#include "tst_url_parts.moc"
