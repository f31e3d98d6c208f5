#include "core/exchange/readers/json_reader.h"
#include "tests/core/exchange/exchange_support.h"

#include <QBuffer>
#include <QTest>

using namespace offhook;
using namespace offhook::exchange;

class JsonReaderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listsAndSingleOnes_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<int>("events");
        QTest::addColumn<int>("problems");
        const QByteArray har = test::exportedAs("har", {test::sms(), test::sms()});
        QTest::newRow("HAR") << har << 2 << 0;
        QTest::newRow("HAR that ends too early") << har.first(har.size() / 2 + 200) << 1 << 1;
        QTest::newRow("our JSON") << test::exportedAs("json", {test::sms(), test::binary()}) << 2 << 0;
        const QByteArray call(
            "{\"request\":{\"method\":\"GET\",\"url\":\"https://a/\",\"parameters\":{}},\"response\":{}}");
        QTest::newRow("call events") << QByteArray("{\"page\":0,\"events\":[" + call + ',' + call + "]}") << 2 << 0;
        QTest::newRow("one call event") << call << 1 << 0;
        QTest::newRow("an element that is nothing") << QByteArray("[{\"a\":1},") + call + ']' << 1 << 1;
    }
    void listsAndSingleOnes() {
        QFETCH(QByteArray, json);
        QBuffer file(&json);
        file.open(QIODevice::ReadOnly);
        JsonReader reader(file, 1);
        ImportProblems problems;
        int events = 0;
        while (reader.next(problems))
            ++events;
        QVERIFY(!reader.next(problems)); // stays at the end
        QTEST(events, "events");
        QTEST(int(problems.count()), "problems");
    }
};

QTEST_GUILESS_MAIN(JsonReaderTest)
#include "tst_json_reader.moc"
