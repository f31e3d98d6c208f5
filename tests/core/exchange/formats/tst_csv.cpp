#include "tests/core/exchange/exchange_support.h"

#include <QTest>

using namespace offhook;
using namespace offhook::exchange;

class CsvTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cellsAreQuotedByRfc4180() {
        const QByteArray text = test::exportedAs("csv", {test::signedForm({{"Body", "say \"a\",\r\nb", false}})});
        QCOMPARE(text.count("\r\n"), 2 + 1); // names, the row, and the break within Body's summary is printed
        QVERIFY(text.startsWith("id,time,kind,"));
    }
    void formulasAreText_data() {
        QTest::addColumn<QByteArray>("note");
        for (const char *start : {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"})
            QTest::newRow(QByteArray(start).toPercentEncoding().constData()) << QByteArray(start);
    }
    void formulasAreText() {
        QFETCH(QByteArray, note);
        flow::WebhookEvent event = test::sms();
        event.note = QString::fromUtf8(note);
        QVERIFY(test::exportedAs("csv", {event}).contains(QByteArray("\"'" + note + "\"")));
    }
    void numbersOfPeopleAreNoFormulaEither() {
        QVERIFY(test::exportedAs("csv", {test::sms()}).contains("\"'+14155551234\""));
    }
};

QTEST_GUILESS_MAIN(CsvTest)
#include "tst_csv.moc"
