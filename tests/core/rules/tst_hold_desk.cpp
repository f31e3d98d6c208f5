#include "core/rules/hold_desk.h"
#include "tests/core/rules/forward_support.h"

#include <QSet>
#include <QtTest>

#include <random>

using namespace offhook;
using namespace offhook::rules;
using namespace std::chrono_literals;

using DeliveryType = http::Delivery::Type;

class TestHoldDesk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void answerGoesOutWithTheTextAsItStandsThen();
    void oneSecondBeforeTheLimitItGoesOutByItself_data();
    void oneSecondBeforeTheLimitItGoesOutByItself();
    void timeSpentConnectingCounts();
    void limitAndReserveCanBeSet();
    void heldAreListedOldestFirst();
    void answerAllLeavesNone();
    void anApplicationMayAnswer();
    void anApplicationWithoutAnswerLeavesItHeld();
    void theDraftGoesOutWhenTheApplicationIsSlow();
    void whatWentRoundIsNotAnsweredByAnEarlierQuestion();
    void droppedOnesGetNoAnswer();
    void faultOfTheRuleIsDoneToTheAnswer();
    void whoLeftIsForgotten();
    void onlyCallsCanBeParked();
    void parkedCallGoesRoundUntilItIsAnswered();
    void parkedCallIsParkedAgainAtTheLimit();
    void answerGivenOnTheWayRoundMeetsTheReturn();
    void parkedCallThatStaysAwayIsForgotten();
    void otherCallsAreNotTakenForTheParkedOne();
    void everyChangeIsTold();
    void thousandHoldsOfRandomLength();

private:
    std::shared_ptr<bool> take(const std::shared_ptr<flow::WebhookEvent> &event, const QByteArray &body = "draft") {
        auto request = std::make_unique<TestRequest>(event, m_given, m_clock);
        auto abandoned = request->abandoned;
        m_desk->take(std::move(request), QStringLiteral("Rule"), textReply(body), {});
        return abandoned;
    }
    void resume(const std::shared_ptr<flow::WebhookEvent> &event) {
        m_desk->resume(std::make_unique<TestRequest>(event, m_given, m_clock));
    }
    void pass(std::chrono::milliseconds time) {
        m_clock.now += time;
        m_agenda->run();
    }

    HandClock m_clock;
    std::unique_ptr<Agenda> m_agenda;
    std::unique_ptr<HoldDesk> m_desk;
    TestForwarder m_app;
    std::vector<Given> m_given;
};

void TestHoldDesk::init() {
    m_desk.reset();
    m_agenda = std::make_unique<Agenda>(m_clock);
    m_desk = std::make_unique<HoldDesk>(*m_agenda, m_clock);
    m_app = {};
    m_desk->setForwarder(&m_app);
    m_given.clear();
}

static flow::ForwardTo app() {
    flow::ForwardTo to;
    to.url = QStringLiteral("http://localhost:3000");
    return to;
}

void TestHoldDesk::anApplicationMayAnswer() {
    take(sms(7, m_clock.now));
    m_desk->forward(7, app());
    QCOMPARE(m_desk->held().at(0).forwardedTo, app().url);
    m_desk->forward(7, app());
    QCOMPARE(m_app.asked.size(), std::size_t(1));
    QVERIFY(m_app.answer({201, {}, "app"}));
    QCOMPARE(m_given.at(0).outcome.response, (http::Response{201, {}, "app"}));
    QVERIFY(m_desk->held().empty());
}

void TestHoldDesk::anApplicationWithoutAnswerLeavesItHeld() {
    take(sms(7, m_clock.now));
    m_desk->forward(7, app());
    QVERIFY(!m_app.fail(Error{ErrorCode::NetworkFailed, QStringLiteral("refused"), -1}));
    QVERIFY(m_given.empty());
    QCOMPARE(m_desk->held().at(0).forwardError, QStringLiteral("refused"));
    QVERIFY(m_desk->held().at(0).forwardedTo.isEmpty());
    m_desk->forward(7, app());
    QVERIFY(m_desk->held().at(0).forwardError.isEmpty());
    m_desk->answer(7);
    QCOMPARE(m_given.at(0).outcome.response.body, QByteArray("draft"));
    QVERIFY(!m_app.answer({200, {}, "late"}));
}

