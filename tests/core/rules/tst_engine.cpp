#include "core/rules/engine.h"
#include "tests/core/rules/forward_support.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace offhook;
using namespace offhook::rules;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using DeliveryType = http::Delivery::Type;

class TestEngine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void withoutRulesOfOnesOwnTheAnswerIsAutomatic();
    void matchingRuleAnswersAtOnceAndIsNamed();
    void requestNoRuleTakesGetsTheAutomaticAnswer();
    void newRulesHoldForTheNextRequest();
    void sequenceGoesOnToItsLastReply();
    void sequenceStartsAgainWhenItShall();
    void everyCallerHasItsOwnSequence();
    void changedSequenceBeginsAnew();
    void fileAnswersWithItsContentOfThatMoment();
    void missingFileIsAnswered500AndSaysSo();
    void delayedAnswerLeavesThen();
    void randomDelayStaysWithinItsBounds();
    void silenceLastsBeyondTwiliosLimit();
    void faultIsDoneToTheAnswer();
    void holdRuleHoldsWithItsDraft();
    void switchHoldsWhatMeetsItsCondition();
    void switchWithABrokenConditionHoldsNothing();
    void heldSequenceOffersItsNextReply();
    void parkedCallComesBackToTheDesk();
    void forwardRuleAsksTheApplication();
    void heldForwardRuleOffersItsFallback();
    void hitsAreCountedAndKept();
    void windingUpAnswersAllThatWaits();

private:
    QByteArray bodyOf(const std::shared_ptr<flow::WebhookEvent> &event) {
        const flow::Plan plan = m_engine->plan(*event);
        return plan.outcome ? plan.outcome->response.body : QByteArray("later");
    }
    /// Plans, and takes the request over as the pipeline does once the event is stored.
    void begin(const std::shared_ptr<flow::WebhookEvent> &event) {
        const flow::Plan plan = m_engine->plan(*event);
        QVERIFY(!plan.outcome);
        plan.begin(std::make_unique<TestRequest>(event, m_given, m_clock));
    }
    void use(RuleList rules) { m_engine->setRules(RuleSet::make(std::move(rules), 0)); }
    void pass(std::chrono::milliseconds time) {
        m_clock.now += time;
        m_engine->agenda().run();
    }

    HandClock m_clock;
    std::unique_ptr<Engine> m_engine;
    std::vector<Given> m_given;
};

void TestEngine::init() {
    m_engine = std::make_unique<Engine>(m_clock);
    m_given.clear();
}

void TestEngine::withoutRulesOfOnesOwnTheAnswerIsAutomatic() {
    const flow::Plan plan = m_engine->plan(*sms(1));
    QCOMPARE(plan.rule, u"Everything else"_s);
    QVERIFY(plan.outcome->response.body.contains("<Response/>"));
}

void TestEngine::matchingRuleAnswersAtOnceAndIsNamed() {
    use({rule(u"SMS"_s, u"kind:sms"_s, textReply("hi {{From}}", true)), rule(u"All"_s, {}, textReply("all"))});
    const flow::Plan plan = m_engine->plan(*sms(1));
    QCOMPARE(plan.rule, u"SMS"_s);
    QCOMPARE(plan.outcome->response.body, QByteArray("hi +14155550142"));
    QCOMPARE(bodyOf(call(2)), QByteArray("all"));
}

void TestEngine::requestNoRuleTakesGetsTheAutomaticAnswer() {
    use({rule(u"Calls"_s, u"kind:voice"_s, textReply("call"))});
    const flow::Plan plan = m_engine->plan(*sms(1));
    QVERIFY(plan.rule.isEmpty());
    QVERIFY(plan.outcome->response.body.contains("<Response/>"));
}

void TestEngine::newRulesHoldForTheNextRequest() {
    use({rule(u"a"_s, {}, textReply("one"))});
    QCOMPARE(bodyOf(sms(1)), QByteArray("one"));
    use({rule(u"a"_s, {}, textReply("two"))});
    QCOMPARE(bodyOf(sms(2)), QByteArray("two"));
}

namespace {

Rule sequence() {
    Rule made = rule(u"Seq"_s, {}, {});
    made.action.type = Action::Type::Sequence;
    made.action.replies = {textReply("A"), textReply("B"), textReply("C")};
    return made;
}

} // namespace

void TestEngine::sequenceGoesOnToItsLastReply() {
    use({sequence()});
    QByteArray all;
    for (int i = 0; i < 5; ++i)
        all += bodyOf(sms(i + 1));
    QCOMPARE(all, QByteArray("ABCCC"));
}

void TestEngine::sequenceStartsAgainWhenItShall() {
    Rule again = sequence();
    again.action.startsAgain = true;
    use({again});
    QByteArray all;
    for (int i = 0; i < 5; ++i)
        all += bodyOf(sms(i + 1));
    QCOMPARE(all, QByteArray("ABCAB"));
}

