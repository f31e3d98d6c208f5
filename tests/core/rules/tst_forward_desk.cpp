#include "core/rules/forward_desk.h"
#include "tests/core/rules/forward_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::rules;
using namespace std::chrono_literals;

class TestForwardDesk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_agenda = std::make_unique<Agenda>(m_clock);
        m_desk = std::make_unique<ForwardDesk>(*m_agenda, m_clock);
        m_app = {};
        m_desk->setForwarder(&m_app);
        m_given.clear();
        m_order = {};
        m_order.rule = QStringLiteral("App");
        m_order.to.url = QStringLiteral("http://localhost");
        m_order.fallback = textReply("fallback {{From}}", true);
    }

    void theApplicationsAnswerGoesOut() {
        take();
        QCOMPARE(m_app.asked.size(), std::size_t(1));
        QCOMPARE(m_app.asked[0].to.url, QStringLiteral("http://localhost"));
        QCOMPARE(m_app.asked[0].rule, QStringLiteral("App"));
        QVERIFY(m_given.empty());
        QVERIFY(m_app.answer({201, {{"x-A", "b"}}, "app"}));
        QCOMPARE(m_given.size(), std::size_t(1));
        QCOMPARE(m_given[0].outcome.response, (http::Response{201, {{"x-A", "b"}}, "app"}));
        pass(1h);
        QCOMPARE(m_given.size(), std::size_t(1));
    }

    void aFailureGivesTheFallbackAtOnce() {
        take();
        QVERIFY(!m_app.fail(Error{ErrorCode::NetworkFailed, {}, -1}));
        QCOMPARE(m_given.size(), std::size_t(1));
        QCOMPARE(m_given[0].outcome.response.body, QByteArray("fallback +14155550142"));
    }

    // 15 s for an SMS less the reserve of one.
    void theFallbackGoesOutBeforeTwilioGivesUp() {
        take();
        pass(13'999ms);
        QVERIFY(m_given.empty());
        pass(1ms);
        QCOMPARE(m_given.size(), std::size_t(1));
        QCOMPARE(m_given[0].outcome.response.body, QByteArray("fallback +14155550142"));
        QVERIFY(!m_app.answer({200, {}, "late"}));
        QCOMPARE(m_given.size(), std::size_t(1));
    }

    void limitsCanBeSet() {
        m_desk->setLimits(5'000ms, 2'000ms);
        take();
        pass(2'999ms);
        QVERIFY(m_given.empty());
        pass(1ms);
        QCOMPARE(m_given.size(), std::size_t(1));
    }

    void whereNobodyForwardsTheFallbackAnswers() {
        m_desk->setForwarder(nullptr);
        take();
        QCOMPARE(m_given.size(), std::size_t(1));
    }

    void theDelayComesOnTop() {
        m_order.delay = 3s;
        take();
        QVERIFY(m_app.answer({200, {}, "app"}));
        pass(2'999ms);
        QVERIFY(m_given.empty());
        pass(1ms);
        QCOMPARE(m_given.size(), std::size_t(1));
        QCOMPARE(m_given[0].outcome.response.body, QByteArray("app"));
    }

    void theFaultIsDoneToTheAnswer() {
        m_order.fault.type = Fault::Type::Half;
        take();
        m_app.answer({200, {}, "app"});
        QCOMPARE(m_given[0].outcome.delivery.type, http::Delivery::Type::Half);
        QVERIFY(m_given[0].outcome.flags.testFlag(flow::EventFlag::Fault));
    }

    void silenceLastsThoughTheApplicationAnswered() {
        m_order.fault.type = Fault::Type::Silence;
        take();
        QVERIFY(m_app.answer({200, {}, "app"}));
        pass(16'999ms);
        QVERIFY(m_given.empty());
        pass(1ms);
        QCOMPARE(m_given[0].outcome.delivery.type, http::Delivery::Type::Close);
    }

    void windingUpGivesTheFallback() {
        m_order.delay = 3s;
        take();
        m_agenda->runAll();
        QCOMPARE(m_given.size(), std::size_t(1));
        QVERIFY(!m_app.answer({200, {}, "late"}));
    }

private:
    void take() {
        const auto event = sms(1, m_clock.now);
        m_desk->take(std::make_unique<TestRequest>(event, m_given, m_clock), m_order);
    }
    void pass(std::chrono::milliseconds time) {
        m_clock.now += time;
        m_agenda->run();
    }

    HandClock m_clock;
    std::unique_ptr<Agenda> m_agenda;
    std::unique_ptr<ForwardDesk> m_desk;
    TestForwarder m_app;
    ForwardDesk::Order m_order;
    std::vector<Given> m_given;
};

QTEST_GUILESS_MAIN(TestForwardDesk)
#include "tst_forward_desk.moc"
