#include "tests/ui/theme_fixture.h"
#include "ui/recover/reconcile_model.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;

namespace {

ReconcileRow row(ReconcileVerdict verdict, ReconcileReason reason, const QByteArray &sid) {
    ReconcileRow made;
    made.record.sid = sid;
    made.record.direction = "outbound-api";
    made.record.to = "+15005550006";
    made.record.status = "delivered";
    made.verdict = verdict;
    made.reason = reason;
    return made;
}

} // namespace

class ReconcileModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatNeedsALookComesFirst() {
        ThemeFixture fixture;
        ReconcileModel model(fixture.theme);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        auto complete = row(ReconcileVerdict::Complete, ReconcileReason::AllHere, "SM1");
        complete.captured.events = {3, 4, 5};
        complete.captured.statuses = {"sent", "delivered"};
        complete.captured.recovered = 1;
        model.setRows({complete, row(ReconcileVerdict::Unknown, ReconcileReason::CallbackUnknown, "SM2"),
            row(ReconcileVerdict::Missing, ReconcileReason::StatusMissing, "SM3"),
            row(ReconcileVerdict::Differs, ReconcileReason::StatusDiffers, "SM4")});
        const auto text = [&](int at, int column) { return model.index(at, column).data().toString(); };
        QCOMPARE(model.row(0).record.sid, QByteArray("SM3"));
        QCOMPARE(model.row(1).record.sid, QByteArray("SM4"));
        QCOMPARE(text(0, ReconcileModel::Verdict), u"✕ missing"_s);
        QCOMPARE(text(0, ReconcileModel::Captured), u"nothing"_s);
        QCOMPARE(text(0, ReconcileModel::What), u"message out"_s);
        QCOMPARE(text(2, ReconcileModel::Why), u"What was missed is recovered."_s);
        QCOMPARE(text(2, ReconcileModel::Captured), u"sent → delivered · 3 events, 1 recovered"_s);
        QCOMPARE(model.count(ReconcileVerdict::Missing), 1);
        model.setOnlyTrouble(true);
        QCOMPARE(model.rowCount(), 2);
        model.setOnlyTrouble(false);
        QCOMPARE(model.rowCount(), 4);
    }
    void everyReasonHasItsWords() {
        QSet<QString> words;
        for (int i = 0; i <= int(ReconcileReason::NotFinished); ++i)
            words.insert(ReconcileModel::reasonText(row(ReconcileVerdict::Unknown, ReconcileReason(i), "x")));
        QCOMPARE(words.size(), int(ReconcileReason::NotFinished) + 1);
    }
};

QTEST_MAIN(ReconcileModelTest)
#include "tst_reconcile_model.moc"
