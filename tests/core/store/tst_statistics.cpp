#include "core/base/clock.h"
#include "core/filter/expression.h"
#include "core/flow/filter_predicate.h"
#include "core/store/event_reader.h"
#include "core/store/statistics.h"
#include "tests/core/store/store_support.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <random>
#include <set>

using namespace offhook;
using namespace offhook::store;
using namespace offhook::testing;
using namespace Qt::StringLiterals;

namespace {

using Events = std::vector<std::shared_ptr<flow::WebhookEvent>>;
constexpr WallTime Start = 1'795'510'800'000'000;

filter::Expression parsed(const QString &text) {
    const filter::ParseResult result = filter::parse(text, Start);
    if (!result.ok())
        qFatal("%s", qPrintable(text));
    return result.expression;
}

/// Message statuses, inbound texts and others, random in everything that is counted.
Events randomEvents(int count, quint32 seed) {
    std::mt19937 random(seed);
    const auto below = [&](int limit) { return int(random() % unsigned(limit)); };
    const char *const statuses[] = {"queued", "sent", "delivered", "read", "undelivered", "failed"};
    Events events;
    for (int i = 0; i < count; ++i) {
        const QByteArray status = statuses[below(6)];
        const QByteArray sid = "SM" + QByteArray::number(below(count / 4));
        const bool failing = status == "failed" || status == "undelivered";
        Pairs params{{"MessageSid", sid}, {"AccountSid", "AC1"}};
        if (below(3) == 0) {
            params.insert(params.end(), {{"SmsStatus", "received"}, {"NumMedia", "0"}, {"Body", "text · 30001"}});
        } else {
            params.emplace_back("MessageStatus", status);
            if (failing)
                params.emplace_back("ErrorCode", below(2) == 0 ? "30003" : "30005");
        }
        auto event = eventOf(i + 1, formRequest("/m", params));
        event->receivedAt = Start + WallTime(random() % 3'600'000'000U);
        event->verification.verdict = twilio::Verdict(below(4));
        event->response.status = below(5) == 0 ? 0 : 200 + 100 * below(4);
        event->tookUs = below(10) == 0 ? -1 : below(2'000'000);
        events.push_back(event);
    }
    return events;
}

/// The same numbers, slowly and from the events themselves.
struct Reference {
    qint64 total = 0;
    std::map<int, qint64> kinds, verdicts, codes, errors;
    std::map<QByteArray, qint64> statuses;
    std::vector<qint64> took;
    std::map<QByteArray, std::set<QByteArray>> messages;
    std::set<std::pair<QByteArray, int>> failures;

    Reference(const Events &events, const filter::Expression &filter) {
        for (const auto &event : events) {
            if (flow::matches(filter, *event))
                add(*event);
        }
    }
    void add(const flow::WebhookEvent &event) {
        ++total;
        ++kinds[int(event.meaning.kind)];
        ++verdicts[int(event.verification.verdict)];
        ++codes[event.response.status];
        if (!event.meaning.status.isEmpty())
            ++statuses[event.meaning.status];
        if (event.tookUs >= 0)
            took.push_back(event.tookUs);
        if (event.meaning.kind != twilio::WebhookKind::MessageStatus)
            return;
        messages[event.meaning.sid].insert(event.meaning.status);
        for (const auto &param : event.bodyParams) {
            if (param.name == "ErrorCode" && failures.emplace(event.meaning.sid, param.value.toInt()).second)
                ++errors[param.value.toInt()];
        }
    }
    [[nodiscard]] DeliveryFunnel funnel() const {
        DeliveryFunnel out;
        for (const auto &[sid, seen] : messages) {
            const bool delivered = seen.contains("delivered") || seen.contains("read");
            ++out.messages;
            out.sent += delivered || seen.contains("sent") || seen.contains("undelivered") ? 1 : 0;
            out.delivered += delivered ? 1 : 0;
            out.read += seen.contains("read") ? 1 : 0;
            out.failed += !delivered && (seen.contains("failed") || seen.contains("undelivered")) ? 1 : 0;
        }
        return out;
    }
};

} // namespace

class tst_Statistics : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void countsAsASlowCountDoes_data();
    void countsAsASlowCountDoes();
    void goesOnWhereItStopped();
    void answersAreCountedWhenTheyCome();
    void namesFromOutsideAreLimited();
    void emptyIsComplete();
    void knowsWhichFiltersLookAtChanges_data();
    void knowsWhichFiltersLookAtChanges();
};

void tst_Statistics::countsAsASlowCountDoes_data() {
    QTest::addColumn<QString>("filter");
    QTest::newRow("everything") << QString();
    QTest::newRow("a kind") << u"kind:message.status"_s;
    QTest::newRow("a verdict and a status") << u"sig:invalid status:failed"_s;
    QTest::newRow("what only the payload knows") << u"param.ErrorCode=30003"_s;
    QTest::newRow("a part of the time") << u"after:2026-11-24T09:10:00Z before:2026-11-24T09:20:00Z"_s;
    QTest::newRow("nothing") << u"status:absent"_s;
}

