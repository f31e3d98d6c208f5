#include "core/flow/json_place.h"

#include <QtTest>

using namespace offhook::flow;
using namespace Qt::StringLiterals;

class TestJsonPlace : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void placeIsWhereTheValueBegins_data();
    void placeIsWhereTheValueBegins();
    void pathThatLeadsNowhereEndsAtTheDeepestPlace();
    void linesAreCounted();
    void pathIsWrittenAsInJavaScript();
};

namespace {

constexpr QByteArrayView Document = R"( {"a": 1, "b\u0041": [true, {"c": "}],\"", "d": [ [], {} , -1e3 ]}],
  "a2" :null})";

} // namespace

void TestJsonPlace::placeIsWhereTheValueBegins_data() {
    QTest::addColumn<JsonPath>("path");
    QTest::addColumn<QByteArray>("begins");
    QTest::newRow("the document") << JsonPath{} << QByteArray("{\"a\"");
    QTest::newRow("a member") << JsonPath{{u"a"_s, -1}} << QByteArray("1,");
    QTest::newRow("a name with an escape") << JsonPath{{u"bA"_s, -1}} << QByteArray("[true");
    QTest::newRow("an element") << JsonPath{{u"bA"_s, -1}, {{}, 1}} << QByteArray("{\"c\"");
    QTest::newRow("a string with brackets in it")
        << JsonPath{{u"bA"_s, -1}, {{}, 1}, {u"c"_s, -1}} << QByteArray("\"}],");
    QTest::newRow("behind a string with brackets")
        << JsonPath{{u"bA"_s, -1}, {{}, 1}, {u"d"_s, -1}, {{}, 2}} << QByteArray("-1e3");
    QTest::newRow("behind all that") << JsonPath{{u"a2"_s, -1}} << QByteArray("null");
}

void TestJsonPlace::placeIsWhereTheValueBegins() {
    QFETCH(JsonPath, path);
    QFETCH(QByteArray, begins);
    QVERIFY(Document.sliced(placeOf(Document, path)).startsWith(begins));
}

void TestJsonPlace::pathThatLeadsNowhereEndsAtTheDeepestPlace() {
    const JsonPath path{{u"bA"_s, -1}, {{}, 1}, {u"nothing"_s, -1}};
    QVERIFY(Document.sliced(placeOf(Document, path)).startsWith("{\"c\""));
    QVERIFY(Document.sliced(placeOf(Document, {{u"bA"_s, -1}, {{}, 9}})).startsWith("[true"));
}

void TestJsonPlace::linesAreCounted() {
    QCOMPARE(lineAt("a\nb\nc", 0), 1);
    QCOMPARE(lineAt("a\nb\nc", 2), 2);
    QCOMPARE(lineAt("a\nb\nc", 100), 3);
    QCOMPARE(lineAt(Document, placeOf(Document, {{u"a2"_s, -1}})), 2);
}

void TestJsonPlace::pathIsWrittenAsInJavaScript() {
    QCOMPARE(pathText({{u"rules"_s, -1}, {{}, 2}, {u"action"_s, -1}, {u"status"_s, -1}}), u"rules[2].action.status"_s);
}

QTEST_GUILESS_MAIN(TestJsonPlace)
#include "tst_json_place.moc"
