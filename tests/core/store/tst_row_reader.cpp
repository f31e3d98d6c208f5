#include "core/store/row_reader.h"
#include "tests/core/store/store_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::store;
using namespace offhook::testing;

class tst_RowReader : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void randomEventsComeBackByteForByte();
    void largeAndRefusedOnesToo();
    void aRowIsTheSummaryOfItsEvent();
    void rowsComeInTheOrderAskedFor();
    void rowsAfterAnId();
    void anEventThatIsNotThere();
    void aMissingPayloadIsDamage();
    void kindsOfANewerProgramAreOther();
};

void tst_RowReader::randomEventsComeBackByteForByte() {
    const Workspace workspace;
    RandomEvents random(21);
    std::vector<std::shared_ptr<flow::WebhookEvent>> events;
    for (int i = 1; i <= 300; ++i)
        events.push_back(random.next(i));
    workspace.add(events);
    const Connection connection = workspace.connect();
    const auto reader = must(RowReader::prepare(connection));
    for (const auto &event : events)
        QCOMPARE(difference(*event, *must(reader->event(event->id))), QString());
}

void tst_RowReader::largeAndRefusedOnesToo() {
    const Workspace workspace;
    RandomEvents random(22);
    QByteArray body;
    while (body.size() < 10 * 1024 * 1024)
        body += random.bytes(4000);
    const auto large = eventOf(1, http::Request("POST /x HTTP/1.1\r\nHost: a\r\n\r\n", body, "10\r\n" + body));
    const auto malformed = refused(2, QByteArray("GET / HTTP/1.1\r\nA\0B: \xff\r\n", 24));
    workspace.add({large, malformed});
    const Connection connection = workspace.connect();
    const auto reader = must(RowReader::prepare(connection));
    QCOMPARE(difference(*large, *must(reader->event(1))), QString());
    QCOMPARE(difference(*malformed, *must(reader->event(2))), QString());
}

void tst_RowReader::aRowIsTheSummaryOfItsEvent() {
    const Workspace workspace;
    auto event = sms(1, "Hallo Grüße");
    event->rule = QStringLiteral("Büro");
    event->note = QStringLiteral("zurückrufen");
    event->tookUs = 812;
    workspace.add({event, refused(2, "x")});
    const Connection connection = workspace.connect();
    const auto reader = must(RowReader::prepare(connection));
    const auto row = *must(reader->summary(1));
    const flow::EventSummary expected = flow::summaryOf(*event);
    QCOMPARE(row.kindName, expected.kindName);
    QCOMPARE(row.method, QByteArray("POST"));
    QCOMPARE(row.target, expected.target);
    QCOMPARE(row.from, expected.from);
    QCOMPARE(row.to, expected.to);
    QCOMPARE(row.sid, expected.sid);
    QCOMPARE(row.summary, QByteArray("Hallo Grüße"));
    QCOMPARE(row.verdict, twilio::Verdict::Valid);
    QCOMPARE(row.responseStatus, 200);
    QCOMPARE(row.responseType, QByteArray("text/xml"));
    QCOMPARE(row.responseBytes, 11);
    QCOMPARE(row.tookUs, 812);
    QCOMPARE(row.rule, event->rule);
    QCOMPARE(row.note, event->note);
    QCOMPARE((*must(reader->summary(2))).refusal, QByteArray("nul-byte"));
}

void tst_RowReader::rowsComeInTheOrderAskedFor() {
    const Workspace workspace;
    workspace.add({sms(1), sms(2), sms(3)});
    const Connection connection = workspace.connect();
    const auto rows = must(must(RowReader::prepare(connection))->summaries({3, 99, 1}));
    QCOMPARE(rows.size(), std::size_t(2));
    QCOMPARE(rows[0].id, 3);
    QCOMPARE(rows[1].id, 1);
}

void tst_RowReader::rowsAfterAnId() {
    const Workspace workspace;
    workspace.add({sms(1), sms(2), sms(3), sms(9)});
    const Connection connection = workspace.connect();
    const auto rows = must(must(RowReader::prepare(connection))->summariesAfter(1, 2));
    QCOMPARE(rows.size(), std::size_t(2));
    QCOMPARE(rows[0].id, 2);
    QCOMPARE(rows[1].id, 3);
}

void tst_RowReader::anEventThatIsNotThere() {
    const Workspace workspace;
    const Connection connection = workspace.connect();
    const auto reader = must(RowReader::prepare(connection));
    QVERIFY(!must(reader->summary(5)));
    QCOMPARE(reader->event(5).error().code, ErrorCode::NotFound);
}

void tst_RowReader::aMissingPayloadIsDamage() {
    const Workspace workspace;
    workspace.add({sms(1)});
    const Connection connection = workspace.connect();
    must(connection.exec("DELETE FROM payload"));
    const auto reader = must(RowReader::prepare(connection));
    QCOMPARE(reader->event(1).error().code, ErrorCode::WorkspaceDamaged);
    QVERIFY(must(reader->summary(1)));
}

void tst_RowReader::kindsOfANewerProgramAreOther() {
    const Workspace workspace;
    workspace.add({sms(1)});
    const Connection connection = workspace.connect();
    must(connection.exec("UPDATE event SET kind = 5000"));
    QCOMPARE((*must(must(RowReader::prepare(connection))->summary(1))).kind, twilio::WebhookKind::Other);
}

QTEST_GUILESS_MAIN(tst_RowReader)
#include "tst_row_reader.moc"
