#include "core/exchange/readers/json_elements.h"

#include <QBuffer>
#include <QTest>

using namespace offhook;
using namespace offhook::exchange;

class JsonElementsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void elements_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QList<QByteArray>>("elements");
        QTest::addColumn<bool>("broken");
        using List = QList<QByteArray>;
        QTest::newRow("a list") << QByteArray("[{\"a\":1},\n{\"b\":\"}\\\"\"}]")
                                << List{"{\"a\":1}", "{\"b\":\"}\\\"\"}"} << false;
        QTest::newRow("the entries of a log")
            << QByteArray("{\"log\":{\"pages\":[{\"p\":1}],\"creator\":{\"x\":{}},\"entries\":[{\"e\":[1,{}]}]}}")
            << List{"{\"e\":[1,{}]}"} << false;
        QTest::newRow("no list") << QByteArray("{\"a\":{\"b\":[{}]}}") << List{} << false;
        QTest::newRow("cut in an element") << QByteArray("[{\"a\":1},{\"b\":") << List{"{\"a\":1}"} << true;
        QTest::newRow("cut between elements") << QByteArray("[{\"a\":1},") << List{"{\"a\":1}"} << true;
        QTest::newRow("closed too often") << QByteArray("[]]") << List{} << true;
        QTest::newRow("lists in lists without end") << QByteArray(100'000, '[') << List{} << true;
    }
    void elements() {
        QFETCH(QByteArray, json);
        QBuffer file(&json);
        file.open(QIODevice::ReadOnly);
        JsonElements elements(file);
        QList<QByteArray> found;
        while (auto element = elements.next())
            found.append(element->bytes);
        QTEST(found, "elements");
        QTEST(elements.isBroken(), "broken");
    }
    void linesAreCounted() {
        QByteArray json("[\n\n{\n},\n{}]");
        QBuffer file(&json);
        file.open(QIODevice::ReadOnly);
        JsonElements elements(file);
        QCOMPARE(elements.next()->line, 3);
        QCOMPARE(elements.next()->line, 5);
    }
};

QTEST_GUILESS_MAIN(JsonElementsTest)
#include "tst_json_elements.moc"