void TestHoldDesk::theDraftGoesOutWhenTheApplicationIsSlow() {
    take(sms(7, m_clock.now));
    m_desk->forward(7, app());
    pass(14s);
    QCOMPARE(m_given.at(0).outcome.response.body, QByteArray("draft"));
    QVERIFY(!m_app.answer({200, {}, "late"}));
    QCOMPARE(m_given.size(), std::size_t(1));
}

void TestHoldDesk::whatWentRoundIsNotAnsweredByAnEarlierQuestion() {
    take(call(7, m_clock.now));
    m_desk->forward(7, app());
    m_desk->park(7);
    resume(call(8, m_clock.now));
    QVERIFY(m_desk->held().at(0).forwardedTo.isEmpty());
    QVERIFY(!m_app.answer({200, {}, "late"}));
    QCOMPARE(m_desk->held().size(), std::size_t(1));
}

void TestHoldDesk::answerGoesOutWithTheTextAsItStandsThen() {
    take(sms(7, m_clock.now));
    m_desk->setDraft(7, textReply("hi {{FromCity}}", true));
    QVERIFY(m_given.empty());
    m_desk->answer(7);
    QCOMPARE(m_given.size(), std::size_t(1));
    QCOMPARE(m_given[0].outcome.response.body, QByteArray("hi NEW YORK"));
    QVERIFY(m_desk->held().empty());
    m_desk->answer(7);
    m_desk->setDraft(7, textReply("too late"));
    pass(1h);
    QCOMPARE(m_given.size(), std::size_t(1));
}

void TestHoldDesk::oneSecondBeforeTheLimitItGoesOutByItself_data() {
    // 15 s for voice and messaging, 5 s for Conversations: Twilio's documentation, see webhook_kind.h.
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("afterMs");
    QTest::newRow("an inbound SMS") << QByteArray("MessageSid=SM1&SmsStatus=received&NumMedia=0") << 14'000;
    QTest::newRow("an inbound call") << QByteArray("CallSid=CA1&CallStatus=ringing&Direction=inbound") << 14'000;
    QTest::newRow("a Conversations pre-event")
        << QByteArray("ConversationSid=CH1&EventType=onMessageAdd&AccountSid=AC1") << 4'000;
    QTest::newRow("no request of Twilio's") << QByteArray("a=b") << 14'000;
}

void TestHoldDesk::oneSecondBeforeTheLimitItGoesOutByItself() {
    QFETCH(QByteArray, body);
    QFETCH(int, afterMs);
    take(eventOf(1, "POST / HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n", body, m_clock.now));
    pass(std::chrono::milliseconds(afterMs - 1));
    QVERIFY(m_given.empty());
    pass(1ms);
    QCOMPARE(m_given.size(), std::size_t(1));
    QCOMPARE(m_given[0].outcome.response.body, QByteArray("draft"));
}

void TestHoldDesk::timeSpentConnectingCounts() {
    auto event = sms(1, m_clock.now - 6s); // six seconds to connect: nine are left (errors/11205)
    take(event);
    QCOMPARE(m_desk->held().front().limitAt - m_clock.now, MonotonicTime::duration(9s));
    pass(8s);
    QCOMPARE(m_given.size(), std::size_t(1));
}

