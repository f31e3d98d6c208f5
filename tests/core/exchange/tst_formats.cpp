#include "tests/core/exchange/exchange_support.h"

#include <QSet>
#include <QTest>

using namespace offhook;
using namespace offhook::exchange;

class FormatsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesAreUniqueAndFound() {
        QSet<QByteArray> names;
        for (const Format &format : formats()) {
            QVERIFY(!names.contains(format.name));
            names.insert(format.name);
            QCOMPARE(findFormat(format.name), &format);
        }
        QCOMPARE(findFormat("nonsense"), nullptr);
    }
    void everyFormatTakesEveryKindOfRequest_data() {
        QTest::addColumn<QByteArray>("name");
        for (const Format &format : formats())
            QTest::newRow(format.name) << QByteArray(format.name);
    }
    void everyFormatTakesEveryKindOfRequest() {
        QFETCH(QByteArray, name);
        const std::vector<flow::WebhookEvent> all = test::samples();
        QVERIFY(all.size() >= 60);
        for (const flow::WebhookEvent &event : all) {
            const QByteArray text = test::exportedAs(name.constData(), {event});
            QVERIFY2(!text.startsWith("failed"), text.constData());
            QVERIFY2(!text.contains(test::Token), "the token is in the export");
        }
    }
    void aFileNamesItsFormat() {
        QCOMPARE(formatForFile(QStringLiteral("/tmp/x.HAR"))->name, "har");
        QCOMPARE(formatForFile(QStringLiteral("x.offhook"))->name, "offhook");
        QCOMPARE(formatForFile(QStringLiteral("x.y")), nullptr);
    }
};

QTEST_GUILESS_MAIN(FormatsTest)
#include "tst_formats.moc"
