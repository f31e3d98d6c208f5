#include "core/store/event_inserter.h"
#include "core/store/schema.h"
#include "tests/core/store/store_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::store;
using namespace offhook::testing;

class tst_EventInserter : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void equalShapesAreStoredOnce();
    void shapesOfARolledBackTransactionAreStoredAgain();
    void talliesAreExact();
    void theDictionaryTravelsInTheFile();
    void twoEventsOfOneIdAreAnError();
    void revisingWhatIsNotThereChangesNothing();
    void eventsStaySmall();
};

void tst_EventInserter::equalShapesAreStoredOnce() {
    const Workspace workspace;
    workspace.add({sms(1, "one"), sms(2, "two"), sms(3, "three")});
    workspace.add({sms(4, "four")}); // another inserter: reads what is there
    QCOMPARE(*workspace.connect().number("SELECT count(*) FROM shape"), 1);
    QCOMPARE(*workspace.connect().number("SELECT count(*) FROM event WHERE shape = 1"), 4);
}

void tst_EventInserter::shapesOfARolledBackTransactionAreStoredAgain() {
    const Workspace workspace;
    const Connection connection = workspace.connect();
    EventInserter inserter = must(EventInserter::prepare(connection));
    {
        const auto transaction = must(Transaction::begin(connection));
        must(inserter.insert(*sms(1), flow::summaryOf(*sms(1))));
    }
    inserter.rolledBack();
    auto transaction = must(Transaction::begin(connection));
    must(inserter.insert(*sms(2), flow::summaryOf(*sms(2))));
    must(inserter.finish());
    must(transaction.commit());
    QCOMPARE(*connection.number("SELECT count(*) FROM event JOIN shape ON shape.id = event.shape"), 1);
    QCOMPARE(*connection.number("SELECT sum(n) FROM tally"), 1);
}

void tst_EventInserter::talliesAreExact() {
    const Workspace workspace;
    auto retry = sms(2);
    retry->flags |= flow::EventFlag::Retry;
    workspace.add({sms(1), retry, sms(3), refused(4, "x"), sms(5000)});
    const Connection connection = workspace.connect();
    QCOMPARE(*connection.number("SELECT sum(n) FROM tally"), 5);
    QCOMPARE(*connection.number("SELECT n FROM tally WHERE flags = 1"), 1);
    QCOMPARE(*connection.number("SELECT n FROM block WHERE id = 0"), 4);
    QCOMPARE(*connection.number("SELECT n FROM block WHERE id = 4"), 1); // 5000 >> 10
    QCOMPARE(*connection.number("SELECT sum(n) FROM minute"), 5);
}

void tst_EventInserter::theDictionaryTravelsInTheFile() {
    const Workspace workspace;
    workspace.add({sms(1)});
    workspace.add({sms(2)});
    const Connection connection = workspace.connect();
    QCOMPARE(*connection.number("SELECT count(*) FROM dictionary"), 1);
    QCOMPARE(*connection.number("SELECT length(data) FROM dictionary"), builtInDictionary().size());
    QCOMPARE(*connection.number("SELECT count(*) FROM payload WHERE dictionary = 1"), 2);
}

void tst_EventInserter::twoEventsOfOneIdAreAnError() {
    const Workspace workspace;
    const Connection connection = workspace.connect();
    EventInserter inserter = must(EventInserter::prepare(connection));
    const auto transaction = must(Transaction::begin(connection));
    must(inserter.insert(*sms(1), flow::summaryOf(*sms(1))));
    const Result<void> again = inserter.insert(*sms(1), flow::summaryOf(*sms(1)));
    QVERIFY(!again);
    QCOMPARE(again.error().code, ErrorCode::StoreFailed);
}

// The bar of the project: at most 700 bytes of file an event (of about 1.2 KB).
void tst_EventInserter::revisingWhatIsNotThereChangesNothing() {
    const Workspace workspace;
    const Connection connection = workspace.connect();
    EventInserter inserter = must(EventInserter::prepare(connection));
    auto transaction = must(Transaction::begin(connection));
    must(inserter.revise(*sms(9), flow::summaryOf(*sms(9))));
    must(inserter.finish());
    must(transaction.commit());
    QCOMPARE(*connection.number("SELECT count(*) FROM event"), 0);
    QCOMPARE(*connection.number("SELECT count(*) FROM payload"), 0);
}

void tst_EventInserter::eventsStaySmall() {
    const Workspace workspace;
    std::vector<std::shared_ptr<flow::WebhookEvent>> events;
    for (int i = 1; i <= 5000; ++i)
        events.push_back(sms(i, "Your parcel " + QByteArray::number(i * 7919) + " is on its way"));
    workspace.add(events);
    const Connection connection = workspace.connect();
    const qint64 bytes = *connection.number("PRAGMA page_count") * *connection.number("PRAGMA page_size");
    QVERIFY2(bytes / 5000 <= 700, qPrintable(QString::number(bytes / 5000)));
}

QTEST_GUILESS_MAIN(tst_EventInserter)
#include "tst_event_inserter.moc"
