#include "tests/ui/theme_fixture.h"
#include "ui/explain/explanation.h"
#include "ui/statistics/bar_list.h"
#include "ui/statistics/statistics_bars.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;

namespace {
std::vector<Bar> bars(int count, qint64 first = 100) {
    std::vector<Bar> all;
    for (int i = 0; i < count; ++i)
        all.push_back({u"line %1"_s.arg(i), first - i, 1, {}, Role::Accent, u"status:s%1"_s.arg(i), {}});
    return all;
}
} // namespace

class tst_BarList : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void otherNumbersChangeInPlace();
    void aLongListIsCut();
    void clickAndKeysChoose();
    void linesWithoutAFilterAreNotChosen();
    void barsAreRankedAndExplained();
    void hostileStatusesAreHarmless();

private:
    ThemeFixture m_fixture;
};

void tst_BarList::otherNumbersChangeInPlace() {
    BarListModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setBars(bars(3));
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.setBars(bars(3));
    QCOMPARE(changes.count(), 0);
    model.setBars(bars(3, 200));
    QCOMPARE(changes.count(), 1);
    QCOMPARE(resets.count(), 0);
    QCOMPARE(model.bar(0)->count, 200);
    model.setBars(bars(2));
    QCOMPARE(resets.count(), 1);
    model.setBars({});
    QCOMPARE(model.rowCount(), 0);
}

void tst_BarList::aLongListIsCut() {
    BarListModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setBars(bars(BarListModel::FewRows + 1));
    QCOMPARE(model.rowCount(), BarListModel::FewRows + 1);
    QVERIFY(model.bar(BarListModel::FewRows) != nullptr);
    model.setBars(bars(20));
    QCOMPARE(model.rowCount(), BarListModel::FewRows + 1);
    QVERIFY(model.bar(BarListModel::FewRows) == nullptr);
    QCOMPARE(model.index(BarListModel::FewRows).data().toString(), u"Show 12 more"_s);
    model.showAll();
    QCOMPARE(model.rowCount(), 20);
}

void tst_BarList::clickAndKeysChoose() {
    BarListModel model;
    BarListView view(model, m_fixture.theme);
    model.setBars(bars(20));
    view.resize(300, view.sizeHint().height());
    view.show();
    QSignalSpy asked(&view, &BarListView::filterAsked);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.visualRect(model.index(2)).center());
    QCOMPARE(asked.takeFirst().first().toString(), u"status:s2"_s);
    QTest::keyClick(&view, Qt::Key_Down);
    QTest::keyClick(&view, Qt::Key_Return);
    QCOMPARE(asked.takeFirst().first().toString(), u"status:s3"_s);
    QTest::mouseClick(
        view.viewport(), Qt::LeftButton, {}, view.visualRect(model.index(BarListModel::FewRows)).center());
    QCOMPARE(asked.count(), 0);
    QCOMPARE(model.rowCount(), 20);
}

void tst_BarList::linesWithoutAFilterAreNotChosen() {
    BarListModel model;
    BarListView view(model, m_fixture.theme);
    model.setBars({{u"No answer"_s, 3, 1, {}, Role::Invalid, {}, {}}});
    view.resize(300, 100);
    view.show();
    QSignalSpy asked(&view, &BarListView::filterAsked);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.visualRect(model.index(0)).center());
    QCOMPARE(asked.count(), 0);
}

void tst_BarList::barsAreRankedAndExplained() {
    store::Statistics statistics;
    statistics.total = 1000;
    statistics.errors = {{30003, 2}, {30005, 7}, {99999, 1}};
    const std::vector<Bar> errors = errorBars(statistics);
    QCOMPARE(errors.size(), std::size_t(3));
    QCOMPARE(errors[0].label, u"30005 Unknown destination handset"_s); // twilio.com/docs/api/errors/30005
    QCOMPARE(errors[0].filter, u"param.ErrorCode=30005"_s);
    QCOMPARE(errors[0].share, 1.0);
    QVERIFY(!errors[0].explanation.isEmpty());
    QCOMPARE(errors[2].label, u"99999"_s);
    QVERIFY(errors[2].explanation.isEmpty());
    statistics.funnel = {200, 199, 150, 1, 20};
    const std::vector<Bar> funnel = funnelBars(statistics);
    QCOMPARE(funnel.size(), std::size_t(5));
    QCOMPARE(funnel[0].note, u"100 %"_s);
    QCOMPARE(funnel[1].note, u">99 %"_s);
    QCOMPARE(funnel[2].note, u"75 %"_s);
    QCOMPARE(funnel[3].note, u"<1 %"_s);
    QVERIFY(funnelBars(store::Statistics()).empty());
    // Every filter is one that the filter language takes.
    statistics.verdicts = {5, 4, 3, 2};
    statistics.kinds.assign(twilio::allKinds().size(), 1);
    statistics.codes = {{0, 1}, {200, 5}, {503, 1}};
    statistics.statuses = {{"delivered", 4}, {"no-answer", 2}, {"two words", 1}};
    for (const auto &list :
        {errors, funnel, verdictBars(statistics), kindBars(statistics), codeBars(statistics), statusBars(statistics)}) {
        for (const Bar &bar : list)
            QVERIFY2(filter::parse(bar.filter, 0).ok(), qPrintable(bar.filter));
    }
}

void tst_BarList::hostileStatusesAreHarmless() {
    store::Statistics statistics;
    statistics.total = 1;
    statistics.statuses = {{"<b>x</b>\n\xe2\x80\xae\" OR sig:valid", 1}};
    const std::vector<Bar> lines = statusBars(statistics);
    QVERIFY(!lines[0].label.contains(u'\n') && !lines[0].label.contains(QChar(0x202e)));
    const filter::ParseResult parsed = filter::parse(lines[0].filter, 0);
    QVERIFY(parsed.ok());
    QCOMPARE(parsed.expression.root.children.size(), std::size_t(1));
}

QTEST_MAIN(tst_BarList)
#include "tst_bar_list.moc"
