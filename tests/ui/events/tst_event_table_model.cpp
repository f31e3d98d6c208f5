#include "core/base/clock.h"
#include "tests/ui/event_workspace.h"
#include "ui/events/event_columns.h"
#include "ui/events/event_table_model.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QSignalSpy>
#include <QTest>

using namespace offhook;
using namespace offhook::ui;
using namespace Qt::StringLiterals;
using Sample = EventWorkspace::Sample;

namespace {

filter::Expression expression(const QString &text) {
    const filter::ParseResult parsed = filter::parse(text, Clock::system().wall());
    if (!parsed.ok())
        qFatal("filter: %s", qPrintable(text));
    return parsed.expression;
}

Sample status(const QByteArray &summary, flow::EventFlags flags = {}) {
    return {.kind = twilio::WebhookKind::MessageStatus, .summary = summary, .flags = flags};
}

} // namespace

class TestEventTableModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_workspace = std::make_unique<EventWorkspace>();
        m_model = std::make_unique<EventTableModel>(m_theme);
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    }

    void cleanup() {
        m_model->setStore(nullptr);
        m_tester.reset();
        m_model.reset();
        m_workspace.reset();
    }

    void showsWhatIsThere() {
        m_workspace->add(3);
        open();
        QCOMPARE(ids(), (std::vector<EventId>{3, 2, 1}));
        QCOMPARE(m_model->newestRow(), 0);
        QCOMPARE(m_model->rowOf(2), 1);
        QCOMPARE(m_model->rowOf(99), -1);
    }

    void rowsAreFilledInWhenTheirSummariesArrive() {
        m_workspace->add(1000);
        // Not the tested model: the tester asks for everything.
        EventTableModel model(m_theme);
        QSignalSpy finished(&model, &EventTableModel::queryFinished);
        model.setStore(m_workspace->store());
        QTRY_COMPARE(finished.count(), 1);
        // The first page comes unasked, the others when their first cell is asked for.
        QTRY_VERIFY(model.summaryAt(0) != nullptr);
        QCOMPARE(model.summaryAt(900), nullptr);
        const QModelIndex number = model.index(900, eventColumn("number"_L1));
        const QModelIndex summary = model.index(900, eventColumn("summary"_L1));
        QCOMPARE(number.data().toString(), u"100"_s);
        QVERIFY(!summary.data().isValid());
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QTRY_COMPARE(changed.count(), 1);
        QCOMPARE(summary.data().toString(), u"Hello"_s);
        QVERIFY(model.summaryAt(901) != nullptr);
        QCOMPARE(number.data(EventTableModel::IdRole).value<EventId>(), EventId(100));
        QVERIFY(number.data(Qt::AccessibleTextRole).toString().contains("Inbound SMS"_L1));
    }

    void newEventsAreAnnouncedOnceABatch() {
        m_workspace->add(2);
        open();
        QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
        QSignalSpy arrived(m_model.get(), &EventTableModel::eventsArrived);
        m_workspace->add(50);
        QTRY_COMPARE(m_model->rowCount(), 52);
        QCOMPARE(inserted.count(), 1);
        QCOMPARE(inserted[0][1].toInt(), 0);
        QCOMPARE(inserted[0][2].toInt(), 49);
        QCOMPARE(arrived.count(), 1);
        QCOMPARE(m_model->idAt(0), EventId(52));
        // Their summaries came along: no fetching.
        QVERIFY(m_model->summaryAt(0) != nullptr);
    }

    void nothingIsShownTwiceWhileTheQueryRuns() {
        m_workspace->add(2000);
        m_model->setStore(m_workspace->store());
        m_workspace->add(10);
        QTRY_COMPARE(m_model->rowCount(), 2010);
        m_workspace->add(1);
        QTRY_COMPARE(m_model->rowCount(), 2011);
        for (int row = 0; row < 2011; ++row)
            QCOMPARE(m_model->idAt(row), EventId(2011 - row));
    }

    void filters() {
        m_workspace->add(status("delivered"));
        m_workspace->add(Sample{});
        m_workspace->add(status("failed"));
        open();
        filterBy(u"kind:status"_s);
        QCOMPARE(ids(), (std::vector<EventId>{3, 1}));
        filterBy({});
        QCOMPARE(ids(), (std::vector<EventId>{3, 2, 1}));
    }

    void filterThatMatchesNothing() {
        m_workspace->add(2);
        open();
        filterBy(u"from:+999"_s);
        QCOMPARE(m_model->rowCount(), 0);
        QCOMPARE(m_model->newestRow(), -1);
    }

    void newEventsMeetTheFilter() {
        m_workspace->add(status("delivered"));
        open();
        filterBy(u"kind:status"_s);
        m_workspace->add(Sample{});
        m_workspace->add(status("sent"));
        QTRY_COMPARE(ids(), (std::vector<EventId>{3, 1}));
        m_workspace->add(Sample{});
        m_workspace->add(status("read"));
        QTRY_COMPARE(ids(), (std::vector<EventId>{5, 3, 1}));
    }

    void filterOnWhatComesLaterFollowsIt() {
        m_workspace->add(3);
        open();
        filterBy(u"is:marked"_s);
        QCOMPARE(m_model->rowCount(), 0);
        m_workspace->store()->setMarked({2}, true);
        QTRY_COMPARE(ids(), (std::vector<EventId>{2}));
        m_workspace->store()->setMarked({2}, false);
        QTRY_COMPARE(m_model->rowCount(), 0);
    }

    void refreshWithoutNewsResetsNothing() {
        m_workspace->add(3);
        open();
        sortBy("from"_L1, Qt::AscendingOrder);
        QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
        QSignalSpy finished(m_model.get(), &EventTableModel::queryFinished);
        m_workspace->store()->setMarked({2}, true);
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(reset.count(), 0);
    }

    void oldestFirst() {
        m_workspace->add(3);
        open();
        sortBy("number"_L1, Qt::AscendingOrder);
        QCOMPARE(ids(), (std::vector<EventId>{1, 2, 3}));
        QCOMPARE(m_model->newestRow(), 2);
        m_workspace->add(2);
        QTRY_COMPARE(ids(), (std::vector<EventId>{1, 2, 3, 4, 5}));
    }

    void sortsByAnythingElse() {
        for (const char *from : {"+14155550003", "+14155550001", "+14155550002"})
            m_workspace->add(Sample{.from = from});
        open();
        sortBy("from"_L1, Qt::AscendingOrder);
        QCOMPARE(ids(), (std::vector<EventId>{2, 3, 1}));
        QVERIFY(!m_model->isInArrivalOrder());
        QCOMPARE(m_model->newestRow(), -1);
        // New events take their place with the next refresh.
        m_workspace->add(Sample{.from = "+14155550000"});
        QTRY_COMPARE(ids(), (std::vector<EventId>{4, 2, 3, 1}));
    }

    void removedEventsLeave() {
        m_workspace->add(6);
        open();
        QSignalSpy removed(m_model.get(), &QAbstractItemModel::rowsRemoved);
        m_workspace->store()->remove({5, 4, 1}, this, [](const Result<qint64> &) {});
        QTRY_COMPARE(ids(), (std::vector<EventId>{6, 3, 2}));
        QCOMPARE(removed.count(), 2);
    }

    void manyRemovedEventsAreAskedForAgain() {
        m_workspace->add(400);
        open();
        std::vector<EventId> every;
        for (EventId id = 1; id <= 400; id += 2)
            every.push_back(id);
        m_workspace->store()->remove(every, this, [](const Result<qint64> &) {});
        QTRY_COMPARE(m_model->rowCount(), 200);
        QCOMPARE(m_model->idAt(0), EventId(400));
        QCOMPARE(m_model->idAt(199), EventId(2));
    }

    void marksShowAtOnce() {
        m_workspace->add(3);
        open();
        m_model->index(0, 0).data(Qt::AccessibleTextRole);
        QTRY_VERIFY(m_model->summaryAt(1) != nullptr);
        QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
        m_workspace->store()->setMarked({2}, true);
        QTRY_VERIFY(m_model->summaryAt(1)->flags.testFlag(flow::EventFlag::Marked));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed[0][0].toModelIndex().row(), 1);
        QCOMPARE(changed[0][1].toModelIndex().row(), 1);
    }

    void anotherWorkspaceTakesThePlace() {
        m_workspace->add(5);
        open();
        QTRY_COMPARE(cell(0, "summary"_L1), u"Hello"_s);
        EventWorkspace other;
        other.add(status("other"));
        QSignalSpy changed(m_model.get(), &EventTableModel::storeChanged);
        m_model->setStore(other.store());
        QCOMPARE(changed.count(), 1);
        QCOMPARE(m_model->rowCount(), 0);
        QTRY_COMPARE(m_model->rowCount(), 1);
        QTRY_COMPARE(cell(0, "summary"_L1), u"other"_s);
        m_workspace->add(3);
        QCoreApplication::processEvents();
        QCOMPARE(m_model->rowCount(), 1);
        m_model->setStore(nullptr);
        QCOMPARE(m_model->rowCount(), 0);
    }

    void tooltipsAreNoMarkup() {
        m_workspace->add(Sample{.summary = "<b>x</b>"});
        open();
        QTRY_COMPARE(cell(0, "summary"_L1), u"<b>x</b>"_s);
        const QString tip = m_model->index(0, eventColumn("summary"_L1)).data(Qt::ToolTipRole).toString();
        QVERIFY2(tip.contains("&lt;b&gt;"_L1), qPrintable(tip));
    }

    void headers() {
        QCOMPARE(m_model->headerData(0, Qt::Horizontal, Qt::DisplayRole).toString(), u"#"_s);
        QVERIFY(!m_model->headerData(0, Qt::Vertical, Qt::DisplayRole).isValid());
        QVERIFY(!m_model->headerData(99, Qt::Horizontal, Qt::DisplayRole).isValid());
    }

