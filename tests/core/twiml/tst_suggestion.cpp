#include "core/twiml/suggestion.h"

#include <QTest>

using namespace offhook::twiml;

class TestSuggestion : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void suggests_data();
    void suggests();
    void comparesWithoutCase();
};

void TestSuggestion::suggests_data() {
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QByteArray>("meant");
    QTest::newRow("another case") << QByteArray("gather") << QByteArray("Gather");
    QTest::newRow("underscores") << QByteArray("num_digits") << QByteArray("numDigits");
    QTest::newRow("a hyphen left out") << QByteArray("sayas") << QByteArray("say-as");
    QTest::newRow("a letter too many") << QByteArray("Gatherr") << QByteArray("Gather");
    QTest::newRow("two letters swapped") << QByteArray("Gahter") << QByteArray("Gather");
    QTest::newRow("a short name with one slip") << QByteArray("Sai") << QByteArray("Say");
    QTest::newRow("something else") << QByteArray("Nonsense") << QByteArray();
    QTest::newRow("two letters of three") << QByteArray("Sub") << QByteArray();
    QTest::newRow("nothing") << QByteArray() << QByteArray();
    QTest::newRow("a very long name") << QByteArray(1000, 'G') << QByteArray();
}

void TestSuggestion::suggests() {
    QFETCH(const QByteArray, written);
    QFETCH(const QByteArray, meant);
    QCOMPARE(nearest(written, {"Say", "Gather", "numDigits", "say-as", "Pause"}), meant);
}

void TestSuggestion::comparesWithoutCase() {
    QVERIFY(differsInCase("Say-As", "sayas"));
    QVERIFY(!differsInCase("Say", "Sai"));
}

QTEST_GUILESS_MAIN(TestSuggestion)
#include "tst_suggestion.moc"
