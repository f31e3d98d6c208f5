#include "core/exchange/exporter.h"
#include "tests/core/exchange/exchange_support.h"

#include <QBuffer>
#include <QTest>

using namespace offhook;
using namespace offhook::exchange;

class ExporterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsGoneIsPassedOver() {
        int at = 0;
        const NextEvent next = [&]() -> Result<flow::EventPtr> {
            ++at;
            if (at == 1)
                return Error{ErrorCode::NotFound, {}, -1};
            return at == 2 ? std::make_shared<flow::WebhookEvent>(test::sms()) : flow::EventPtr();
        };
        QBuffer out;
        out.open(QIODevice::WriteOnly);
        const auto report = exportEvents(next, {findFormat("jsonl"), {}, 2}, out);
        QVERIFY(report);
        QCOMPARE(report->written, 1);
    }
    void skippedOnesAreCounted() {
        QBuffer out;
        out.open(QIODevice::WriteOnly);
        bool once = false;
        const NextEvent next = [&]() -> Result<flow::EventPtr> {
            return std::exchange(once, true) ? flow::EventPtr() : std::make_shared<flow::WebhookEvent>(test::refused());
        };
        const auto report = exportEvents(next, {findFormat("node"), {}, 1}, out);
        QVERIFY(report);
        QCOMPARE(report->skipped, 1);
    }
    void itEndsWhenItIsCancelled() {
        std::atomic<bool> cancelled = false;
        int given = 0;
        const NextEvent next = [&]() -> Result<flow::EventPtr> {
            cancelled = ++given == 3;
            return flow::EventPtr(std::make_shared<flow::WebhookEvent>(test::sms()));
        };
        QBuffer out;
        out.open(QIODevice::WriteOnly);
        const auto report = exportEvents(next, {findFormat("jsonl"), {}, 0}, out, {}, &cancelled);
        QCOMPARE(report.error().code, ErrorCode::Cancelled);
        QCOMPARE(given, 3);
    }
    void aFullDeviceIsAnError() {
        QBuffer out; // not open
        const NextEvent next = []() -> Result<flow::EventPtr> { return flow::EventPtr(); };
        QTest::ignoreMessage(QtWarningMsg, "QIODevice::write (QBuffer): device not open");
        const auto report = exportEvents(next, {findFormat("har"), {}, 0}, out);
        QCOMPARE(report.error().code, ErrorCode::FileUnwritable);
    }
};

QTEST_GUILESS_MAIN(ExporterTest)
#include "tst_exporter.moc"
