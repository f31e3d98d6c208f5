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
};

class TestExchange final : public http::Exchange {
public:
    explicit TestExchange(Seen &seen)
        : m_seen(seen) {
        receivedAt = 1'000'000;
        receivedMonotonic = MonotonicTime(10s);
        peer = "127.0.0.1:4000";
    }
    void respond(const http::Response &response, Sent sent) override {
        m_seen.responses.push_back(response);
        if (sent)
            sent(m_seen.outcome, receivedMonotonic + m_seen.took);
    }
    bool isOpen() const override { return true; }

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

private:
    EventId m_last = 0;
    QSet<QByteArray> m_tokens;
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
    void changedAnswerHoldsForTheNextRequest();

private:
    void give(const QByteArray &head, const QByteArray &body, std::optional<http::Refusal> refusal = {});

    std::unique_ptr<TestRecorder> m_recorder;
    std::unique_ptr<Pipeline> m_pipeline;
    Seen m_seen;
};

void TestPipeline::init() {
    m_recorder = std::make_unique<TestRecorder>();
    m_pipeline = std::make_unique<Pipeline>(*m_recorder);
    m_pipeline->setKeys({docsKey()});
    m_pipeline->setPublicUrl("https://example.com");
    m_seen = {};
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
    m_seen.took = 15'000'001us;
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

void TestPipeline::changedAnswerHoldsForTheNextRequest() {
    Answer answer;
    answer.automatic = false;
    answer.status = 201;
    m_pipeline->setAnswer(answer);
    give(DocsHead, DocsBody);
    m_recorder->commit();
    QCOMPARE(m_seen.responses[0].status, 201);
}

QTEST_GUILESS_MAIN(TestPipeline)
#include "tst_pipeline.moc"