void TestEngine::everyCallerHasItsOwnSequence() {
    Rule own = sequence();
    own.action.countsByCaller = true;
    use({own});
    QCOMPARE(bodyOf(sms(1, {}, "1")), QByteArray("A"));
    QCOMPARE(bodyOf(sms(2, {}, "2")), QByteArray("A"));
    QCOMPARE(bodyOf(sms(3, {}, "1")), QByteArray("B"));
}

void TestEngine::changedSequenceBeginsAnew() {
    use({sequence()});
    QCOMPARE(bodyOf(sms(1)), QByteArray("A"));
    Rule renamed = sequence();
    renamed.name = u"Other"_s;
    use({renamed});
    QCOMPARE(bodyOf(sms(2)), QByteArray("B"));
    Rule changed = sequence();
    changed.action.replies[0] = textReply("X");
    use({changed});
    QCOMPARE(bodyOf(sms(3)), QByteArray("X"));
}

void TestEngine::fileAnswersWithItsContentOfThatMoment() {
    QTemporaryDir folder;
    Rule fromFile = rule(u"File"_s, {}, textReply({}, true));
    fromFile.action.type = Action::Type::File;
    fromFile.action.file = folder.filePath(u"a.xml"_s);
    use({fromFile});
    const auto write = [&](const QByteArray &content) {
        QFile file(fromFile.action.file);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    };
    write("one {{FromCity}}");
    QCOMPARE(bodyOf(sms(1)), QByteArray("one NEW YORK"));
    write("two");
    QCOMPARE(bodyOf(sms(2)), QByteArray("two"));
}

void TestEngine::missingFileIsAnswered500AndSaysSo() {
    Rule fromFile = rule(u"File"_s, {}, {});
    fromFile.action.type = Action::Type::File;
    fromFile.action.file = u"/nowhere/at/all.xml"_s;
    use({fromFile});
    const flow::Plan plan = m_engine->plan(*sms(1));
    QCOMPARE(plan.rule, u"File"_s);
    QCOMPARE(plan.outcome->response.status, 500);
    QVERIFY(plan.outcome->response.body.contains("/nowhere/at/all.xml"));
}

