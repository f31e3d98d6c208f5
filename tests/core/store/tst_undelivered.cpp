#include "core/store/event_reader.h"
#include "core/store/undelivered.h"
#include "core/store/writer_core.h"
#include "tests/core/store/store_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::store;
using namespace offhook::testing;
using namespace Qt::StringLiterals;

class tst_Undelivered : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theListIsNarrowedByFilterAndRoute_data();
    void theListIsNarrowedByFilterAndRoute();
    void rowsCarryTheirEvent();
};

namespace {

// Three that rest (events 1 and 2 for "a", 3 for "b"), one that waits (event 4).
void fill(const Workspace &workspace) {
    const auto core = must(WriterCore::open(workspace.path()));
    DeliveryWork work;
    const std::vector<flow::EventPtr> events{sms(1, "first order"), sms(2, "a question"), sms(3, "order two"), sms(4)};
    for (const QString &route : {u"a"_s, u"a"_s, u"b"_s, u"b"_s})
        work.routings.push_back({{{route, {}, {}}}, {}, true});
    must(core->write(events, {}, false, work));
    DeliveryWork settling;
    for (const qint64 id : {1, 2, 3})
        settling.settlements.push_back({id, flow::Settlement::Outcome::Undelivered, 9, 0, 404, {}});
    must(core->write({}, {}, false, settling));
}

} // namespace

void tst_Undelivered::theListIsNarrowedByFilterAndRoute_data() {
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("route");
    QTest::addColumn<qint64>("limit");
    QTest::addColumn<QList<EventId>>("events");
    QTest::newRow("everything, newest first") << QString() << QString() << qint64(-1) << QList<EventId>{3, 2, 1};
    QTest::newRow("the newest two") << QString() << QString() << qint64(2) << QList<EventId>{3, 2};
    QTest::newRow("those of one route") << QString() << u"a"_s << qint64(-1) << QList<EventId>{2, 1};
    QTest::newRow("a word of the event") << u"order"_s << QString() << qint64(-1) << QList<EventId>{3, 1};
    QTest::newRow("a word and a route") << u"order"_s << u"a"_s << qint64(-1) << QList<EventId>{1};
    QTest::newRow("a status is the event's, not the copy's")
        << u"code:404"_s << QString() << qint64(-1) << QList<EventId>{};
    QTest::newRow("another route") << QString() << u"c"_s << qint64(-1) << QList<EventId>{};
}

void tst_Undelivered::theListIsNarrowedByFilterAndRoute() {
    QFETCH(QString, filter);
    QFETCH(QString, route);
    QFETCH(qint64, limit);
    QFETCH(QList<EventId>, events);
    const Workspace workspace;
    fill(workspace);
    const auto reader = must(EventReader::open(workspace.path()));
    const UndeliveredQuery query{filter::parse(filter, 0).expression, route, limit};
    QList<EventId> found;
    for (const UndeliveredCopy &copy : must(reader->undelivered(query)))
        found.append(copy.delivery.event);
    QCOMPARE(found, events);
    QCOMPARE(qsizetype(must(reader->undeliveredIds(query)).size()), events.size());
}

void tst_Undelivered::rowsCarryTheirEvent() {
    const Workspace workspace;
    fill(workspace);
    const auto reader = must(EventReader::open(workspace.path()));
    const auto copies = must(reader->undelivered({{}, {}, 1}));
    QCOMPARE(copies[0].event.id, 3);
    QCOMPARE(copies[0].event.summary, QByteArray("order two"));
    QCOMPARE(copies[0].delivery.status, 404);
    QCOMPARE(copies[0].delivery.tries, 9);
    QCOMPARE(must(reader->deliveryCounts()).at(u"b"_s), (flow::DeliveryCounts{1, 1, 0, 0, 0}));
}

QTEST_GUILESS_MAIN(tst_Undelivered)
#include "tst_undelivered.moc"
