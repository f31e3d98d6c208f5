#include "tests/core/flow/thread_support.h"
#include "tests/ui/session_fixture.h"
#include "ui/detail/detail_pane.h"
#include "ui/detail/diff_pane.h"
#include "ui/detail/fields_pane.h"
#include "ui/detail/underline_tab_bar.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QClipboard>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;
namespace threads = offhook::flow::test;

namespace {

std::vector<flow::DiffLine> lines() {
    return flow::diff(*threads::formEvent(1, 0, "From=%2B1&To=2+&Same=x", {}, 200, "<Response><Say>a</Say></Response>"),
        *threads::formEvent(2, 0, "From=%2B2&To=2&Same=x&New=", {}, 200, "<Response><Say>b</Say></Response>"));
}

} // namespace

class TestDiffPane final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void modelKeepsItsRules() {
        DiffModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setLines(lines());
        const int differing = model.rowCount();
        model.setWithSame(true);
        QVERIFY(model.rowCount() > differing);
        model.setLines({});
        QCOMPARE(model.rowCount(), 0);
    }

    void linesStandUnderTheirHeadings() {
        DiffModel model;
        model.setLines(lines());
        QCOMPARE(model.differences(), 4);
        QStringList shown;
        for (int row = 0; row < model.rowCount(); ++row)
            shown.append(model.index(row, DiffModel::Name).data().toString());
        QCOMPARE(shown, (QStringList{u"Parameters"_s, u"From"_s, u"To"_s, u"New"_s, u"TwiML"_s, QString()}));
        QCOMPARE(model.index(2, DiffModel::Before).data().toString(), u"2·"_s); // the blank can be seen
        QCOMPARE(model.index(1, DiffModel::Name).data(Qt::AccessibleTextRole).toString(), u"changed From"_s);
        QCOMPARE(model.index(5, DiffModel::After).data(DiffModel::DepthRole).toInt(), 1);
    }

    void blanks_data() {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("shown");
        QTest::newRow("none") << QByteArray("abc") << u"abc"_s;
        QTest::newRow("between words") << QByteArray("a b") << u"a b"_s;
        QTest::newRow("at the ends") << QByteArray(" a ") << u"·a·"_s;
        QTest::newRow("two in a row") << QByteArray("a  b") << u"a··b"_s;
        QTest::newRow("only one") << QByteArray(" ") << u"·"_s;
    }
    void blanks() {
        QFETCH(QByteArray, value);
        QFETCH(QString, shown);
        QCOMPARE(visibleBlanks(value), shown);
    }

    void twoEventsOfASession() {
        SessionFixture fixture;
        QVERIFY(fixture.listen());
        const EventId first = fixture.send("sms.inbound");
        const EventId second = fixture.send("sms.inbound");
        DetailPane pane(fixture.theme);
        pane.setSession(&fixture.session);
        pane.resize(900, 400);
        pane.show();
        auto *tabs = pane.findChild<UnderlineTabBar *>();
        const int diffTab = tabs->count() - 1;
        QVERIFY(!tabs->isTabVisible(diffTab));
        pane.setEvent(second);
        pane.setCompared(second, first);
        QVERIFY(tabs->isTabVisible(diffTab));
        pane.showDiff();
        auto *diff = pane.findChild<DiffPane *>();
        QTRY_VERIFY(diff->model()->differences() > 0); // each test message has a SID of its own
        auto *table = diff->findChild<QTableView *>();
        table->selectAll();
        QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"-MessageSid="_s));
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"+MessageSid="_s));
        pane.setCompared(0, 0);
        QVERIFY(!tabs->isTabVisible(diffTab));
    }

    void previousOfItsKindIsFoundAndMarksFields() {
        SessionFixture fixture;
        QVERIFY(fixture.listen());
        const EventId first = fixture.send("sms.inbound");
        (void)fixture.send("voice.inbound");
        const EventId third = fixture.send("sms.inbound");
        DetailPane pane(fixture.theme);
        pane.setSession(&fixture.session);
        pane.show();
        pane.setEvent(third);
        QTRY_VERIFY(pane.currentEvent() != nullptr);
        pane.compareWithPrevious();
        auto *tabs = pane.findChild<UnderlineTabBar *>();
        QTRY_VERIFY(tabs->isTabVisible(tabs->count() - 1));
        QTRY_VERIFY(pane.findChild<DiffPane *>()->model()->differences() > 0);
        QSignalSpy told(&pane, &DetailPane::statusMessage);
        pane.setEvent(first);
        QTRY_VERIFY(pane.currentEvent() != nullptr);
        pane.compareWithPrevious();
        QTRY_COMPARE(told.count(), 1);
    }

    void fieldsTellWhatChanged() {
        FieldsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto event = threads::formEvent(2, 0, "Zip=2&From=%2B1");
        model.setEvent(event);
        model.setChanged(flow::changedParameters(*threads::formEvent(1, 0, "Zip=1&From=%2B1"), *event));
        int changed = 0;
        for (int row = 0; row < model.rowCount(); ++row) {
            const QModelIndex name = model.index(row, FieldsModel::Name);
            const bool zip = name.data(FieldsModel::NameBytesRole).toByteArray() == "Zip";
            QCOMPARE(name.data(FieldsModel::IsChangedRole).toBool(), zip); // also when rows are arranged
            QCOMPARE(name.data(Qt::ToolTipRole).toString().contains("Differs"_L1), zip);
            changed += zip ? 1 : 0;
        }
        QCOMPARE(changed, 1);
    }
};

QTEST_MAIN(TestDiffPane)
#include "tst_diff_pane.moc"
