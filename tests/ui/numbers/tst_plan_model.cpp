#include "tests/ui/numbers/sample_inventory.h"
#include "tests/ui/theme_fixture.h"
#include "ui/numbers/plan_model.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;
using account::Hook;

class TestPlanModel final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySettingIsShownBeforeAndAfter() {
        PlanModel model(m_fixture.theme);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const account::LeasePlan plan = planFor({m_inventory.numbers[0].sid});
        model.setPlan(plan);
        QCOMPARE(rows(model),
            QStringList({u"+1 500 555 0001|Calls|https://demo.twilio.com/welcome/voice/|https://me.example/voice"_s,
                u"+1 500 555 0001|Call status|nothing|https://me.example/voice/status"_s,
                u"+1 500 555 0001|Messages|https://demo.twilio.com/welcome/sms/reply/|https://me.example/sms"_s}));
        QCOMPARE(planSummary(plan), u"3 settings will change"_s);
    }

    void whatHasNoEffectIsSaidAndLeft() {
        PlanModel model(m_fixture.theme);
        const account::LeasePlan plan = planFor({m_inventory.numbers[1].sid});
        model.setPlan(plan);
        QCOMPARE(model.rowCount(), 3); // messages, and calls and call status of the app
        QVERIFY(model.index(1, PlanModel::After).data().toString().startsWith(u"! No effect: the TwiML app"));
        QCOMPARE(model.index(1, PlanModel::After).data(Qt::ForegroundRole).value<QColor>(),
            m_fixture.theme.color(Role::Warn));
        QCOMPARE(planSummary(plan), u"1 setting will change · ! 2 would have no effect"_s);
    }

    void whatElseMovesIsSaid() {
        PlanModel model(m_fixture.theme);
        const account::LeasePlan plan = planFor({m_inventory.applications[0].sid});
        model.setPlan(plan);
        QVERIFY(planSummary(plan).endsWith(u"! 1 other number moves too"));
        bool isSaid = false;
        for (int row = 0; row < model.rowCount(); ++row)
            isSaid = isSaid || (model.index(row, PlanModel::Name).data().toString() == u"+1 500 555 0002" &&
                                   model.index(row, PlanModel::After).data().toString().startsWith(u"! Moves too"));
        QVERIFY(isSaid);
    }

    void whatIsGoneIsSaid() {
        PlanModel model(m_fixture.theme);
        model.setPlan(planFor({"PN" + QByteArray(32, 'f')}));
        QCOMPARE(model.rowCount(), 1);
        QVERIFY(model.index(0, PlanModel::After).data().toString().startsWith(u"✕ "));
    }

    void nothingToDoIsSaid() { QCOMPARE(planSummary({}), u"Nothing to change: all this leads here already."_s); }

private:
    [[nodiscard]] account::LeasePlan planFor(std::vector<QByteArray> sids) const {
        account::LeaseRequest request;
        request.sids = std::move(sids);
        request.publicUrl = "https://me.example";
        return account::planLease(request, m_inventory);
    }
    static QStringList rows(const PlanModel &model) {
        QStringList rows;
        for (int row = 0; row < model.rowCount(); ++row) {
            QStringList cells;
            for (int column = 0; column < model.columnCount(); ++column)
                cells.append(model.index(row, column).data().toString());
            rows.append(cells.join(u'|'));
        }
        return rows;
    }

    ThemeFixture m_fixture;
    account::Inventory m_inventory = sampleInventory();
};

QTEST_MAIN(TestPlanModel)
#include "tst_plan_model.moc"
