#include "core/exchange/importer.h"
#include "tests/core/exchange/exchange_support.h"

#include <QBuffer>
#include <QTest>

using namespace offhook;
using namespace offhook::exchange;

class ImporterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void exportImportExportIsIdentical() {
        std::vector<flow::WebhookEvent> all = test::samples();
        all.push_back(test::binary());
        all.push_back(test::refused());
        const QByteArray first = test::exportedAs("offhook", all);
        std::vector<flow::WebhookEvent> read;
        QByteArray text = first;
        QBuffer file(&text);
        file.open(QIODevice::ReadOnly);
        const auto report = importEvents(
            file,
            [&](std::vector<std::shared_ptr<flow::WebhookEvent>> events) -> Result<qint64> {
                for (const auto &event : events)
                    read.push_back(*event);
                return qint64(events.size());
            },
            1);
        QVERIFY(report);
        QCOMPARE(report->problems.count(), 0);
        QCOMPARE(report->imported, qint64(all.size()));
        QCOMPARE(test::exportedAs("offhook", read), first);
        for (std::size_t i = 0; i < all.size(); ++i)
            QCOMPARE(read[i].verification.verdict, all[i].verification.verdict);
    }
    void whatTheWorkspaceHadIsCounted() {
        QByteArray text = test::exportedAs("offhook", {test::sms(), test::binary()});
        QBuffer file(&text);
        file.open(QIODevice::ReadOnly);
        const auto report = importEvents(
            file, [](const auto &) -> Result<qint64> { return 1; }, 1);
        QVERIFY(report);
        QCOMPARE(report->duplicates, 1);
    }
    void itEndsBetweenTwoBatches() {
        QByteArray text = test::exportedAs("offhook", std::vector<flow::WebhookEvent>(1200, test::sms()));
        QBuffer file(&text);
        file.open(QIODevice::ReadOnly);
        std::atomic<bool> cancelled = true;
        const auto report = importEvents(
            file, [](const auto &events) -> Result<qint64> { return qint64(events.size()); }, 1, {}, &cancelled);
        QVERIFY(report);
        QCOMPARE(report->imported, 500);
        QCOMPARE(report->problems.count(), 1);
    }
    void whatTheWorkspaceRefusesEndsIt() {
        QByteArray text = test::exportedAs("offhook", {test::sms()});
        QBuffer file(&text);
        file.open(QIODevice::ReadOnly);
        const auto report = importEvents(
            file,
            [](const auto &) -> Result<qint64> {
                return Error{ErrorCode::DiskFull, {}, -1};
            },
            1);
        QCOMPARE(report.error().code, ErrorCode::DiskFull);
    }
};

QTEST_GUILESS_MAIN(ImporterTest)
#include "tst_importer.moc"
