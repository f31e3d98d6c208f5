#include "core/flow/json_fields.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QtTest>

using namespace offhook;
using namespace offhook::flow;
using namespace Qt::StringLiterals;

class TestJsonFields : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void valuesAreRead();
    void mistakes_data();
    void mistakes();
    void onlyTheFirstMistakeIsKept();
    void membersKeepTheirOrderWhenWritten();
};

namespace {

Fields fieldsOf(const QByteArray &json) {
    return {json, QJsonDocument::fromJson(json).object()};
}

} // namespace

void TestJsonFields::valuesAreRead() {
    const QByteArray json = R"({"yes": true, "n": 7, "t": "text", "c": "b", "h": "v", "body": ["1", "2"],
        "list": [["X-A", "1"]], "o": {"n": 1}, "e": [{"n": 2}, {"n": 3}]})";
    Fields fields = fieldsOf(json);
    QCOMPARE(fields.boolean("yes"_L1, false), true);
    QCOMPARE(fields.boolean("no"_L1, true), true);
    QCOMPARE(fields.number("n"_L1, 0, 0, 10), 7);
    QCOMPARE(fields.number("m"_L1, 4, 0, 10), 4);
    QCOMPARE(fields.text("t"_L1, {}, true), u"text"_s);
    QCOMPARE(fields.choice("c"_L1, {u"a"_s, u"b"_s}), 1);
    QCOMPARE(fields.headerValue("h"_L1, {}), QByteArray("v"));
    QCOMPARE(fields.headers("list"_L1), (std::vector<http::HeaderField>{{"X-A", "1"}}));
    QCOMPARE(fields.body(), QByteArray("1\n2"));
    int sum = 0;
    fields.object("o"_L1, [&](Fields &inner) { sum += inner.number("n"_L1, 0, 0, 9); });
    fields.each("e"_L1, [&](Fields &inner) { sum += inner.number("n"_L1, 0, 0, 9); });
    fields.finish();
    QCOMPARE(sum, 6);
    QVERIFY(!fields.error());
}

void TestJsonFields::mistakes_data() {
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("words");
    QTest::newRow("no boolean") << QByteArray("{\"b\": 1}") << u"line 1, b: wants true or false"_s;
    QTest::newRow("no number") << QByteArray("{\n\"n\": \"1\"}") << u"line 2, n: wants a whole number from 1 to 5"_s;
    QTest::newRow("a fraction") << QByteArray("{\"n\": 1.5}") << u"line 1, n: wants a whole number from 1 to 5"_s;
    QTest::newRow("too large a number") << QByteArray("{\"n\": 6}") << u"line 1, n: wants a whole number from 1 to 5"_s;
    QTest::newRow("no text") << QByteArray("{\"t\": 3}") << u"line 1, t: wants text"_s;
    QTest::newRow("another choice") << QByteArray("{\"c\": \"x\"}") << u"line 1, c: wants one of: a, b"_s;
    QTest::newRow("a line break in a header")
        << QByteArray("{\"h\": \"a\\nb\"}") << u"line 1, h: may hold visible ASCII only"_s;
    QTest::newRow("a header without a value")
        << QByteArray("{\"l\": [[\"a\"]]}") << u"line 1, l: wants [\"name\", \"value\"] of a header"_s;
    QTest::newRow("a header with a blank in its name")
        << QByteArray("{\"l\": [[\"a b\", \"c\"]]}") << u"line 1, l: wants [\"name\", \"value\"] of a header"_s;
    QTest::newRow("no Base64") << QByteArray("{\"bodyBase64\": \"*\"}")
                               << u"line 1, bodyBase64: wants Base64, and no “body” beside it"_s;
    QTest::newRow("a member of an inner object")
        << QByteArray("{\"o\": {\n\"x\": 1}}") << u"line 2, o.x: is not known here; known: n"_s;
    QTest::newRow("an unknown member") << QByteArray("{\"xyz\": 1}") << u"line 1, xyz: is not known here; known: b"_s;
}

void TestJsonFields::mistakes() {
    QFETCH(QByteArray, json);
    QFETCH(QString, words);
    Fields fields = fieldsOf(json);
    (void)fields.boolean("b"_L1, true);
    fields.number("n"_L1, 1, 1, 5);
    fields.text("t"_L1, {}, false);
    if (json.startsWith("{\"c\""))
        (void)fields.choice("c"_L1, {u"a"_s, u"b"_s});
    (void)fields.headerValue("h"_L1, {});
    (void)fields.headers("l"_L1);
    (void)fields.body();
    fields.object("o"_L1, [](Fields &inner) { inner.number("n"_L1, 0, 0, 9); });
    fields.finish();
    QVERIFY(fields.error());
    QVERIFY2(fields.error()->detail.startsWith(words), qPrintable(fields.error()->detail));
    QCOMPARE(fields.error()->code, ErrorCode::InvalidInput);
}

void TestJsonFields::onlyTheFirstMistakeIsKept() {
    const QByteArray json = "{\"b\": 1, \"t\": 2}";
    Fields fields = fieldsOf(json);
    (void)fields.boolean("b"_L1, true);
    fields.text("t"_L1, {}, false);
    QVERIFY(fields.error()->detail.contains(u"b: "));
    QCOMPARE(fields.error()->offset, qsizetype(6));
}

void TestJsonFields::membersKeepTheirOrderWhenWritten() {
    OrderedJson json;
    json.add("z"_L1, 1);
    json.begin("empty"_L1);
    json.end();
    json.beginArray("list"_L1);
    json.beginElement();
    json.add("b"_L1, u"ü\n\""_s);
    json.add("a"_L1, QJsonArray{1, 2});
    json.end();
    json.endArray();
    const QByteArray text = std::move(json).finished();
    QJsonParseError mistake;
    const QJsonObject object = QJsonDocument::fromJson(text, &mistake).object();
    QCOMPARE(mistake.error, QJsonParseError::NoError);
    QCOMPARE(object["list"_L1][0]["b"_L1].toString(), u"ü\n\""_s);
    QCOMPARE(object["list"_L1][0]["a"_L1][1].toInt(), 2);
    QVERIFY(text.indexOf("\"z\"") < text.indexOf("\"empty\""));
    QVERIFY(text.indexOf("\"b\"") < text.indexOf("\"a\""));
}

QTEST_GUILESS_MAIN(TestJsonFields)
#include "tst_json_fields.moc"
