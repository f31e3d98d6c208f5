#include "core/deliver/volatile_parts.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace offhook;
using namespace offhook::deliver;

class VolatilePartsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsIgnoredGoes_data() {
        QTest::addColumn<QStringList>("parts");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("plain");
        const QByteArray twiml = "<Response><Say voice=\"alice\">Order 12</Say><Dial action=\"/a?t=99\"/></Response>";
        QTest::newRow("nothing") << QStringList() << twiml << twiml;
        QTest::newRow("an attribute wherever it is")
            << QStringList(u"attribute:action"_s) << twiml << QByteArray(twiml).replace("/a?t=99", "");
        QTest::newRow("an attribute of one element")
            << QStringList(u"attribute:Say.voice"_s) << twiml << QByteArray(twiml).replace("alice", "");
        QTest::newRow("an attribute of another element") << QStringList(u"attribute:Dial.voice"_s) << twiml << twiml;
        QTest::newRow("digits in texts and attributes")
            << QStringList(u"text:[0-9]+"_s) << twiml << QByteArray(twiml).replace("12", "…").replace("99", "…");
        QTest::newRow("a pattern does not reach tags") << QStringList(u"text:Say"_s) << twiml << twiml;
        QTest::newRow("a plain body") << QStringList(u"text:[0-9]+"_s) << QByteArray("at 12:30")
                                      << QByteArray("at …:…");
        QTest::newRow("bytes that are no text stay")
            << QStringList(u"text:a"_s) << QByteArray("a\xff") << QByteArray("a\xff");
        QTest::newRow("a member at any depth")
            << QStringList{u"member:id"_s, u"text:^x.*"_s} << QByteArray("{\"b\":[{\"id\":1}],\"a\":\"xyz\"}")
            << QByteArray("{\n    \"a\": \"…\",\n    \"b\": [\n        {\n            "
                          "\"id\": null\n        }\n    ]\n}\n");
        QTest::newRow("XML that is broken is text")
            << QStringList(u"text:[0-9]+"_s) << QByteArray("<a>1") << QByteArray("<a>…");
    }
    void whatIsIgnoredGoes() {
        QFETCH(QStringList, parts);
        QFETCH(QByteArray, body);
        const auto ignored = VolatileParts::parse(parts);
        QVERIFY(ignored);
        QTEST(ignored->without({200, {}, body}).body, "plain");
    }
    void headersOfServersDoNotCount() {
        const http::Response answer{200, {{"Date", "now"}, {"content-type", "text/xml"}, {"X-Mine", "1"}}, {}};
        QCOMPARE(VolatileParts().without(answer).headers,
            (std::vector<http::HeaderField>{{"content-type", "text/xml"}, {"X-Mine", "1"}}));
        QCOMPARE(VolatileParts::parse({u"header:x-mine"_s})->without(answer).headers,
            (std::vector<http::HeaderField>{{"content-type", "text/xml"}}));
    }
    void mistakesAreNamed_data() {
        QTest::addColumn<QString>("part");
        QTest::newRow("no kind") << u"Date"_s;
        QTest::newRow("an unknown kind") << u"cookie:a"_s;
        QTest::newRow("no value") << u"header:"_s;
        QTest::newRow("a broken pattern") << u"text:("_s;
    }
    void mistakesAreNamed() {
        QFETCH(QString, part);
        const auto ignored = VolatileParts::parse({part});
        QVERIFY(!ignored);
        QVERIFY(ignored.error().detail.contains(part.mid(part.indexOf(u':') + 1)));
    }
};

QTEST_GUILESS_MAIN(VolatilePartsTest)
#include "tst_volatile_parts.moc"
