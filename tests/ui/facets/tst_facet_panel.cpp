#include "core/session/session.h"
#include "tests/ui/event_workspace.h"
#include "ui/facets/facet_counter.h"
#include "ui/facets/facet_list.h"
#include "ui/facets/facet_panel.h"
#include "ui/facets/rate_chart.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QSignalSpy>
#include <QTest>

#include <numeric>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;
using Sample = EventWorkspace::Sample;

class TestFacetPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme.install(*qApp); }

    void init() {
        m_workspace = std::make_unique<EventWorkspace>();
        m_panel = std::make_unique<FacetPanel>(m_theme);
        m_panel->resize(188, 700);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    }

    void cleanup() {
        m_panel.reset();
        m_workspace.reset();
    }

    void countsTheWorkspace() {
        addOneOfEach();
        counter().setStore(m_workspace->store());
        QTRY_COMPARE(count(u"All events"_s), qint64(4));
        QCOMPARE(count(u"Messages"_s), qint64(1));
        QCOMPARE(count(u"Message status"_s), qint64(1));
        QCOMPARE(count(u"Valid"_s), qint64(2));
        QCOMPARE(count(u"Invalid"_s), qint64(1));
        QCOMPARE(count(u"Unsigned"_s), qint64(1));
        QCOMPARE(count(u"Malformed"_s), qint64(1));
        QCOMPARE(count(u"Retries"_s), qint64(1));
    }

    void countsGoOnWithEveryBatch() {
        addOneOfEach();
        counter().setStore(m_workspace->store());
        QTRY_COMPARE(count(u"All events"_s), qint64(4));
        addOneOfEach();
        QTRY_COMPARE(count(u"All events"_s), qint64(8));
        QCOMPARE(count(u"Voice"_s), qint64(2));
        const auto &minutes = counter().counts().lastMinutes;
        QCOMPARE(std::accumulate(minutes.begin(), minutes.end(), qint64(0)), qint64(8));
    }

    void removalsAndMarksAreCountedToo() {
        addOneOfEach();
        counter().setStore(m_workspace->store());
        QTRY_COMPARE(count(u"All events"_s), qint64(4));
        m_workspace->store()->setMarked({1, 2}, true);
        QTRY_COMPARE(count(u"Marked"_s), qint64(2));
        m_workspace->store()->remove({1}, this, [](const Result<qint64> &) {});
        QTRY_COMPARE(count(u"All events"_s), qint64(3));
        QCOMPARE(count(u"Marked"_s), qint64(1));
    }

    void flagsOfThreadsAreCounted() {
        counter().setStore(m_workspace->store());
        QTRY_COMPARE(count(u"Out of order"_s), qint64(0));
        QCOMPARE(row(u"Gaps"_s), -1); // comes with the first
        for (const flow::EventFlag flag : {flow::EventFlag::OutOfOrder, flow::EventFlag::Duplicate,
                 flow::EventFlag::Gap, flow::EventFlag::Contradictory})
            m_workspace->add(Sample{.kind = twilio::WebhookKind::MessageStatus, .flags = flag});
        QTRY_COMPARE(count(u"Contradictory"_s), qint64(1));
        QCOMPARE(count(u"Out of order"_s), qint64(1));
        QCOMPARE(count(u"Duplicates"_s), qint64(1));
        QCOMPARE(count(u"Gaps"_s), qint64(1));
        QSignalSpy chosen(m_panel.get(), &FacetPanel::filterChosen);
        click(row(u"Gaps"_s));
        QCOMPARE(chosen.takeFirst(), (QList<QVariant>{u"is:gap"_s, false}));
        counter().setStore(nullptr);
        counter().setStore(m_workspace->store()); // and as the store counts them
        QTRY_COMPARE(count(u"Gaps"_s), qint64(1));
    }

    void rareKindsComeWithTheirFirstEvent() {
        QCOMPARE(row(u"Video"_s), -1);
        counter().setStore(m_workspace->store());
        m_workspace->add(Sample{.kind = twilio::WebhookKind::VideoRoom});
        QTRY_VERIFY(row(u"Video"_s) > 0);
        QVERIFY(row(u"Recordings"_s) > 0);
    }

    void clickChoosesTheFilter() {
        QSignalSpy chosen(m_panel.get(), &FacetPanel::filterChosen);
        click(row(u"Message status"_s));
        QCOMPARE(chosen.takeFirst(), (QList<QVariant>{u"kind:message-status"_s, false}));
        click(row(u"Invalid"_s), Qt::ControlModifier);
        QCOMPARE(chosen.takeFirst(), (QList<QVariant>{u"sig:invalid"_s, true}));
        click(row(u"Kind"_s));
        QCOMPARE(chosen.count(), 0);
    }

    void everyFilterIsInTheLanguage() {
        for (int i = 0; i < list().model()->rowCount(); ++i) {
            const QString filter = model().facet(i).filter;
            QVERIFY2(filter::parse(filter, 0).ok(), qPrintable(filter));
        }
    }

    void filterInForceIsLit() {
        m_panel->setCurrentFilter({});
        QVERIFY(model().isLit(row(u"All events"_s)));
        m_panel->setCurrentFilter(u"  sig:INVALID "_s);
        QVERIFY(!model().isLit(row(u"All events"_s)));
        QVERIFY(model().isLit(row(u"Invalid"_s)));
        QSignalSpy chosen(m_panel.get(), &FacetPanel::filterChosen);
        click(row(u"Invalid"_s));
        QCOMPARE(chosen.takeFirst(), (QList<QVariant>{QString(), false}));
    }

    void keysMoveOverHeadingsAndChoose() {
        list().setFocus();
        list().setCurrentIndex(model().index(row(u"Conversations"_s)));
        QTest::keyClick(&list(), Qt::Key_Down);
        QCOMPARE(list().currentIndex().row(), row(u"Valid"_s));
        QSignalSpy chosen(m_panel.get(), &FacetPanel::filterChosen);
        QTest::keyClick(&list(), Qt::Key_Return);
        QCOMPARE(chosen.takeFirst(), (QList<QVariant>{u"sig:valid"_s, false}));
        QTest::keyClick(&list(), Qt::Key_Up);
        QCOMPARE(list().currentIndex().row(), row(u"Conversations"_s));
    }

    void savedFiltersOfTheSession() {
        m_workspace->close();
        KeyStore keys(m_preferences);
        Session session(m_preferences, keys);
        QVERIFY(session.open(m_workspace->path()));
        m_panel->setSession(&session);
        session.setSavedFilters({{u"Broken <b>"_s, u"sig:invalid kind:sms"_s}});
        QTRY_VERIFY(row(u"Broken <b>"_s) > 0);
        QSignalSpy chosen(m_panel.get(), &FacetPanel::filterChosen);
        click(row(u"Broken <b>"_s));
        QCOMPARE(chosen.takeFirst(), (QList<QVariant>{u"sig:invalid kind:sms"_s, false}));
        list().setCurrentIndex(model().index(row(u"Broken <b>"_s)));
        QTest::keyClick(&list(), Qt::Key_Delete);
        QTRY_COMPARE(row(u"Broken <b>"_s), -1);
        QVERIFY(session.savedFilters().isEmpty());
        m_panel->setSession(nullptr);
    }

    void modelKeepsItsRules() {
        const QAbstractItemModelTester tester(&model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        counter().setStore(m_workspace->store());
        addOneOfEach();
        m_workspace->add(Sample{.kind = twilio::WebhookKind::VideoRoom});
        QTRY_VERIFY(row(u"Video"_s) > 0);
    }

    void chartTellsEveryBar() {
        RateChart chart(m_theme);
        chart.resize(150, 44);
        RateChart::Counts counts{};
        counts[0] = 1;
        counts[14] = 1284;
        chart.setCounts(counts, QDateTime(QDate(2026, 11, 24), QTime(10, 42)).toSecsSinceEpoch() / 60);
        QCOMPARE(chart.barText(14), u"10:42 · 1\u202F284 events"_s);
        QCOMPARE(chart.barText(0), u"10:28 · 1 event"_s);
        QCOMPARE(chart.barAt(0), 0);
        QCOMPARE(chart.barAt(149), 14);
        QCOMPARE(chart.barAt(150), -1);
        QVERIFY(chart.accessibleDescription().contains(u"1\u202F285 events"_s));
    }

private:
    void addOneOfEach() {
        m_workspace->add(Sample{});
        m_workspace->add(Sample{.kind = twilio::WebhookKind::MessageStatus, .flags = flow::EventFlag::Retry});
        m_workspace->add(Sample{.kind = twilio::WebhookKind::VoiceInbound, .verdict = twilio::Verdict::Invalid});
        m_workspace->add(Sample{.kind = twilio::WebhookKind::Other,
            .verdict = twilio::Verdict::Unsigned,
            .flags = flow::EventFlag::Malformed});
    }

    FacetCounter &counter() const { return *m_panel->findChild<FacetCounter *>(); }
    FacetListView &list() const { return *m_panel->findChild<FacetListView *>(); }
    FacetListModel &model() const { return *m_panel->findChild<FacetListModel *>(); }

    int row(const QString &label) const {
        for (int i = 0; i < model().rowCount(); ++i) {
            if (model().facet(i).label == label)
                return i;
        }
        return -1;
    }

    qint64 count(const QString &label) const {
        const int at = row(label);
        return at < 0 ? -1 : model().facet(at).count.value_or(-1);
    }

    void click(int row, Qt::KeyboardModifiers modifiers = {}) const {
        QTest::mouseClick(list().viewport(), Qt::LeftButton, modifiers, list().visualRect(model().index(row)).center());
    }

    QTemporaryDir m_folder;
    settings::Preferences m_preferences{m_folder.filePath(u"preferences.ini"_s)};
    Theme m_theme{m_preferences};
    std::unique_ptr<EventWorkspace> m_workspace;
    std::unique_ptr<FacetPanel> m_panel;
};

QTEST_MAIN(TestFacetPanel)
#include "tst_facet_panel.moc"
