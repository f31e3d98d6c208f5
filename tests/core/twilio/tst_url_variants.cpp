#include "core/twilio/url_variants.h"

#include <QTest>

#include <algorithm>

using namespace offhook::twilio;

class TestUrlVariants : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void usualForm_data() {
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<bool>("webSocket");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *what, const char *url, bool webSocket, const char *expected) {
            QTest::newRow(what) << QByteArray(url) << webSocket << QByteArray(expected);
        };
        row("as it stands", "https://h/p?q=%2b'", false, "https://h/p?q=%2b'");
        row("without connection overrides", "https://h/p#rc=3&rp=5xx", false, "https://h/p");
        row("a bare question mark stays", "https://h/p?", false, "https://h/p?");
        row("case stays", "HTTPS://User@Host/P", false, "HTTPS://User@Host/P");
        row("not a URL", "example", false, "example");
        row("empty", "", false, "");
        row("a handshake seen as https", "https://h:8443/m?a=1#x", true, "wss://h:8443/m?a=1");
        row("a handshake seen as http", "http://u:p@h/m", true, "ws://u:p@h/m");
        row("a handshake with its own scheme", "wss://h/m", true, "wss://h/m");
    }
    void usualForm() {
        QFETCH(QByteArray, url);
        QFETCH(bool, webSocket);
        QFETCH(QByteArray, expected);
        QCOMPARE(offhook::twilio::usualForm(url, {webSocket, false}), expected);
    }

    void otherForms_data() {
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<bool>("get");
        QTest::addColumn<QList<QByteArray>>("expected");
        const auto row = [](const char *what, const char *url, bool get, const QList<QByteArray> &expected) {
            QTest::newRow(what) << QByteArray(url) << get << expected;
        };
        row("the default port of https", "https://h/p", false, {"https://h:443/p"});
        row("the default port of http", "http://h/p", false, {"http://h:80/p"});
        row("an explicit port is removed", "https://h:8443/p", false, {"https://h/p"});
        row("user info with and without port", "https://u:p@h:1/", false,
            {"https://h:1/", "https://u:p@h/", "https://h/"});
        row("an apostrophe in the query", "https://h/it's?b=it's", false,
            {"https://h:443/it's?b=it's", "https://h/it's?b=it%27s", "https://h:443/it's?b=it%27s"});
        row("SIP addresses of a GET", "https://h/?f=sip%3Aa%40b%2B", true,
            {"https://h:443/?f=sip%3Aa%40b%2B", "https://h/?f=sip:a@b%2B", "https://h:443/?f=sip:a@b%2B"});
        row("but not of a POST", "https://h/?f=sip%3Aa%40b", false, {"https://h:443/?f=sip%3Aa%40b"});
        row("an address in the path is left alone", "https://h/a%40b", true, {"https://h:443/a%40b"});
        row("a fragment is cut first", "https://h/p#tt=9", false, {"https://h:443/p"});
        row("no path", "https://h?x=1", false, {"https://h:443?x=1"});
        row("what is no URL has no forms", "/p?x=1", true, {});
        row("nor has a scheme without a name", "://h/p", true, {});
    }
    void otherForms() {
        QFETCH(QByteArray, url);
        QFETCH(bool, get);
        QFETCH(QList<QByteArray>, expected);
        QList<QByteArray> actual;
        for (const UrlVariant &variant : offhook::twilio::otherForms(url, {false, get})) {
            QVERIFY(!variant.queryAsParameters);
            actual.append(variant.url);
        }
        QCOMPARE(actual, expected);
    }

    void handshakeFormsAreFewAndDistinct() {
        const QByteArray url("https://u:p@h:1/media?a=1");
        const UrlContext context{true, true};
        const std::vector<UrlVariant> variants = offhook::twilio::otherForms(url, context);
        QCOMPARE(variants.size(), std::size_t(31)); // 2 schemes, 4 authorities, 2 paths, 2 queries, less the usual one
        QVERIFY(std::find(variants.begin(), variants.end(), UrlVariant{offhook::twilio::usualForm(url, context)}) ==
                variants.end());
        QVERIFY(std::find(variants.begin(), variants.end(), UrlVariant{"wss://h/media/", true}) != variants.end());
        for (auto a = variants.begin(); a != variants.end(); ++a)
            QCOMPARE(std::count(variants.begin(), variants.end(), *a), 1);
    }

    void aWebSocketSchemeIsAHandshake() {
        const std::vector<UrlVariant> variants = offhook::twilio::otherForms("wss://h/m", {});
        QVERIFY(std::find(variants.begin(), variants.end(), UrlVariant{"wss://h/m/"}) != variants.end());
    }
};

QTEST_GUILESS_MAIN(TestUrlVariants)
#include "tst_url_variants.moc"
