#include "core/twilio/web_url.h"

#include <QTest>

using namespace offhook::twilio;

class TestWebUrl : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Expected values: new URL(url).toString() of Node 20.
    void urlsAreWrittenAsJavaScriptDoes_data() {
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<QByteArray>("wanted");
        const auto row = [](const char *what, const char *url, const char *wanted) {
            QTest::newRow(what) << QByteArray(url) << QByteArray(wanted);
        };
        row("nothing to do", "https://a.example/s?x=1", "https://a.example/s?x=1");
        row("capitals", "HTTPS://A.Example/S", "https://a.example/S");
        row("a default port", "https://a.example:443/s", "https://a.example/s");
        row("another port", "https://a.example:80/s", "https://a.example:80/s");
        row("no path", "https://a.example?x", "https://a.example/?x");
        row("dots", "https://a.example/a/./b/../c", "https://a.example/a/c");
        row("escaped dots", "https://a.example/a/%2E%2e/c", "https://a.example/c");
        row("an apostrophe in the query", "https://a.example/it's?q=it's", "https://a.example/it's?q=it%27s");
        row("a raw umlaut", "https://a.example/\u00fc?q=\u00fc", "https://a.example/%C3%BC?q=%C3%BC");
        row("a host beyond ASCII", "https://b\u00fccher.example/", "https://xn--bcher-kva.example/");
        row("an empty query", "https://a.example/s?", "https://a.example/s?");
    }
    void urlsAreWrittenAsJavaScriptDoes() {
        QFETCH(QByteArray, url);
        QFETCH(QByteArray, wanted);
        QCOMPARE(webUrl(url), std::optional(wanted));
    }

    void otherSchemesAreNoneOfIt() {
        QVERIFY(!webUrl("ftp://a.example/"));
        QVERIFY(!webUrl("/sms"));
    }

    // Expected values: querystring.stringify(querystring.parse(query)) of Node 20.
    void queriesAreWrittenAsNodeDoes_data() {
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<QByteArray>("wanted");
        QTest::newRow("blanks and an apostrophe")
            << QByteArray("https://a/?q=it%27s+a%20b") << QByteArray("https://a/?q=it's%20a%20b");
        QTest::newRow("equal names come together")
            << QByteArray("https://a/?a=1&b=2&a=3") << QByteArray("https://a/?a=1&a=3&b=2");
        QTest::newRow("a bare name") << QByteArray("https://a/?a&b=1") << QByteArray("https://a/?a=&b=1");
        QTest::newRow("no query") << QByteArray("https://a/?") << QByteArray("https://a/?");
    }
    void queriesAreWrittenAsNodeDoes() {
        QFETCH(QByteArray, url);
        QFETCH(QByteArray, wanted);
        QCOMPARE(withLegacyQuery(url), wanted);
    }
};

QTEST_GUILESS_MAIN(TestWebUrl)
#include "tst_web_url.moc"
