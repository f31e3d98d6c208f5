#include "core/flow/pipeline.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::flow;
using namespace std::chrono_literals;

namespace {

/// What the client would see, kept after the exchange is gone.
struct Seen {
    std::vector<http::Response> responses;
    http::SendOutcome outcome = http::SendOutcome::Sent;
    std::chrono::microseconds took = 1500us;
    http::Delivery delivery;
    bool gone = false;
};

class TestExchange final : public http::Exchange {
public:
    explicit TestExchange(Seen &seen)
        : m_seen(seen) {
        receivedAt = 1'000'000;
        receivedMonotonic = MonotonicTime(10s);
        startedMonotonic = MonotonicTime(9s);
        peer = "127.0.0.1:4000";
    }
    void respond(const http::Response &response, Sent sent) override {
        m_seen.responses.push_back(response);
        m_seen.delivery = delivery;
        if (sent)
            sent(m_seen.outcome, receivedMonotonic + m_seen.took);
    }
    bool isOpen() const override { return !m_seen.gone; }

private:
    Seen &m_seen;
};

/// Keeps events until told to commit, as the store does at the end of a turn.
class TestRecorder final : public Recorder {
public:
    EventId nextId() override { return ++m_last; }
    bool isRepeat(QByteArrayView token) override {
        const bool known = m_tokens.contains(token.toByteArray());
        m_tokens.insert(token.toByteArray());
        return known;
    }
    EventFlags arrived(const WebhookEvent &event) override {
        seen.push_back(event.response.status);
        return found;
    }
    void record(EventPtr event, Done done) override { queue.emplace_back(std::move(event), std::move(done)); }
    void revise(EventPtr event, Done done) override {
        ++revisions;
        queue.emplace_back(std::move(event), std::move(done));
    }
    void answered(EventId id, qint64 tookUs, EventFlags added) override { answers.push_back({id, tookUs, added}); }

    void commit(const Result<void> &result = {}) {
        auto all = std::move(queue);
        queue.clear();
        for (auto &[event, done] : all)
            done(result);
    }

    struct Answered {
        EventId id;
        qint64 tookUs;
        EventFlags flags;
    };
    std::vector<std::pair<EventPtr, Done>> queue;
    std::vector<Answered> answers;
    EventFlags found;      ///< what arrived() says
    std::vector<int> seen; ///< the answers it was shown
    int revisions = 0;

private:
    EventId m_last = 0;
    QSet<QByteArray> m_tokens;
};

/// Gives the plan it was told to, and keeps what it took over.
class TestDecider final : public Decider {
public:
    Plan plan(const WebhookEvent &event) override {
        asked.push_back(event.meaning.kind);
        Plan made;
        made.rule = QStringLiteral("Held one");
        if (outcome) {
            made.outcome = *outcome;
            return made;
        }
        made.flags = EventFlag::Held;
        made.begin = [this](std::unique_ptr<WaitingRequest> request) { waiting = std::move(request); };
        return made;
    }
    std::optional<Outcome> outcome;
    std::unique_ptr<WaitingRequest> waiting;
    std::vector<twilio::WebhookKind> asked;
};

// The worked example of twilio.com/docs/usage/security: token 12345.
constexpr char DocsHead[] = "POST /myapp.php?foo=1&bar=2 HTTP/1.1\r\nHost: localhost:8945\r\n"
                            "Content-Type: application/x-www-form-urlencoded\r\nI-Twilio-Idempotency-Token: t-1\r\n"
                            "X-Twilio-Signature: L/OH5YylLD5NRKLltdqwSvS0BnU=\r\n\r\n";
constexpr char DocsBody[] =
    "Digits=1234&CallSid=CA1234567890ABCDE&To=%2B18005551212&Caller=%2B14158675310&From=%2B14158675310";

twilio::SigningKey docsKey() {
    twilio::SigningKey key;
    key.label = QStringLiteral("docs");
    key.secret = SecretBytes(QByteArray("12345"));
    return key;
}

} // namespace

