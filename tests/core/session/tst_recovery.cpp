#include "core/base/clock.h"
#include "core/session/recovery.h"
#include "core/session/workspace_settings.h"
#include "tests/core/session/log_support.h"
#include "tests/core/store/store_support.h"

#include <QTest>

using namespace offhook;
using namespace offhook::test;
using namespace Qt::StringLiterals;

class RecoveryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_api = std::make_unique<PathApi>();
        m_api->answerEmpty();
        const WallTime now = Clock::system().wall();
        m_plan = {credentials(), m_api->base(), {{now - 3600LL * 1'000'000, now}, true}};
        const QByteArray time = exchange::wallText(now - 60'000'000);
        m_api->answer(
            "/v1/Alerts", "{\"alerts\":[{\"sid\":\"" + AlertSid + "\",\"request_url\":\"https://own.example/sms\"}]}");
        m_api->answer("/v1/Alerts/" + AlertSid,
            "{\"sid\":\"" + AlertSid +
                "\",\"error_code\":\"11200\",\"request_method\":\"POST\",\"request_url\":\"https://"
                "own.example/sms\",\"request_variables\":\"MessageSid=" +
                MessageSid + "&SmsStatus=received&NumMedia=0&Body=b\",\"date_generated\":\"" + time + "\"}");
        m_api->answer(
            PathApi::below("Messages.json"), "{\"messages\":[{\"sid\":\"" + MessageSid +
                                                 "\",\"to\":\"+1\",\"direction\":\"inbound\",\"status\":\"received\","
                                                 "\"date_sent\":\"" +
                                                 time + "\"}]}");
    }
    void whatIsRecoveredIsNoLongerMissing() {
        testing::Workspace workspace;
        workspace.unlock();
        const auto tried = runRecovery(m_plan, workspace.path(), {});
        QVERIFY2(tried, tried ? "" : qPrintable(tried.error().detail));
        QCOMPARE(tried->rows.size(), std::size_t(1));
        QCOMPARE(tried->rows.front().verdict, ReconcileVerdict::Missing);
        const OpenImporter open = [&] { return store::WorkspaceImporter::open(workspace.path()); };
        const auto done = runRecovery(m_plan, workspace.path(), open);
        QVERIFY(done);
        QCOMPARE(done->report.count(RecoveredItem::Outcome::Recovered), 1);
        QCOMPARE(done->rows.front().verdict, ReconcileVerdict::Complete);
        QCOMPARE(done->rows.front().captured.recovered, 1);
    }
    void whoCannotWriteAddsNothing() {
        const OpenImporter open = [] {
            return Result<std::unique_ptr<store::WorkspaceImporter>>(Error{ErrorCode::ReadOnly, u"no"_s, -1});
        };
        QCOMPARE(runRecovery(m_plan, u"/nowhere/at/all"_s, open).error().code, ErrorCode::ReadOnly);
    }

private:
    std::unique_ptr<PathApi> m_api;
    RecoveryPlan m_plan;
};

QTEST_GUILESS_MAIN(RecoveryTest)
#include "tst_recovery.moc"
