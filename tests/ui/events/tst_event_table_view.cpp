#include "core/base/clock.h"
#include "tests/ui/event_workspace.h"
#include "ui/events/event_columns.h"
#include "ui/events/event_delegate.h"
#include "ui/events/event_table_view.h"

#include <QApplication>
#include <QHeaderView>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;
using Sample = EventWorkspace::Sample;

class TestEventTableView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme.install(*qApp); }

    void init() {
        m_workspace = std::make_unique<EventWorkspace>();
        m_model = std::make_unique<EventTableModel>(m_theme);
        m_view = std::make_unique<EventTableView>(*m_model, m_theme);
        m_view->resize(900, 400);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    }

    void cleanup() {
        m_model->setStore(nullptr);
        m_view.reset();
        m_model.reset();
        m_workspace.reset();
    }

    void followsTheNewest() {
        m_workspace->add(30);
        open();
        QCOMPARE(m_view->currentEvent(), EventId(30));
        QSignalSpy current(m_view.get(), &EventTableView::currentEventChanged);
        m_workspace->add(5);
        QTRY_COMPARE(m_view->currentEvent(), EventId(35));
        QCOMPARE(current.last()[0].value<EventId>(), EventId(35));
        QCOMPARE(m_view->verticalScrollBar()->value(), 0);
    }

    void theFocusIsNotAMove() {
        m_view->clearFocus();
        open();
        m_workspace->add(1);
        QTRY_COMPARE(m_model->rowCount(), 1);
        m_view->setFocus(Qt::OtherFocusReason);
        QVERIFY(m_view->isFollowing());
        m_workspace->add(5);
        QTRY_COMPARE(m_view->currentEvent(), EventId(6));
        QVERIFY(m_view->selectionModel()->isRowSelected(m_model->rowOf(6)));
    }

    void movingByHandStopsFollowing() {
        m_workspace->add(30);
        open();
        QSignalSpy following(m_view.get(), &EventTableView::followingChanged);
        QTest::keyClick(m_view.get(), Qt::Key_Down);
        QCOMPARE(following.count(), 1);
        QVERIFY(!m_view->isFollowing());
        QCOMPARE(m_view->currentEvent(), EventId(29));
        m_workspace->add(5);
        QTRY_COMPARE(m_model->rowCount(), 35);
        QCOMPARE(m_view->currentEvent(), EventId(29));
        QTest::keyClick(m_view.get(), Qt::Key_F);
        QVERIFY(m_view->isFollowing());
        QCOMPARE(m_view->currentEvent(), EventId(35));
    }

    void clickStopsFollowing() {
        m_workspace->add(30);
        open();
        const QPoint third = m_view->visualRect(m_model->index(2, 1)).center();
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, third);
        QVERIFY(!m_view->isFollowing());
        QCOMPARE(m_view->currentEvent(), EventId(28));
    }

    void scrollingStopsFollowing() {
        m_workspace->add(100);
        open();
        m_view->verticalScrollBar()->triggerAction(QAbstractSlider::SliderPageStepAdd);
        QVERIFY(!m_view->isFollowing());
    }

    void whatIsOnScreenStaysWhereItIs() {
        m_workspace->add(100);
        open();
        m_view->selectEvent(50);
        QVERIFY(!m_view->isFollowing());
        const int before = m_view->rowViewportPosition(m_model->rowOf(50));
        m_workspace->add(20);
        QTRY_COMPARE(m_model->rowCount(), 120);
        QCOMPARE(m_view->rowViewportPosition(m_model->rowOf(50)), before);
        QCOMPARE(m_view->currentEvent(), EventId(50));
    }

    void keysMove_data() {
        QTest::addColumn<int>("key");
        QTest::addColumn<EventId>("event");
        QTest::newRow("j is down") << int(Qt::Key_J) << EventId(14);
        QTest::newRow("k is up") << int(Qt::Key_K) << EventId(16);
        QTest::newRow("down") << int(Qt::Key_Down) << EventId(14);
        QTest::newRow("up") << int(Qt::Key_Up) << EventId(16);
        QTest::newRow("Home is the newest") << int(Qt::Key_Home) << EventId(30);
        QTest::newRow("End is the oldest") << int(Qt::Key_End) << EventId(1);
        QTest::newRow("other letters do not search") << int(Qt::Key_1) << EventId(15);
    }

    void keysMove() {
        QFETCH(const int, key);
        QFETCH(const EventId, event);
        m_workspace->add(30);
        open();
        m_view->selectEvent(15);
        QTest::keyClick(m_view.get(), Qt::Key(key));
        QCOMPARE(m_view->currentEvent(), event);
    }

    void shiftExtendsTheSelection() {
        m_workspace->add(10);
        open();
        m_view->selectEvent(8);
        QTest::keyClick(m_view.get(), Qt::Key_J, Qt::ShiftModifier);
        QTest::keyClick(m_view.get(), Qt::Key_J, Qt::ShiftModifier);
        std::vector<EventId> selected = m_view->selectedEvents();
        std::sort(selected.begin(), selected.end());
        QCOMPARE(selected, (std::vector<EventId>{6, 7, 8}));
    }

    void selectionFollowsItsEventsThroughFilterAndOrder() {
        for (int i = 0; i < 10; ++i)
            m_workspace->add(
                Sample{.kind = i % 2 == 0 ? twilio::WebhookKind::SmsInbound : twilio::WebhookKind::MessageStatus});
        open();
        m_view->selectEvent(3);
        QTest::keyClick(m_view.get(), Qt::Key_K, Qt::ShiftModifier); // and 4
        QSignalSpy current(m_view.get(), &EventTableView::currentEventChanged);
        filterBy(u"kind:status"_s);
        QCOMPARE(m_view->selectedEvents(), (std::vector<EventId>{4}));
        QCOMPARE(m_view->currentEvent(), EventId(4));
        QCOMPARE(current.count(), 0);
        click("from"_L1);
        QTRY_VERIFY(!m_model->isInArrivalOrder());
        QTRY_COMPARE(m_view->currentEvent(), EventId(4));
    }

    void filteredAwayIsToldOnce() {
        m_workspace->add(5);
        open();
        m_view->selectEvent(3);
        QSignalSpy current(m_view.get(), &EventTableView::currentEventChanged);
        filterBy(u"kind:status"_s);
        QCOMPARE(current.count(), 1);
        QCOMPARE(current[0][0].value<EventId>(), EventId(0));
    }

    void anotherWorkspaceHasItsOwnSelection() {
        m_workspace->add(5);
        open();
        m_view->selectEvent(3);
        EventWorkspace other;
        other.add(5);
        QSignalSpy current(m_view.get(), &EventTableView::currentEventChanged);
        QSignalSpy finished(m_model.get(), &EventTableModel::queryFinished);
        m_model->setStore(other.store());
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(m_view->currentEvent(), EventId(0));
        QCOMPARE(current.first()[0].value<EventId>(), EventId(0));
        m_model->setStore(nullptr);
    }

    void sortingByHandAndBack() {
        m_workspace->add(5);
        open();
        click("from"_L1);
        QTRY_VERIFY(!m_model->isInArrivalOrder());
        QVERIFY(!m_view->isFollowing());
        QVERIFY(m_view->horizontalHeader()->isSortIndicatorShown());
        click("from"_L1);
        QCOMPARE(m_view->horizontalHeader()->sortIndicatorOrder(), Qt::DescendingOrder);
        click("from"_L1);
        QTRY_VERIFY(m_model->isInArrivalOrder());
        QVERIFY(!m_view->horizontalHeader()->isSortIndicatorShown());
        QCOMPARE(m_model->newestRow(), 0);
    }

    void followingBringsTheOrderBack() {
        m_workspace->add(5);
        open();
        click("from"_L1);
        QTRY_VERIFY(!m_model->isInArrivalOrder());
        QTest::keyClick(m_view.get(), Qt::Key_F);
        QTRY_COMPARE(m_model->newestRow(), 0);
        QTRY_COMPARE(m_view->currentEvent(), EventId(5));
        QVERIFY(m_view->isFollowing());
    }

    void removingTheCurrentEventKeepsFollowing() {
        m_workspace->add(5);
        open();
        m_workspace->store()->remove({5}, this, [](const Result<qint64> &) {});
        QTRY_COMPARE(m_view->currentEvent(), EventId(4));
        QVERIFY(m_view->isFollowing());
    }

    void summaryTakesWhatIsLeft_data() {
        QTest::addColumn<int>("width");
        QTest::newRow("a wide window") << 1040;
        QTest::newRow("a window of 1280 with both side panes") << 760;
        QTest::newRow("the same with a wide dock") << 702;
    }

    void summaryTakesWhatIsLeft() {
        QFETCH(const int, width);
        m_view->resize(width, 400);
        m_workspace->add(3);
        open();
        QCOMPARE(m_view->horizontalHeader()->length(), m_view->viewport()->width());
        QVERIFY(m_view->columnWidth(eventColumn("summary"_L1)) >= 56);
        // What must not be cut: the time, a number of eleven digits, the kind's icon and the status.
        QVERIFY(m_view->columnWidth(eventColumn("time"_L1)) >= textWidth(m_theme.mono(), u"00:00:00.000"_s) + 12);
        QVERIFY(m_view->columnWidth(eventColumn("from"_L1)) >= textWidth(m_theme.mono(), u"+1 415 555 0142"_s) + 12);
        QVERIFY(m_view->columnWidth(eventColumn("response"_L1)) >= textWidth(m_theme.font(), u"200 TwiML"_s) + 12);
    }

    void columnsAreChosenFromTheMenu() {
        const int path = eventColumn("path"_L1);
        QVERIFY(m_view->isColumnHidden(path));
        action(path)->trigger();
        QVERIFY(!m_view->isColumnHidden(path));
        action(path)->trigger();
        QVERIFY(m_view->isColumnHidden(path));
    }

    void lastColumnStays() {
        for (int column = 0; column < m_model->columnCount(); ++column) {
            if (!m_view->isColumnHidden(column))
                action(column)->trigger();
        }
        int visible = 0;
        for (int column = 0; column < m_model->columnCount(); ++column)
            visible += m_view->isColumnHidden(column) ? 0 : 1;
        QCOMPARE(visible, 1);
    }

    void layoutIsRemembered() {
        const int path = eventColumn("path"_L1);
        action(path)->trigger();
        QHeaderView *header = m_view->horizontalHeader();
        header->moveSection(header->visualIndex(path), 1);
        header->resizeSection(path, 222);
        const QByteArray layout = m_view->saveLayout();
        EventTableView other(*m_model, m_theme);
        other.resize(1600, 400);
        other.restoreLayout(layout);
        QVERIFY(!other.isColumnHidden(path));
        QCOMPARE(other.horizontalHeader()->visualIndex(path), 1);
        QCOMPARE(other.columnWidth(path), 222);
        QCOMPARE(other.saveLayout(), layout);
    }

    void damagedLayoutIsIgnored() {
        const QByteArray before = m_view->saveLayout();
        for (const QByteArray &state :
            {QByteArray(), QByteArray("\x00\xff", 2), QByteArray("{\"columns\":[{\"name\":7}]}"),
                QByteArray("{\"columns\":[{\"name\":\"nothing\",\"shown\":true}]}")})
            m_view->restoreLayout(state);
        QCOMPARE(m_view->saveLayout(), before);
    }

    void paintsInBothThemes() {
        m_workspace->add(Sample{.verdict = twilio::Verdict::Invalid,
            .flags = flow::EventFlag::Late,
            .status = 200,
            .contentType = "text/xml"});
        open();
        QTRY_VERIFY(m_model->summaryAt(0) != nullptr);
        for (const auto mode : {settings::Preferences::Theme::Light, settings::Preferences::Theme::Dark}) {
            m_theme.setMode(mode);
            const QImage image = m_view->viewport()->grab().toImage();
            QSet<QRgb> colors;
            for (int y = 0; y < EventDelegate::RowHeight; ++y) {
                for (int x = 0; x < image.width(); ++x)
                    colors.insert(image.pixel(x, y));
            }
            for (const Role role : {Role::Selection, Role::InvalidSoft, Role::WarnSoft})
                QVERIFY2(colors.contains(m_theme.color(role).rgb()), qPrintable(m_theme.color(role).name()));
        }
    }

private:
    void open() {
        QSignalSpy finished(m_model.get(), &EventTableModel::queryFinished);
        m_model->setStore(m_workspace->store());
        QTRY_COMPARE(finished.count(), 1);
    }

    void filterBy(const QString &text) {
        QSignalSpy finished(m_model.get(), &EventTableModel::queryFinished);
        m_model->setFilter(filter::parse(text, Clock::system().wall()).expression);
        QTRY_COMPARE(finished.count(), 1);
    }

    void click(QLatin1StringView column) {
        QHeaderView *header = m_view->horizontalHeader();
        const QPoint at(header->sectionViewportPosition(eventColumn(column)) + 10, header->height() / 2);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, at);
    }

    QAction *action(int column) const { return m_view->columnsMenu()->actions().at(column); }

    QTemporaryDir m_folder;
    settings::Preferences m_preferences{m_folder.filePath(u"preferences.ini"_s)};
    Theme m_theme{m_preferences};
    std::unique_ptr<EventWorkspace> m_workspace;
    std::unique_ptr<EventTableModel> m_model;
    std::unique_ptr<EventTableView> m_view;
};

QTEST_MAIN(TestEventTableView)
#include "tst_event_table_view.moc"