class TestPipeline : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void answersOnlyAfterTheCommit();
    void eventIsStampedDecodedAndVerified();
    void whatCannotBeStoredGets503AndNoAcknowledgement();
    void refusedRequestIsRecordedAndAnsweredWithItsStatus();
    void secondDeliveryWithTheSameTokenIsARetry();
    void flagsOfItsThreadAreRecordedWithIt();
    void requestOfTheSampleKeyIsATest();
    void lateAnswerIsFlagged();
    void clientThatLeftIsFlagged();
    void observerGetsTheCompleteEvent();
    void decidersAnswerIsRecordedWithItsRule();
    void waitingRequestIsStoredBeforeItsAnswerAndRevisedWithIt();
    void laterAnswerLeavesOnlyAfterItsOwnCommit();
    void laterAnswerThatCannotBeStoredGets503();
    void onlyTheFirstAnswerCounts();
    void waitingRequestThatIsDroppedGets500();
    void waitingRequestOutlivesThePipeline();
    void brokenAnswerIsRecordedAsItLeft_data();
    void brokenAnswerIsRecordedAsItLeft();
    void timeSpentConnectingCounts();

private:
    void give(const QByteArray &head, const QByteArray &body, std::optional<http::Refusal> refusal = {});

    void useDecider();

    std::unique_ptr<TestRecorder> m_recorder;
    TestDecider m_decider;
    std::unique_ptr<Pipeline> m_pipeline;
    Seen m_seen;
};

void TestPipeline::init() {
    m_recorder = std::make_unique<TestRecorder>();
    m_decider.outcome.reset();
    m_decider.waiting.reset();
    m_pipeline = std::make_unique<Pipeline>(*m_recorder);
    m_pipeline->setKeys({docsKey()});
    m_pipeline->setPublicUrl("https://example.com");
    m_seen = {};
}

void TestPipeline::useDecider() {
    m_pipeline = std::make_unique<Pipeline>(*m_recorder, &m_decider);
}

void TestPipeline::give(const QByteArray &head, const QByteArray &body, std::optional<http::Refusal> refusal) {
    auto exchange = std::make_unique<TestExchange>(m_seen);
    exchange->request = http::Request(head, body);
    exchange->refusal = refusal;
    m_pipeline->handle(std::move(exchange));
}

void TestPipeline::answersOnlyAfterTheCommit() {
    give(DocsHead, DocsBody);
    QVERIFY(m_seen.responses.empty());
    m_recorder->commit();
    QCOMPARE(m_seen.responses.size(), std::size_t(1));
    QCOMPARE(m_recorder->answers.size(), std::size_t(1));
    QCOMPARE(m_recorder->answers[0].tookUs, 1500);
}

void TestPipeline::eventIsStampedDecodedAndVerified() {
    give(DocsHead, DocsBody);
    const EventPtr event = m_recorder->queue.front().first;
    QCOMPARE(event->id, 1);
    QCOMPARE(event->receivedAt, 1'000'000);
    QCOMPARE(event->peer, QByteArray("127.0.0.1:4000"));
    QCOMPARE(event->request.head(), QByteArray(DocsHead));
    QCOMPARE(event->request.body(), QByteArray(DocsBody));
    QCOMPARE(event->bodyParams.size(), std::size_t(5));
    QCOMPARE(event->verification.verdict, twilio::Verdict::Valid);
    QCOMPARE(event->verification.matchedUrl, QByteArray("https://example.com/myapp.php?foo=1&bar=2"));
    QCOMPARE(event->verification.keyLabel, QStringLiteral("docs"));
}

void TestPipeline::whatCannotBeStoredGets503AndNoAcknowledgement() {
    give(DocsHead, DocsBody);
    m_recorder->commit(Error{ErrorCode::DiskFull, {}});
    QCOMPARE(m_seen.responses.size(), std::size_t(1));
    QCOMPARE(m_seen.responses[0].status, 503);
    QCOMPARE(m_seen.responses[0].header("Retry-After").toByteArray(), QByteArray("1"));
    QVERIFY(m_recorder->answers.empty());
}

void TestPipeline::refusedRequestIsRecordedAndAnsweredWithItsStatus() {
    give("GET / HTTP/1.1\r\nHost : x\r\n\r\n", {}, http::Refusal{http::RefusalReason::SpaceBeforeColon, 400, 20});
    const EventPtr event = m_recorder->queue.front().first;
    QVERIFY(event->flags.testFlag(EventFlag::Malformed));
    QCOMPARE(event->verification.reason, twilio::VerdictReason::Refused);
    m_recorder->commit();
    QCOMPARE(m_seen.responses[0].status, 400);
    QVERIFY(m_seen.responses[0].body.contains(http::refusalText(http::RefusalReason::SpaceBeforeColon)));
}

