#include "tests/ui/theme_fixture.h"
#include "ui/numbers/conflicts_dialog.h"
#include "ui/numbers/lease_text.h"

#include <QAbstractItemModelTester>
#include <QPushButton>
#include <QTest>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;
using account::Hook;
using account::LeaseStep;
using Outcome = LeaseStep::Outcome;

class TestConflictsDialog final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyConflictsAreRows() {
        ConflictsModel model(m_fixture.theme);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSteps(steps());
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.index(0, ConflictsModel::Name).data().toString(), u"+1 500 555 0001"_s);
        QCOMPARE(model.index(0, ConflictsModel::Ours).data().toString(), u"https://me.example/voice"_s);
        QCOMPARE(model.index(0, ConflictsModel::Now).data().toString(), u"https://them.example/voice"_s);
        QCOMPARE(model.index(1, ConflictsModel::Now).data().toString(), u"nothing"_s);
    }

    void nothingOfTheirsIsWrittenOverUnlessTicked() {
        ConflictsDialog dialog(m_fixture.theme, steps());
        const std::vector<QByteArray> all{"PN1", "AP1"};
        QVERIFY(dialog.model().ticked().empty());
        QCOMPARE(dialog.model().others(), all);
        QCOMPARE(applyButton(dialog)->text().remove(u'&'), u"Leave all as they are"_s);
    }

    void aTickIsForTheWholeNumber() {
        ConflictsDialog dialog(m_fixture.theme, steps());
        ConflictsModel &model = dialog.model();
        QVERIFY(model.setData(model.index(1, ConflictsModel::Name), Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(model.index(0, ConflictsModel::Name).data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
        QCOMPARE(model.ticked(), std::vector<QByteArray>{"PN1"});
        QCOMPARE(model.others(), std::vector<QByteArray>{"AP1"});
        QCOMPARE(applyButton(dialog)->text().remove(u'&'), u"Restore 1, leave 1"_s);
        QVERIFY(model.setData(model.index(2, ConflictsModel::Name), Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(applyButton(dialog)->text().remove(u'&'), u"Restore all"_s);
    }

    void everyOutcomeHasItsWords_data() {
        QTest::addColumn<int>("outcome");
        QTest::addColumn<QString>("begin");
        QTest::addColumn<int>("role");
        QTest::newRow("pointed") << int(Outcome::Pointed) << u"✓"_s << int(Role::Valid);
        QTest::newRow("restored") << int(Outcome::Restored) << u"✓"_s << int(Role::Valid);
        QTest::newRow("so already") << int(Outcome::Unchanged) << u"✓"_s << int(Role::Muted);
        QTest::newRow("changed by others") << int(Outcome::Conflict) << u"!"_s << int(Role::Warn);
        QTest::newRow("left to them") << int(Outcome::Kept) << u"–"_s << int(Role::Muted);
        QTest::newRow("gone") << int(Outcome::Gone) << u"–"_s << int(Role::Muted);
        QTest::newRow("failed") << int(Outcome::Failed) << u"✕"_s << int(Role::Invalid);
        QTest::newRow("not begun") << int(Outcome::Cancelled) << u"–"_s << int(Role::Muted);
    }
    void everyOutcomeHasItsWords() {
        QFETCH(int, outcome);
        QFETCH(QString, begin);
        QFETCH(int, role);
        LeaseStep step;
        step.outcome = Outcome(outcome);
        step.error = {ErrorCode::InvalidInput, u"21402 VoiceUrl is not a valid URL (HTTP 400)"_s};
        const NumberState state = stepState(step);
        QVERIFY2(state.text.startsWith(begin), qPrintable(state.text));
        QCOMPARE(int(state.role), role);
        QCOMPARE(state.text.contains(u"21402"), step.outcome == Outcome::Failed);
        QVERIFY(stepsSummary({step}).startsWith(begin));
    }

    void stepsAreCounted() {
        QCOMPARE(stepsSummary(steps()), u"✓ 1 pointed here · ! 2 changed by somebody else"_s);
        QCOMPARE(stepsSummary({}), QString());
    }

    void leaseSaysWhereItLeads() {
        account::LeaseEntry entry;
        entry.base = "https://me.example";
        QCOMPARE(leaseState(entry, "https://me.example").role, Role::Valid);
        QVERIFY(leaseState(entry, "https://new.example").text.contains(u"https://me.example"));
    }

private:
    static std::vector<LeaseStep> steps() {
        LeaseStep number;
        number.sid = "PN1";
        number.name = u"+15005550001"_s;
        number.outcome = Outcome::Conflict;
        number.conflicts = {{Hook::Voice, u"https://me.example/voice"_s, u"https://them.example/voice"_s},
            {Hook::Message, u"https://me.example/sms"_s, QString()}};
        LeaseStep fine;
        fine.sid = "PN2";
        fine.outcome = Outcome::Pointed;
        LeaseStep application = number;
        application.kind = account::ResourceKind::Application;
        application.sid = "AP1";
        application.name = u"Support"_s;
        application.conflicts.pop_back();
        return {number, fine, application};
    }
    static QPushButton *applyButton(const ConflictsDialog &dialog) {
        for (auto *button : dialog.findChildren<QPushButton *>()) {
            if (button->isDefault())
                return button;
        }
        return nullptr;
    }

    ThemeFixture m_fixture;
};

QTEST_MAIN(TestConflictsDialog)
#include "tst_conflicts_dialog.moc"
