#include "core/exchange/import_reader.h"
#include "tests/core/exchange/exchange_support.h"

#include <QBuffer>
#include <QTest>

using namespace offhook;
using namespace offhook::exchange;

class ImportReaderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theBeginningTellsTheKind_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("kind");
        QTest::newRow("event file") << test::exportedAs("offhook", {test::sms()}) << QByteArray("offhook");
        QTest::newRow("HAR") << test::exportedAs("har", {test::sms()}) << QByteArray("json");
        QTest::newRow("JSON Lines") << test::exportedAs("jsonl", {test::sms(), test::sms()}) << QByteArray("jsonl");
        QTest::newRow("one JSON line") << test::exportedAs("jsonl", {test::sms()}) << QByteArray("jsonl");
        QTest::newRow("JSON") << test::exportedAs("json", {test::sms()}) << QByteArray("json");
        QTest::newRow("raw HTTP") << test::exportedAs("raw", {test::sms()}) << QByteArray("raw");
        QTest::newRow("a cURL line") << test::exportedAs("curl", {test::sms()}) << QByteArray("curl");
        QTest::newRow("a cURL line with bytes") << test::exportedAs("curl", {test::binary()}) << QByteArray("curl");
        QTest::newRow("a script of cURL lines")
            << test::exportedAs("curl", {test::sms(), test::sms()}) << QByteArray("curl");
    }
    void theBeginningTellsTheKind() {
        QFETCH(QByteArray, text);
        QBuffer file(&text);
        file.open(QIODevice::ReadOnly);
        auto reader = openImport(file, 1);
        QVERIFY2(reader, reader ? "" : qPrintable(reader.error().detail));
        ImportProblems problems;
        const auto event = (*reader)->next(problems);
        QVERIFY(event);
        QCOMPARE(problems.count(), 0);
        QVERIFY(event->request.body() == test::sms().request.body() ||
                event->request.body() == test::binary().request.body());
        QTEST((*reader)->info().format, "kind");
    }
    void anythingElseIsRefused() {
        QByteArray text("Dear diary\n");
        QBuffer file(&text);
        file.open(QIODevice::ReadOnly);
        QCOMPARE(openImport(file, 1).error().code, ErrorCode::InvalidInput);
    }
};

QTEST_GUILESS_MAIN(ImportReaderTest)
#include "tst_import_reader.moc"
