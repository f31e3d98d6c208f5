#include "tests/ui/event_workspace.h"
#include "tests/ui/theme_fixture.h"
#include "ui/statistics/answer_time_chart.h"
#include "ui/statistics/arrival_chart.h"
#include "ui/statistics/bar_list.h"
#include "ui/statistics/statistics_counter.h"
#include "ui/statistics/statistics_dock.h"

#include <QClipboard>
#include <QImage>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr WallTime Minute = 60'000'000;

filter::Expression parsed(const QString &text) {
    return filter::parse(text, Clock::system().wall()).expression;
}

/// Ten minutes of traffic: 20 messages, 4 of them with an invalid signature.
void fill(EventWorkspace &workspace) {
    for (int i = 0; i < 20; ++i) {
        EventWorkspace::Sample sample;
        sample.verdict = i % 5 == 0 ? twilio::Verdict::Invalid : twilio::Verdict::Valid;
        sample.kind = i % 2 == 0 ? twilio::WebhookKind::SmsInbound : twilio::WebhookKind::CallStatus;
        sample.tookUs = 1000 * (i + 1);
        sample.ago = (20 - i) * Minute / 2;
        workspace.add(sample);
    }
}

} // namespace

class tst_StatisticsDock : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void countsWhatTheFilterMatches();
    void followsWhatComes();
    void countsAfreshWhenEventsAreDeleted();
    void countsNothingWhileItIsHidden();
    void anotherWorkspaceOrNone();
    void linesAddTheirTerm();
    void draggingChoosesARange();
    void keysChooseARange();
    void allTimesTakesTheRangeOut();
    void stepsTellTheirNumbers();
    void chartsAreCopiedAsPictures();

private:
    [[nodiscard]] ArrivalChart *arrivals() const { return m_dock->findChild<ArrivalChart *>(); }

    ThemeFixture m_fixture;
    std::unique_ptr<EventWorkspace> m_workspace;
    std::unique_ptr<StatisticsDock> m_dock;
    StatisticsCounter *m_counter = nullptr;
};

void tst_StatisticsDock::init() {
    m_workspace = std::make_unique<EventWorkspace>();
    fill(*m_workspace);
    m_dock = std::make_unique<StatisticsDock>(m_fixture.theme);
    m_counter = m_dock->findChild<StatisticsCounter *>();
    m_dock->setStore(m_workspace->store());
    m_dock->resize(330, 900);
    m_dock->show();
    QTRY_VERIFY(m_counter->statistics().isComplete());
}

void tst_StatisticsDock::cleanup() {
    m_dock.reset();
    m_workspace.reset();
}

