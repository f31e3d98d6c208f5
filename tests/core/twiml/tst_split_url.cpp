#include "core/twiml/split_url.h"

#include <QTest>

using namespace offhook::twiml;

class TestSplitUrl : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void takesApart_data();
    void takesApart();
    void findsForeignCharacters();
};

void TestSplitUrl::takesApart_data() {
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("scheme");
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("port");
    QTest::newRow("all of it") << QByteArray("HTTPS://u:p@a.example:8443/b?c:d@e#f") << QByteArray("https")
                               << QByteArray("a.example") << QByteArray("8443");
    QTest::newRow("a host alone") << QByteArray("http://a.example") << QByteArray("http") << QByteArray("a.example")
                                  << QByteArray();
    QTest::newRow("an IPv6 address") << QByteArray("http://[::1]:80/") << QByteArray("http") << QByteArray("::1")
                                     << QByteArray("80");
    QTest::newRow("a query right after the host")
        << QByteArray("wss://a?b") << QByteArray("wss") << QByteArray("a") << QByteArray();
    QTest::newRow("a relative path") << QByteArray("/a:b") << QByteArray() << QByteArray() << QByteArray();
    QTest::newRow("a relative path with a query")
        << QByteArray("a?b=c:d") << QByteArray() << QByteArray() << QByteArray();
    QTest::newRow("another scheme") << QByteArray("mailto:a@b") << QByteArray("mailto") << QByteArray() << QByteArray();
    QTest::newRow("nothing") << QByteArray() << QByteArray() << QByteArray() << QByteArray();
}

void TestSplitUrl::takesApart() {
    QFETCH(const QByteArray, url);
    const UrlParts parts = splitUrl(url);
    QTEST(parts.scheme, "scheme");
    QTEST(parts.host.toByteArray(), "host");
    QTEST(parts.port.toByteArray(), "port");
}

void TestSplitUrl::findsForeignCharacters() {
    QCOMPARE(foreignCharacter("https://a.example/b%20c?d=[e]"), QByteArray());
    QCOMPARE(foreignCharacter("https://a.example/b c"), QByteArray(" "));
    QCOMPARE(foreignCharacter("a|b"), QByteArray("|"));
    QCOMPARE(foreignCharacter("a\nb"), QByteArray("\n"));
    QCOMPARE(foreignCharacter("\xC3\xBC"), QByteArray());
}

QTEST_GUILESS_MAIN(TestSplitUrl)
#include "tst_split_url.moc"
