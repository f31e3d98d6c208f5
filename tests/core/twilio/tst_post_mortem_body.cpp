#include "core/twilio/body_hash.h"
#include "core/twilio/post_mortem_body.h"
#include "tests/core/twilio/repair_support.h"

#include <QTest>

using namespace offhook;
using namespace offhook::twilio;

static bool never() {
    return false;
}

class TestPostMortemBody : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // What the languages write: JSON.stringify(v), JSON.stringify(v, null, 2) of JavaScript; json.dumps(v) of Python.
    void spacingsAreTheLanguages_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("comma");
        QTest::addColumn<QByteArray>("colon");
        QTest::addColumn<int>("indent");
        QTest::addColumn<QByteArray>("wanted");
        const QByteArray json("{ \"a\" : [1, 2],\n \"b\": {}, \"c\": [ ], \"d\": \"x, y: {\\\"z\\\"}\" }");
        QTest::newRow("JSON.stringify(v)") << json << QByteArray() << QByteArray() << 0
                                           << QByteArray("{\"a\":[1,2],\"b\":{},\"c\":[],\"d\":\"x, y: {\\\"z\\\"}\"}");
        QTest::newRow("json.dumps(v)") << json << QByteArray(" ") << QByteArray(" ") << 0
                                       << QByteArray(
                                              "{\"a\": [1, 2], \"b\": {}, \"c\": [], \"d\": \"x, y: {\\\"z\\\"}\"}");
        QTest::newRow("JSON.stringify(v, null, 2)")
            << json << QByteArray() << QByteArray(" ") << 2
            << QByteArray(
                   "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": {},\n  \"c\": [],\n  \"d\": \"x, y: {\\\"z\\\"}\"\n}");
    }
    void spacingsAreTheLanguages() {
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, comma);
        QFETCH(QByteArray, colon);
        QFETCH(int, indent);
        QFETCH(QByteArray, wanted);
        QCOMPARE(respacedJson(json, comma, colon, indent), std::optional(wanted));
    }

    void whatIsNoJsonIsLeftAlone() {
        QVERIFY(!respacedJson("{\"a\": ", {}, {}, 0));
        QVERIFY(!respacedJson("a=1", {}, {}, 0));
    }

    void rewritingsAreFound_data() {
        QTest::addColumn<QByteArray>("arrived");
        QTest::addColumn<QByteArray>("sent");
        QTest::addColumn<QString>("change");
        const auto row = [](const char *what, const QByteArray &arrived, const QByteArray &sent, const char *change) {
            QTest::newRow(what) << arrived << sent << QString::fromUtf8(change);
        };
        row("a line break more", "x\n", "x", "a body without white space at its ends");
        row("a line break fewer", "x", "x\n", "a body with a line break at its end");
        row("other line breaks", "a\r\nb", "a\nb", "a body with other line breaks");
        row("a byte order mark", "\xef\xbb\xbf{}", "{}", "a body without the byte order mark");
        row("minified", "{\"a\":1}", "{\"a\": 1}", "the JSON with blanks after commas and colons");
        row("made pretty", "{\n  \"a\": 1\n}", "{\"a\":1}", "the JSON without white space");
        row("beyond ASCII, by Python", "{\"a\":\"\u00e9\"}", "{\"a\": \"\\u00e9\"}",
            "the JSON with blanks after commas and colons");
        row("slashes, by PHP", "{\"a\":\"/b\"}", "{\"a\":\"\\/b\"}", "the JSON without white space");
        row("something else", "{\"a\":1}", "{\"a\":2}", "");
    }
    void rewritingsAreFound() {
        QFETCH(QByteArray, arrived);
        QFETCH(QByteArray, sent);
        QFETCH(QString, change);
        int tried = 0;
        const std::optional<Phrase> found = bodyWithHash(arrived, sha256Hex(sent), never, tried);
        QCOMPARE(found ? found->english() : QString(), change);
        QVERIFY(tried > 0);
    }

    void itStopsWhenTold() {
        int tried = 0;
        QVERIFY(!bodyWithHash(
            "x", sha256Hex("x\n"), [] { return true; }, tried));
        QCOMPARE(tried, 0);
    }

    void theHashIsPutIntoTheUrl_data() {
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<QByteArray>("wanted");
        const QByteArray hash = "bodySHA256=" + sha256Hex("{}");
        QTest::newRow("without a query") << QByteArray("https://a.example/s")
                                         << QByteArray("https://a.example/s?" + hash);
        QTest::newRow("behind a query") << QByteArray("https://a.example/s?x=1")
                                        << QByteArray("https://a.example/s?x=1&" + hash);
        QTest::newRow("before a query") << QByteArray("https://a.example/s?x=1")
                                        << QByteArray("https://a.example/s?" + hash + "&x=1");
        QTest::newRow("twice") << QByteArray("https://a.example/s?" + hash)
                               << QByteArray("https://a.example/s?" + hash + '&' + hash);
        QTest::newRow("once") << QByteArray("https://a.example/s?" + hash + '&' + hash)
                              << QByteArray("https://a.example/s?" + hash);
    }
    void theHashIsPutIntoTheUrl() {
        QFETCH(QByteArray, url);
        QFETCH(QByteArray, wanted);
        const PostMortemCase known = test::caseOf(url, {{"Content-Type", "application/json"}}, "{}");
        QVERIFY(!test::urlChange(proposeBodyHash, known, wanted).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestPostMortemBody)
#include "tst_post_mortem_body.moc"
