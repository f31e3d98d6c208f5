#include "core/compose/json_edit.h"

#include <QJsonDocument>
#include <QTest>

using offhook::compose::jsonStringMember;
using offhook::compose::setJsonMember;

class TestJsonEdit final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void membersAreReplacedInPlace_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("edited");
        using B = QByteArray;
        QTest::newRow("order and blanks stay")
            << B("{ \"z\" : \"1\",\n \"a\":\"2\" }") << B("z") << B("x") << B("{ \"z\" : \"x\",\n \"a\":\"2\" }");
        QTest::newRow("deep inside") << B("[{\"d\":{\"status\":\"SENT\"}}]") << B("status") << B("FAILED")
                                     << B("[{\"d\":{\"status\":\"FAILED\"}}]");
        QTest::newRow("every one of the name")
            << B("[{\"a\":\"1\"},{\"a\":\"2\"}]") << B("a") << B("3") << B("[{\"a\":\"3\"},{\"a\":\"3\"}]");
        QTest::newRow("quotes and backslashes are escaped")
            << B("{\"a\":\"1\"}") << B("a") << B("x\"\\\n") << B("{\"a\":\"x\\\"\\\\\\n\"}");
        QTest::newRow("a value with an escaped quote is replaced whole")
            << B("{\"a\":\"x\\\"y\",\"b\":1}") << B("a") << B("z") << B("{\"a\":\"z\",\"b\":1}");
        QTest::newRow("a number stays a number") << B("{\"n\":12}") << B("n") << B("13.5") << B("{\"n\":13.5}");
        QTest::newRow("true can become false") << B("{\"n\":true}") << B("n") << B("false") << B("{\"n\":false}");
        QTest::newRow("null can become text") << B("{\"n\":null}") << B("n") << B("x") << B("{\"n\":\"x\"}");
        QTest::newRow("text stays text though it looks like a number")
            << B("{\"n\":\"12\"}") << B("n") << B("13") << B("{\"n\":\"13\"}");
        QTest::newRow("a value cannot break out")
            << B("{\"n\":1}") << B("n") << B("1,\"x\":2") << B("{\"n\":\"1,\\\"x\\\":2\"}");
        QTest::newRow("the name is no pattern")
            << B("{\"a.b\":\"1\",\"axb\":\"2\"}") << B("a.b") << B("3") << B("{\"a.b\":\"3\",\"axb\":\"2\"}");
    }
    void membersAreReplacedInPlace() {
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, edited);
        QVERIFY(setJsonMember(json, name, value));
        QCOMPARE(json, edited);
        QVERIFY(!QJsonDocument::fromJson(json).isNull());
    }

    void aMissingMemberChangesNothing() {
        QByteArray json("{\"a\":\"b\",\"o\":{}}");
        const QByteArray before = json;
        QVERIFY(!setJsonMember(json, "b", "x"));
        QVERIFY(!setJsonMember(json, "o", "x"));
        QCOMPARE(json, before);
    }

    void stringsAreReadUnescaped() {
        QCOMPARE(jsonStringMember("{\"a\":\"x\\u00fc\\\"\"}", "a"), QByteArray("x\xC3\xBC\""));
        QCOMPARE(jsonStringMember("{\"a\":12}", "a"), QByteArray());
        QCOMPARE(jsonStringMember("{}", "a"), QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestJsonEdit)
#include "tst_json_edit.moc"
