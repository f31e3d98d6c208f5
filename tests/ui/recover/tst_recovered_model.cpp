#include "tests/ui/theme_fixture.h"
#include "ui/recover/recovered_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;
using What = RecoveredItem::Outcome;

namespace {

RecoveredItem item(What outcome, EventId id, WallTime at) {
    RecoveredItem made;
    made.outcome = outcome;
    made.id = id;
    made.at = at;
    made.source = "NO0123456789abcdef0123456789abcdef";
    made.kindName = "sms.inbound";
    made.sid = "SM0123456789abcdef0123456789abcdef";
    made.summary = "<b>Hi</b>\u202e";
    made.responseStatus = id > 0 ? 502 : 0;
    made.why = u"no request"_s;
    return made;
}

} // namespace

class RecoveredModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatMattersComesFirst() {
        ThemeFixture fixture;
        RecoveredModel model(fixture.theme);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy reset(&model, &RecoveredModel::modelReset);
        model.setReport({{item(What::AlreadyHere, 0, 5), item(What::NotRebuilt, 0, 0), item(What::Recovered, 9, 7),
                             item(What::Recovered, 8, 6)},
                            {u"NO7: 20404 gone"_s}},
            false);
        QCOMPARE(reset.size(), 1);
        QCOMPARE(model.rowCount(), 5);
        const auto text = [&](int row, int column) { return model.index(row, column).data().toString(); };
        QCOMPARE(text(0, RecoveredModel::Why), u"NO7: 20404 gone"_s);
        QCOMPARE(text(0, RecoveredModel::Time), QString());
        QCOMPARE(model.event(1), 8);
        QCOMPARE(model.event(2), 9);
        QCOMPARE(model.events(), (std::vector<EventId>{8, 9}));
        QCOMPARE(text(1, RecoveredModel::Outcome), u"+ recovered"_s);
        QCOMPARE(text(1, RecoveredModel::Answer), u"502"_s);
        QCOMPARE(text(3, RecoveredModel::Why), u"no request"_s);
        QCOMPARE(text(4, RecoveredModel::Answer), u"none"_s);
        QVERIFY(!text(4, RecoveredModel::Why).contains(QChar(0x202e))); // nothing turns the line around
        QVERIFY(!model.index(4, RecoveredModel::Why).data(Qt::ToolTipRole).toString().contains(u"<b>"_s));
    }
    void onTrialNothingIsCalledRecovered() {
        ThemeFixture fixture;
        RecoveredModel model(fixture.theme);
        model.setReport({{item(What::Recovered, 0, 7)}, {}}, true);
        QCOMPARE(model.index(0, RecoveredModel::Outcome).data().toString(), u"+ missing here"_s);
        QVERIFY(model.events().empty());
    }
};

QTEST_MAIN(RecoveredModelTest)
#include "tst_recovered_model.moc"