void TestPipeline::secondDeliveryWithTheSameTokenIsARetry() {
    give(DocsHead, DocsBody);
    give(DocsHead, DocsBody);
    QVERIFY(!m_recorder->queue[0].first->flags.testFlag(EventFlag::Retry));
    QVERIFY(m_recorder->queue[1].first->flags.testFlag(EventFlag::Retry));
}

void TestPipeline::flagsOfItsThreadAreRecordedWithIt() {
    m_recorder->found = EventFlag::OutOfOrder;
    give(DocsHead, DocsBody);
    QCOMPARE(m_recorder->queue.size(), std::size_t(1));
    QVERIFY(m_recorder->queue[0].first->flags.testFlag(EventFlag::OutOfOrder));
    QCOMPARE(m_recorder->seen, std::vector<int>{200}); // the answer is decided before
}

void TestPipeline::requestOfTheSampleKeyIsATest() {
    give(DocsHead, DocsBody);
    twilio::SigningKey sample = docsKey();
    sample.label = QString(SampleKeyLabel);
    m_pipeline->setKeys({sample});
    give(DocsHead, DocsBody);
    QVERIFY(!m_recorder->queue[0].first->flags.testFlag(EventFlag::Test));
    QVERIFY(m_recorder->queue[1].first->flags.testFlag(EventFlag::Test));
}

void TestPipeline::lateAnswerIsFlagged() {
    // Twilio waits 15 s for the answer to an inbound SMS.
    m_seen.took = 14'000'001us; // and one second to connect
    give("POST /sms HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n",
        "MessageSid=SM1&SmsStatus=received&NumMedia=0");
    m_recorder->commit();
    QVERIFY(m_recorder->answers[0].flags.testFlag(EventFlag::Late));
}

void TestPipeline::clientThatLeftIsFlagged() {
    m_seen.outcome = http::SendOutcome::ClientGone;
    give(DocsHead, DocsBody);
    m_recorder->commit();
    QVERIFY(m_recorder->answers[0].flags.testFlag(EventFlag::ClientGone));
}

void TestPipeline::observerGetsTheCompleteEvent() {
    std::vector<EventPtr> observed;
    m_pipeline->setObserver([&](const EventPtr &event) { observed.push_back(event); });
    give(DocsHead, DocsBody);
    QVERIFY(observed.empty());
    m_recorder->commit();
    QCOMPARE(observed.size(), std::size_t(1));
    QCOMPARE(observed[0]->tookUs, 1500);
    QCOMPARE(m_pipeline->metrics().answered, 1);
}

void TestPipeline::decidersAnswerIsRecordedWithItsRule() {
    useDecider();
    m_decider.outcome = Outcome{{201, {}, "made"}, {}, {}};
    give(DocsHead, DocsBody);
    QCOMPARE(m_recorder->queue.front().first->rule, QStringLiteral("Held one"));
    QCOMPARE(m_recorder->queue.front().first->response.status, 201);
    m_recorder->commit();
    QCOMPARE(m_seen.responses[0].status, 201);
    QCOMPARE(m_recorder->revisions, 0);
}

void TestPipeline::waitingRequestIsStoredBeforeItsAnswerAndRevisedWithIt() {
    useDecider();
    give(DocsHead, DocsBody);
    const EventPtr stored = m_recorder->queue.front().first;
    QVERIFY(stored->isWaiting());
    QVERIFY(stored->flags.testFlag(EventFlag::Held));
    QVERIFY(!m_decider.waiting);
    m_recorder->commit();
    QVERIFY(m_decider.waiting);
    QVERIFY(m_seen.responses.empty());
    m_decider.waiting->answer({{200, {}, "late"}, {}, EventFlag::Parked});
    QCOMPARE(m_recorder->revisions, 1);
    const EventPtr revised = m_recorder->queue.front().first;
    QCOMPARE(revised->id, stored->id);
    QCOMPARE(revised->response.body, QByteArray("late"));
    QVERIFY(revised->flags.testFlag(EventFlag::Held) && revised->flags.testFlag(EventFlag::Parked));
    QVERIFY(stored->isWaiting()); // what other threads hold does not change
}

void TestPipeline::laterAnswerLeavesOnlyAfterItsOwnCommit() {
    useDecider();
    give(DocsHead, DocsBody);
    m_recorder->commit();
    m_decider.waiting->answer({{200, {}, "late"}, {}, {}});
    QVERIFY(m_seen.responses.empty());
    m_recorder->commit();
    QCOMPARE(m_seen.responses.size(), std::size_t(1));
    QCOMPARE(m_seen.responses[0].body, QByteArray("late"));
    QCOMPARE(m_recorder->answers.size(), std::size_t(1));
}