void TestHoldDesk::limitAndReserveCanBeSet() {
    m_desk->setLimits(4'000ms, 500ms);
    take(sms(1, m_clock.now));
    pass(3'499ms);
    QVERIFY(m_given.empty());
    pass(1ms);
    QCOMPARE(m_given.size(), std::size_t(1));
}

void TestHoldDesk::heldAreListedOldestFirst() {
    take(sms(3, m_clock.now));
    take(call(5, m_clock.now));
    take(sms(9, m_clock.now));
    const auto held = m_desk->held();
    QCOMPARE(held.size(), std::size_t(3));
    QCOMPARE(held[0].id, EventId(3));
    QCOMPARE(held[1].id, EventId(5));
    QCOMPARE(held[2].id, EventId(9));
    QVERIFY(held[1].canPark && !held[0].canPark);
    QCOMPARE(held[0].rule, QStringLiteral("Rule"));
}

void TestHoldDesk::answerAllLeavesNone() {
    for (EventId id = 1; id <= 5; ++id)
        take(sms(id, m_clock.now), "answer " + QByteArray::number(id));
    m_desk->answerAll();
    QVERIFY(m_desk->held().empty());
    QCOMPARE(m_given.size(), std::size_t(5));
    QCOMPARE(m_given[4].outcome.response.body, QByteArray("answer 5"));
    QCOMPARE(m_agenda->size(), std::size_t(0));
}

void TestHoldDesk::droppedOnesGetNoAnswer() {
    take(sms(1, m_clock.now));
    m_desk->drop(1);
    QCOMPARE(m_given.size(), std::size_t(1));
    QCOMPARE(int(m_given[0].outcome.delivery.type), int(DeliveryType::Close));
    QVERIFY(m_desk->held().empty());
}

void TestHoldDesk::faultOfTheRuleIsDoneToTheAnswer() {
    m_desk->take(std::make_unique<TestRequest>(sms(1, m_clock.now), m_given, m_clock), {}, textReply("a"),
        Fault{Fault::Type::Half, 0, 0, {}});
    m_desk->answer(1);
    QCOMPARE(int(m_given[0].outcome.delivery.type), int(DeliveryType::Half));
}

void TestHoldDesk::whoLeftIsForgotten() {
    const auto abandoned = take(sms(1, m_clock.now));
    pass(1s);
    QCOMPARE(m_desk->held().size(), std::size_t(1));
    *abandoned = true;
    pass(1s);
    QVERIFY(m_desk->held().empty());
    QVERIFY(m_given[0].outcome.flags.testFlag(flow::EventFlag::ClientGone));
    QVERIFY(!m_given[0].outcome.flags.testFlag(flow::EventFlag::Fault));
}

void TestHoldDesk::onlyCallsCanBeParked() {
    take(sms(1, m_clock.now));
    m_desk->park(1);
    QVERIFY(m_given.empty());
    QVERIFY(!m_desk->held().front().isParked);
}

void TestHoldDesk::parkedCallGoesRoundUntilItIsAnswered() {
    take(call(1, m_clock.now));
    m_desk->park(1);
    QCOMPARE(m_given.size(), std::size_t(1));
    QVERIFY(m_given[0].outcome.response.body.contains("<Redirect>/voice?lang=de&amp;x=1</Redirect>"));
    QVERIFY(m_given[0].outcome.flags.testFlag(flow::EventFlag::Parked));
    QCOMPARE(int(m_desk->held().front().state), int(HeldRequest::State::GoesRound));
    pass(2s);
    const auto back = call(2, m_clock.now);
    QCOMPARE(m_desk->returning(*back), std::optional(QStringLiteral("Rule")));
    resume(back);
    const HeldRequest held = m_desk->held().front();
    QCOMPARE(held.id, EventId(1));
    QCOMPARE(held.event, EventId(2));
    QCOMPARE(int(held.state), int(HeldRequest::State::Waiting));
    m_desk->answer(1);
    QCOMPARE(m_given[1].event, EventId(2));
    QCOMPARE(m_given[1].outcome.response.body, QByteArray("draft"));
    QVERIFY(!m_desk->returning(*call(3)));
}

void TestHoldDesk::parkedCallIsParkedAgainAtTheLimit() {
    take(call(1, m_clock.now));
    m_desk->park(1);
    for (EventId id = 2; id <= 6; ++id) {
        pass(2s);
        resume(call(id, m_clock.now));
        pass(14s);
        QCOMPARE(m_given.back().event, id);
        QVERIFY(m_given.back().outcome.response.body.contains("<Redirect>"));
    }
    QCOMPARE(m_desk->held().size(), std::size_t(1));
}

void TestHoldDesk::answerGivenOnTheWayRoundMeetsTheReturn() {
    take(call(1, m_clock.now));
    m_desk->park(1);
    m_desk->setDraft(1, textReply("welcome back"));
    m_desk->answer(1);
    QCOMPARE(m_given.size(), std::size_t(1));
    pass(1s);
    resume(call(2, m_clock.now));
    QCOMPARE(m_given.size(), std::size_t(2));
    QCOMPARE(m_given[1].outcome.response.body, QByteArray("welcome back"));
    QVERIFY(m_desk->held().empty());
}

void TestHoldDesk::parkedCallThatStaysAwayIsForgotten() {
    take(call(1, m_clock.now));
    m_desk->park(1);
    pass(30s);
    QCOMPARE(m_desk->held().size(), std::size_t(1));
    pass(1s);
    QVERIFY(m_desk->held().empty());
    QCOMPARE(m_given.size(), std::size_t(1));
}

void TestHoldDesk::otherCallsAreNotTakenForTheParkedOne() {
    take(call(1, m_clock.now));
    QVERIFY(!m_desk->returning(*call(2))); // not parked yet
    m_desk->park(1);
    QVERIFY(m_desk->returning(*call(2)));
    QVERIFY(!m_desk->returning(*call(2, {}, "/other")));
    const auto stranger = eventOf(2, "POST /voice HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n",
        "CallSid=CA2&CallStatus=ringing&Direction=inbound");
    QVERIFY(!m_desk->returning(*stranger));
}

void TestHoldDesk::everyChangeIsTold() {
    int told = 0;
    m_desk->setChanged([&] { ++told; });
    take(call(1, m_clock.now));
    QCOMPARE(std::exchange(told, 0), 1);
    m_desk->setDraft(1, textReply("x"));
    QCOMPARE(std::exchange(told, 0), 1);
    m_desk->park(1);
    QCOMPARE(std::exchange(told, 0), 1);
    m_desk->drop(1);
    QCOMPARE(std::exchange(told, 0), 1);
    m_desk->drop(1);
    QCOMPARE(told, 0);
}

// A person answers each after a random time, many only after the limit; nobody may wait too long, be lost, or be
// answered twice.
void TestHoldDesk::thousandHoldsOfRandomLength() {
    constexpr int Count = 1'000;
    std::mt19937 random(20261125);
    std::uniform_int_distribution<int> arrival(0, 60'000);
    std::uniform_int_distribution<int> length(0, 30'000);
    struct Step {
        int at;
        EventId id;
        bool arrives;
        bool operator<(const Step &other) const { return std::tie(at, id) < std::tie(other.at, other.id); }
    };
    std::vector<int> arrivals;
    for (int i = 0; i < Count; ++i)
        arrivals.push_back(arrival(random));
    std::sort(arrivals.begin(), arrivals.end());
    std::vector<Step> steps;
    std::map<EventId, MonotonicTime> limits;
    const MonotonicTime start = m_clock.now;
    for (int i = 0; i < Count; ++i) {
        const int at = arrivals[std::size_t(i)];
        steps.push_back({at, i + 1, true});
        steps.push_back({at + length(random), i + 1, false});
        limits[i + 1] = start + std::chrono::milliseconds(at) + 15s;
    }
    std::stable_sort(steps.begin(), steps.end());
    for (const Step &step : steps) {
        while (m_clock.now < start + std::chrono::milliseconds(step.at))
            pass(1ms);
        if (step.arrives)
            take(sms(step.id, m_clock.now), QByteArray::number(step.id));
        else
            m_desk->answer(step.id);
    }
    QVERIFY(m_desk->held().empty());
    QCOMPARE(m_given.size(), std::size_t(Count));
    QSet<EventId> answered;
    for (const Given &given : m_given) {
        answered.insert(given.event);
        QVERIFY(given.at <= limits.at(given.event) - 1s);
        QCOMPARE(given.outcome.response.body, QByteArray::number(given.event));
    }
    QCOMPARE(answered.size(), Count);
}

QTEST_GUILESS_MAIN(TestHoldDesk)
#include "tst_hold_desk.moc"