void tst_StatisticsDock::countsWhatTheFilterMatches() {
    QCOMPARE(m_counter->statistics().total, 20);
    QCOMPARE(m_counter->statistics().durations.longest(), 20'000);
    QVERIFY2(m_dock->summary().startsWith(u"20 events."_s), qPrintable(m_dock->summary()));
    QVERIFY(m_dock->summary().contains(u"4 with an invalid signature"_s));
    QCOMPARE(m_dock->accessibleDescription(), m_dock->summary());
    m_dock->setFilter(parsed(u"sig:invalid"_s));
    QTRY_COMPARE(m_counter->statistics().total, 4);
    m_dock->setFilter(parsed(u"status:absent"_s));
    QTRY_VERIFY(m_counter->statistics().isComplete() && m_counter->statistics().total == 0);
}

void tst_StatisticsDock::followsWhatComes() {
    m_workspace->add(50);
    QTRY_COMPARE(m_counter->statistics().total, 70);
    m_dock->setFilter(parsed(u"sig:invalid"_s));
    QTRY_COMPARE(m_counter->statistics().total, 4);
    EventWorkspace::Sample invalid;
    invalid.verdict = twilio::Verdict::Invalid;
    m_workspace->add(invalid);
    QTRY_COMPARE(m_counter->statistics().total, 5);
}

void tst_StatisticsDock::countsAfreshWhenEventsAreDeleted() {
    m_workspace->store()->remove({1, 2, 3}, this, [](const Result<qint64> &) {});
    QTRY_COMPARE(m_counter->statistics().total, 17);
    m_dock->setFilter(parsed(u"is:marked"_s));
    QTRY_VERIFY(m_counter->statistics().isComplete());
    m_workspace->store()->setMarked({4, 5}, true);
    QTRY_COMPARE(m_counter->statistics().total, 2);
}

void tst_StatisticsDock::countsNothingWhileItIsHidden() {
    m_dock->hide();
    QCOMPARE(m_counter->statistics().total, 0);
    QSignalSpy changes(m_counter, &StatisticsCounter::changed);
    QSignalSpy committed(m_workspace->store(), &store::EventStore::committed);
    m_workspace->add(5);
    QTRY_VERIFY(!committed.isEmpty());
    QCOMPARE(changes.count(), 0);
    m_dock->show();
    QTRY_COMPARE(m_counter->statistics().total, 25);
}

void tst_StatisticsDock::anotherWorkspaceOrNone() {
    m_dock->setStore(nullptr);
    QCOMPARE(m_counter->statistics().total, 0);
    EventWorkspace other;
    other.add(3);
    m_dock->setStore(other.store());
    QTRY_COMPARE(m_counter->statistics().total, 3);
    m_dock->setStore(nullptr);
}

void tst_StatisticsDock::linesAddTheirTerm() {
    QSignalSpy asked(m_dock.get(), &StatisticsDock::filterAsked);
    for (BarListView *list : m_dock->findChildren<BarListView *>()) {
        if (!list->isVisible())
            continue;
        list->setCurrentIndex(list->model()->index(0, 0));
        QTest::keyClick(list, Qt::Key_Return);
    }
    QStringList terms;
    for (const QList<QVariant> &one : asked)
        terms << one.first().toString();
    QVERIFY2(terms.contains(u"sig:valid"_s), qPrintable(terms.join(u' ')));
    QVERIFY2(terms.contains(u"code:204"_s), qPrintable(terms.join(u' ')));
    QVERIFY2(
        terms.contains(u"kind:sms.inbound"_s) || terms.contains(u"kind:call.status"_s), qPrintable(terms.join(u' ')));
}

void tst_StatisticsDock::draggingChoosesARange() {
    QSignalSpy asked(m_dock.get(), &StatisticsDock::timeRangeAsked);
    ArrivalChart *chart = arrivals();
    const int y = chart->height() / 2;
    QTest::mousePress(chart, Qt::LeftButton, {}, {chart->width() / 2, y});
    QTest::mouseMove(chart, {chart->width() / 2 + 20, y});
    QTest::mouseMove(chart, {chart->width() - 8, y});
    QTest::mouseRelease(chart, Qt::LeftButton, {}, {chart->width() - 8, y});
    QCOMPARE(asked.count(), 1);
    const auto range = asked.takeFirst().first().value<filter::TimeRange>();
    QVERIFY(range.from && range.to && *range.from < *range.to);
    const store::TimeSeries &series = chart->series();
    QVERIFY(*range.from > series.begin() && *range.to <= series.end());
    QCOMPARE((*range.from - series.begin()) % series.width(), 0);
    // What the bars said is what the filter finds.
    qint64 within = 0;
    for (std::size_t i = 0; i < series.steps().size(); ++i) {
        const WallTime begin = series.begin() + qint64(i) * series.width();
        within += begin >= *range.from && begin < *range.to ? series.steps()[i].count : 0;
    }
    QVERIFY(within > 0 && within < 20);
    m_dock->setFilter(parsed(filter::withTimeRange({}, range)));
    QTRY_COMPARE(m_counter->statistics().total, within);
}

void tst_StatisticsDock::keysChooseARange() {
    QSignalSpy asked(m_dock.get(), &StatisticsDock::timeRangeAsked);
    ArrivalChart *chart = arrivals();
    QTest::keyClick(chart, Qt::Key_Right);
    QTest::keyClick(chart, Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(chart, Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(chart, Qt::Key_Return);
    QCOMPARE(asked.count(), 1);
    const auto range = asked.takeFirst().first().value<filter::TimeRange>();
    QCOMPARE(*range.from, chart->series().begin());
    QCOMPARE(*range.to, chart->series().begin() + 3 * chart->series().width());
    QTest::keyClick(chart, Qt::Key_Right);
    QTest::keyClick(chart, Qt::Key_Escape);
    QTest::keyClick(chart, Qt::Key_Return);
    QCOMPARE(asked.count(), 0);
}

void tst_StatisticsDock::allTimesTakesTheRangeOut() {
    auto *button = m_dock->findChild<QPushButton *>();
    QVERIFY(!button->isVisible());
    m_dock->setFilter(parsed(u"after:00:00"_s));
    QVERIFY(button->isVisible());
    QSignalSpy asked(m_dock.get(), &StatisticsDock::timeRangeAsked);
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(asked.takeFirst().first().value<filter::TimeRange>(), filter::TimeRange());
}

void tst_StatisticsDock::stepsTellTheirNumbers() {
    ArrivalChart *chart = arrivals();
    QVERIFY2(chart->stepText(0).contains(u"1 event"_s), qPrintable(chart->stepText(0)));
    QVERIFY(chart->stepText(0).contains(u"invalid signature"_s));
    auto *answers = m_dock->findChild<AnswerTimeChart *>();
    QVERIFY(answers->stepText(0).contains(u"p99"_s));
    QVERIFY(answers->accessibleDescription().contains(u"Half of the answers"_s));
    QCOMPARE(chart->stepAt(0), -1);
    QCOMPARE(chart->stepAt(chart->width() - 4), int(chart->series().steps().size()) - 1);
}

void tst_StatisticsDock::chartsAreCopiedAsPictures() {
    ArrivalChart *chart = arrivals();
    QGuiApplication::clipboard()->clear();
    QTest::keyClick(chart, Qt::Key_C, Qt::ControlModifier);
    const QImage image = QGuiApplication::clipboard()->image();
    QCOMPARE(image.size(), chart->size() * 2);
    bool bars = false;
    const QRgb accent = m_fixture.theme.color(Role::Accent).rgb();
    for (int x = 0; x < image.width() && !bars; ++x) {
        for (int y = 0; y < image.height() && !bars; ++y)
            bars = image.pixel(x, y) == accent;
    }
    QVERIFY2(bars, "the picture shows no bars");
}

QTEST_MAIN(tst_StatisticsDock)
#include "tst_statistics_dock.moc"