void TestPipeline::laterAnswerThatCannotBeStoredGets503() {
    useDecider();
    give(DocsHead, DocsBody);
    m_recorder->commit();
    m_decider.waiting->answer({{200, {}, "late"}, {http::Delivery::Type::Reset, 1, {}}, {}});
    m_recorder->commit(Error{ErrorCode::DiskFull, {}});
    QCOMPARE(m_seen.responses.size(), std::size_t(1));
    QCOMPARE(m_seen.responses[0].status, 503);
    QCOMPARE(m_seen.delivery, http::Delivery());
}

void TestPipeline::onlyTheFirstAnswerCounts() {
    useDecider();
    give(DocsHead, DocsBody);
    m_recorder->commit();
    m_decider.waiting->answer({{200, {}, "first"}, {}, {}});
    m_decider.waiting->answer({{200, {}, "second"}, {}, {}});
    m_decider.waiting.reset();
    m_recorder->commit();
    QCOMPARE(m_seen.responses.size(), std::size_t(1));
    QCOMPARE(m_seen.responses[0].body, QByteArray("first"));
}

void TestPipeline::waitingRequestThatIsDroppedGets500() {
    useDecider();
    give(DocsHead, DocsBody);
    m_recorder->commit();
    m_decider.waiting.reset();
    m_recorder->commit();
    QCOMPARE(m_seen.responses[0].status, 500);
}

void TestPipeline::waitingRequestOutlivesThePipeline() {
    useDecider();
    give(DocsHead, DocsBody);
    m_recorder->commit();
    m_pipeline.reset();
    m_seen.gone = true;
    QVERIFY(m_decider.waiting->isAbandoned());
    m_decider.waiting->answer({{200, {}, "nobody"}, {}, {}});
    QVERIFY(m_seen.responses.empty());
}

void TestPipeline::brokenAnswerIsRecordedAsItLeft_data() {
    QTest::addColumn<int>("type");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    using Type = http::Delivery::Type;
    QTest::newRow("closed: nothing left") << int(Type::Close) << 0 << QByteArray();
    QTest::newRow("reset: nothing left") << int(Type::Reset) << 0 << QByteArray();
    QTest::newRow("half: half of the body") << int(Type::Half) << 200 << QByteArray("1234");
    QTest::newRow("dripping: all of it, slowly") << int(Type::Drip) << 200 << QByteArray("12345678");
}

void TestPipeline::brokenAnswerIsRecordedAsItLeft() {
    useDecider();
    QFETCH(int, type);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    m_decider.outcome = Outcome{{200, {}, "12345678"}, {http::Delivery::Type(type), 1, {}}, EventFlag::Fault};
    m_seen.outcome = http::SendOutcome::BrokenOff;
    give(DocsHead, DocsBody);
    const EventPtr event = m_recorder->queue.front().first;
    QCOMPARE(event->response.status, status);
    QCOMPARE(event->response.body, body);
    QVERIFY(event->flags.testFlag(EventFlag::Fault));
    m_recorder->commit();
    QCOMPARE(int(m_seen.delivery.type), type);
    QCOMPARE(m_seen.responses[0].body, QByteArray("12345678")); // the connection breaks it, not the pipeline
    QVERIFY(!m_recorder->answers[0].flags.testFlag(EventFlag::ClientGone));
}

void TestPipeline::timeSpentConnectingCounts() {
    useDecider();
    // Of 15 s (twilio.com/docs/api/errors/11205) one was gone when the request was complete.
    m_decider.outcome = Outcome{{200, {}, {}}, {}, {}};
    m_seen.took = 14'000'000us;
    const QByteArray head = "POST /sms HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n";
    give(head, "MessageSid=SM1&SmsStatus=received&NumMedia=0");
    m_recorder->commit();
    QVERIFY(!m_recorder->answers[0].flags.testFlag(EventFlag::Late));
    m_seen.took = 14'000'001us;
    give(head, "MessageSid=SM2&SmsStatus=received&NumMedia=0");
    m_recorder->commit();
    QVERIFY(m_recorder->answers[1].flags.testFlag(EventFlag::Late));
}

QTEST_GUILESS_MAIN(TestPipeline)
#include "tst_pipeline.moc"