void TestEngine::delayedAnswerLeavesThen() {
    Rule slow = rule(u"Slow"_s, {}, textReply("late"));
    slow.delay.least = 2'000ms;
    use({slow});
    begin(sms(1, m_clock.now));
    pass(1'999ms);
    QVERIFY(m_given.empty());
    pass(1ms);
    QCOMPARE(m_given.size(), std::size_t(1));
    QCOMPARE(m_given[0].outcome.response.body, QByteArray("late"));
}

void TestEngine::randomDelayStaysWithinItsBounds() {
    Rule slow = rule(u"Slow"_s, {}, textReply("late"));
    slow.delay = {100ms, 200ms};
    use({slow});
    const MonotonicTime start = m_clock.now;
    for (EventId id = 1; id <= 200; ++id)
        begin(sms(id, start));
    pass(99ms);
    QVERIFY(m_given.empty());
    while (m_clock.now < start + 200ms)
        pass(1ms);
    QCOMPARE(m_given.size(), std::size_t(200));
    QVERIFY(m_given.front().at < m_given.back().at);
}

void TestEngine::silenceLastsBeyondTwiliosLimit() {
    Rule silent = rule(u"Silent"_s, {}, textReply("never"));
    silent.fault.type = Fault::Type::Silence;
    use({silent});
    begin(sms(1, m_clock.now));
    pass(15s); // the limit of messaging
    QVERIFY(m_given.empty());
    pass(2s);
    QCOMPARE(m_given.size(), std::size_t(1));
    QCOMPARE(int(m_given[0].outcome.delivery.type), int(DeliveryType::Close));
}

void TestEngine::faultIsDoneToTheAnswer() {
    Rule broken = rule(u"Broken"_s, {}, textReply("body"));
    broken.fault = {Fault::Type::Drip, 0, 3, 40ms};
    use({broken});
    const flow::Plan plan = m_engine->plan(*sms(1));
    QCOMPARE(plan.outcome->delivery, (http::Delivery{DeliveryType::Drip, 3, 40ms}));
    QVERIFY(plan.outcome->flags.testFlag(flow::EventFlag::Fault));
}

void TestEngine::holdRuleHoldsWithItsDraft() {
    Rule held = rule(u"Held"_s, u"kind:sms"_s, textReply("hi {{FromCity}}", true));
    held.action.type = Action::Type::Hold;
    use({held, rule(u"All"_s, {}, textReply("all"))});
    QVERIFY(m_engine->plan(*sms(1)).flags.testFlag(flow::EventFlag::Held));
    begin(sms(2, m_clock.now));
    QCOMPARE(m_engine->desk().held().size(), std::size_t(1));
    QCOMPARE(m_engine->desk().held()[0].draft, held.action.replies[0]);
    QCOMPARE(m_engine->desk().held()[0].rule, u"Held"_s);
    QCOMPARE(bodyOf(call(3)), QByteArray("all"));
    pass(14s);
    QCOMPARE(m_given[0].outcome.response.body, QByteArray("hi NEW YORK"));
}

void TestEngine::switchHoldsWhatMeetsItsCondition() {
    use({rule(u"All"_s, {}, textReply("all"))});
    m_engine->setHold({true, u"kind:sms"_s, 3'000ms, 1'000ms});
    begin(sms(1, m_clock.now));
    QCOMPARE(m_engine->desk().held()[0].draft, textReply("all"));
    QCOMPARE(bodyOf(call(2)), QByteArray("all"));
    m_engine->setHold({false, {}, 3'000ms, 1'000ms});
    QCOMPARE(bodyOf(sms(3)), QByteArray("all"));
    QCOMPARE(m_engine->desk().held().size(), std::size_t(1)); // who is held stays held
    pass(2s);
    QCOMPARE(m_given.size(), std::size_t(1));
}

void TestEngine::switchWithABrokenConditionHoldsNothing() {
    m_engine->setHold({true, u"knid:sms"_s, {}, 1'000ms});
    QVERIFY(m_engine->plan(*sms(1)).outcome);
}

void TestEngine::heldSequenceOffersItsNextReply() {
    use({sequence()});
    m_engine->setHold({true, {}, {}, 1'000ms});
    begin(sms(1, m_clock.now));
    begin(sms(2, m_clock.now));
    QCOMPARE(m_engine->desk().held()[0].draft, textReply("A"));
    QCOMPARE(m_engine->desk().held()[1].draft, textReply("B"));
}

void TestEngine::parkedCallComesBackToTheDesk() {
    Rule held = rule(u"Held"_s, u"kind:voice"_s, textReply("hello"));
    held.action.type = Action::Type::Hold;
    use({held});
    begin(call(1, m_clock.now));
    m_engine->desk().park(1);
    use({rule(u"All"_s, {}, textReply("all"))}); // a parked call keeps its rule
    const flow::Plan back = m_engine->plan(*call(2, m_clock.now));
    QCOMPARE(back.rule, u"Held"_s);
    QVERIFY(back.flags.testFlag(flow::EventFlag::Held));
    begin(call(2, m_clock.now));
    m_engine->desk().answer(1);
    QCOMPARE(m_given.back().event, EventId(2));
    QCOMPARE(m_given.back().outcome.response.body, QByteArray("hello"));
}

static Rule forwardRule() {
    Rule made = rule(u"App"_s, {}, textReply("fallback"));
    made.action.type = Action::Type::Forward;
    made.action.forwardTo.url = u"http://localhost:3000"_s;
    return made;
}

void TestEngine::forwardRuleAsksTheApplication() {
    TestForwarder app;
    m_engine->setForwarder(&app);
    Rule delayed = forwardRule();
    delayed.delay.least = 2s;
    use({delayed});
    QCOMPARE(m_engine->plan(*sms(1)).rule, u"App"_s);
    begin(sms(1, m_clock.now));
    QCOMPARE(app.asked.size(), std::size_t(1));
    QVERIFY(app.answer({200, {}, "app"}));
    QVERIFY(m_given.empty());
    pass(2s);
    QCOMPARE(m_given.at(0).outcome.response.body, QByteArray("app"));
    begin(sms(2, m_clock.now));
    m_engine->windUp();
    QCOMPARE(m_given.at(1).outcome.response.body, QByteArray("fallback"));
    m_engine->setForwarder(nullptr);
}

void TestEngine::heldForwardRuleOffersItsFallback() {
    use({forwardRule()});
    m_engine->setHold({true, {}, {}, 1s});
    begin(sms(1, m_clock.now));
    QCOMPARE(m_engine->desk().held().at(0).draft.answer.body, QByteArray("fallback"));
}

void TestEngine::hitsAreCountedAndKept() {
    use({rule(u"SMS"_s, u"kind:sms"_s, {}), rule(u"All"_s, {}, {})});
    m_engine->setCounts({{u"All"_s, 7, 5}, {u"gone"_s, 3, 1}});
    (void)m_engine->plan(*sms(1));
    (void)m_engine->plan(*sms(2));
    (void)m_engine->plan(*call(3));
    QCOMPARE(m_engine->counts(), (RuleCounts{{u"SMS"_s, 2, m_clock.wallTime}, {u"All"_s, 8, m_clock.wallTime}}));
}

void TestEngine::windingUpAnswersAllThatWaits() {
    Rule slow = rule(u"Slow"_s, u"kind:voice"_s, textReply("late"));
    slow.delay.least = 60'000ms;
    Rule held = rule(u"Held"_s, {}, textReply("held"));
    held.action.type = Action::Type::Hold;
    use({slow, held});
    begin(call(1, m_clock.now));
    begin(sms(2, m_clock.now));
    m_engine->windUp();
    QCOMPARE(m_given.size(), std::size_t(2));
    QVERIFY(m_engine->desk().held().empty());
    QCOMPARE(m_engine->agenda().size(), std::size_t(0));
}

QTEST_GUILESS_MAIN(TestEngine)
#include "tst_engine.moc"