private:
    void open() {
        QSignalSpy finished(m_model.get(), &EventTableModel::queryFinished);
        m_model->setStore(m_workspace->store());
        QTRY_COMPARE(finished.count(), 1);
    }

    void filterBy(const QString &text) {
        QSignalSpy finished(m_model.get(), &EventTableModel::queryFinished);
        m_model->setFilter(expression(text));
        QTRY_COMPARE(finished.count(), 1);
    }

    void sortBy(QLatin1StringView column, Qt::SortOrder order) {
        QSignalSpy finished(m_model.get(), &EventTableModel::queryFinished);
        m_model->sort(eventColumn(column), order);
        QTRY_COMPARE(finished.count(), 1);
    }

    QString cell(int row, QLatin1StringView column) const {
        return m_model->index(row, eventColumn(column)).data().toString();
    }

    std::vector<EventId> ids() const {
        std::vector<EventId> all;
        for (int row = 0; row < m_model->rowCount(); ++row)
            all.push_back(m_model->idAt(row));
        return all;
    }

    QTemporaryDir m_folder;
    settings::Preferences m_preferences{m_folder.filePath(u"preferences.ini"_s)};
    Theme m_theme{m_preferences};
    std::unique_ptr<EventWorkspace> m_workspace;
    std::unique_ptr<EventTableModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_MAIN(TestEventTableModel)
#include "tst_event_table_model.moc"