void tst_Statistics::countsAsASlowCountDoes() {
    QFETCH(const QString, filter);
    static const Events events = randomEvents(4000, 11);
    static const Workspace workspace;
    static const bool stored = (workspace.add(events), true);
    QVERIFY(stored);
    const auto reader = must(EventReader::open(workspace.path()));
    StatisticsCount count(parsed(filter));
    Statistics found;
    for (int pieces = 0; !found.isComplete(); ++pieces) {
        QVERIFY(pieces < 20);
        found = must(reader->statistics(count, 999));
    }
    const Reference expected(events, parsed(filter));
    QCOMPARE(found.total, expected.total);
    QCOMPARE(found.statuses, expected.statuses);
    QCOMPARE(found.codes, expected.codes);
    QCOMPARE(found.errors, expected.errors);
    QCOMPARE(found.funnel, expected.funnel());
    for (std::size_t i = 0; i < found.kinds.size(); ++i)
        QCOMPARE(found.kinds[i], expected.kinds.contains(int(i)) ? expected.kinds.at(int(i)) : 0);
    for (std::size_t i = 0; i < found.verdicts.size(); ++i)
        QCOMPARE(found.verdicts[i], expected.verdicts.contains(int(i)) ? expected.verdicts.at(int(i)) : 0);
    QCOMPARE(found.durations.count(), qint64(expected.took.size()));
    qint64 inSteps = 0;
    for (const TimeStep &step : found.series.steps())
        inSteps += step.count;
    QCOMPARE(inSteps, expected.total);
}

void tst_Statistics::goesOnWhereItStopped() {
    const Events events = randomEvents(600, 5);
    const Workspace workspace;
    const Connection connection = workspace.connect(Connection::Mode::ReadOnly);
    StatisticsCount count({});
    for (std::size_t done = 0; done < events.size(); done += 200) {
        workspace.add({events.begin() + qint64(done), events.begin() + qint64(done) + 200});
        const Statistics found = must(count.advance(connection, 1000));
        QVERIFY(found.isComplete());
        QCOMPARE(found.total, qint64(done) + 200);
    }
    StatisticsCount afresh({});
    const Statistics all = must(afresh.advance(connection, 1000));
    const Statistics same = must(count.advance(connection, 1000));
    QCOMPARE(same.total, all.total);
    QCOMPARE(same.funnel, all.funnel);
    QCOMPARE(same.errors, all.errors);
    QCOMPARE(same.codes, all.codes);
}

void tst_Statistics::answersAreCountedWhenTheyCome() {
    Workspace workspace;
    const Connection connection = workspace.connect();
    auto event = sms(1);
    event->receivedAt = Clock::system().wall();
    event->tookUs = -1;
    workspace.add({event});
    StatisticsCount count({});
    Statistics found = must(count.advance(connection, 10));
    QCOMPARE(found.total, 1);
    QCOMPARE(found.durations.count(), 0);
    QVERIFY(found.codes.empty());
    must(connection.exec("UPDATE event SET took_us = 250000.0, response_status = 201"));
    found = must(count.advance(connection, 10));
    QCOMPARE(found.total, 1);
    QCOMPARE(found.durations.longest(), 250'000);
    QCOMPARE(found.codes, (std::map<int, qint64>{{201, 1}}));
    QCOMPARE(must(count.advance(connection, 10)).durations.count(), 1);
}

void tst_Statistics::namesFromOutsideAreLimited() {
    Events events;
    for (EventId id = 1; id <= EventId(Statistics::MaxNames) + 50; ++id)
        events.push_back(eventOf(
            id, formRequest("/m", {{"MessageSid", "SM1"}, {"MessageStatus", "status" + QByteArray::number(id)}})));
    const Workspace workspace;
    workspace.add(events);
    const Connection connection = workspace.connect(Connection::Mode::ReadOnly);
    StatisticsCount count({});
    const Statistics found = must(count.advance(connection, 10'000));
    QCOMPARE(found.total, qint64(events.size()));
    QCOMPARE(found.statuses.size(), Statistics::MaxNames);
}

void tst_Statistics::emptyIsComplete() {
    const Workspace workspace;
    const Connection connection = workspace.connect(Connection::Mode::ReadOnly);
    StatisticsCount count({});
    const Statistics found = must(count.advance(connection, 10));
    QVERIFY(found.isComplete());
    QCOMPARE(found.total, 0);
    QVERIFY(found.series.isEmpty());
}

void tst_Statistics::knowsWhichFiltersLookAtChanges_data() {
    QTest::addColumn<QString>("filter");
    QTest::addColumn<bool>("expected");
    QTest::newRow("none") << QString() << false;
    QTest::newRow("what is there from the start") << u"kind:sms from:+1* sig:valid"_s << false;
    QTest::newRow("a mark") << u"is:marked"_s << true;
    QTest::newRow("time of the answer") << u"kind:sms (took:>2s OR sig:invalid)"_s << true;
    QTest::newRow("a word, which notes may hold") << u"order"_s << true;
    QTest::newRow("denied") << u"-note:\"\""_s << true;
}

void tst_Statistics::knowsWhichFiltersLookAtChanges() {
    QFETCH(const QString, filter);
    QFETCH(const bool, expected);
    QCOMPARE(changesMatter(parsed(filter)), expected);
}

QTEST_GUILESS_MAIN(tst_Statistics)
#include "tst_statistics.moc"
