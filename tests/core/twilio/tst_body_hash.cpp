#include "core/twilio/body_hash.h"

#include <QTest>

using namespace offhook::twilio;

class TestBodyHash : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // FIPS 180-4's example for "abc", and NIST's for the empty message.
    void sha256() {
        QCOMPARE(sha256Hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        QCOMPARE(sha256Hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        QCOMPARE(sha256Hex({}), sha256Hex(""));
    }

    void hashOfTheQuery_data() {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<bool>("found");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *what, const char *query, bool found, const char *expected) {
            QTest::newRow(what) << QByteArray(query) << found << QByteArray(expected);
        };
        row("alone", "bodySHA256=ab", true, "ab");
        row("behind others", "a=1&bodySHA256=ab&b=2", true, "ab");
        row("the first of two", "bodySHA256=ab&bodySHA256=cd", true, "ab");
        row("empty", "bodySHA256=", true, "");
        row("part of another name", "xbodySHA256=ab&bodySHA256x=cd", false, "");
        row("as a value", "a=bodySHA256", false, "");
        row("in another case", "bodysha256=ab", false, "");
        row("no query", "", false, "");
    }
    void hashOfTheQuery() {
        QFETCH(QByteArray, query);
        QFETCH(bool, found);
        QFETCH(QByteArray, expected);
        QCOMPARE(bodyHashOf(query).has_value(), found);
        QCOMPARE(bodyHashOf(query).value_or(""), expected);
    }

    void urlWithHash_data() {
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<QByteArray>("expected");
        // SHA-256 of {"property": "value", "boolean": true}: the SDKs' tests (vector json-body-only-hash).
        const QByteArray hash("bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620");
        QTest::newRow("no query") << QByteArray("https://h/p") << QByteArray("https://h/p?" + hash);
        QTest::newRow("a query") << QByteArray("https://h/p?a=1") << QByteArray("https://h/p?a=1&" + hash);
        QTest::newRow("a bare question mark") << QByteArray("https://h/p?") << QByteArray("https://h/p?" + hash);
        QTest::newRow("a value that ends in a question mark")
            << QByteArray("https://h/p?q=what?") << QByteArray("https://h/p?q=what?&" + hash);
        QTest::newRow("an open ampersand") << QByteArray("https://h/p?a&") << QByteArray("https://h/p?a&" + hash);
        QTest::newRow("before a fragment")
            << QByteArray("https://h/p#rc=3") << QByteArray("https://h/p?" + hash + "#rc=3");
        QTest::newRow("a question mark in the fragment is no query")
            << QByteArray("https://h/p#a?b") << QByteArray("https://h/p?" + hash + "#a?b");
        QTest::newRow("already there") << QByteArray("https://h/p?bodySHA256=00&x#f")
                                       << QByteArray("https://h/p?bodySHA256=00&x#f");
    }
    void urlWithHash() {
        QFETCH(QByteArray, url);
        QFETCH(QByteArray, expected);
        QCOMPARE(urlWithBodyHash(url, R"({"property": "value", "boolean": true})"), expected);
    }
};

QTEST_GUILESS_MAIN(TestBodyHash)
#include "tst_body_hash.moc"
