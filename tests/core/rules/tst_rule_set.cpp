#include "core/rules/rule_set.h"
#include "tests/core/rules/rules_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::rules;
using namespace Qt::StringLiterals;

class TestRuleSet : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void firstMatchAnswers();
    void disabledRulesAreSkipped();
    void ruleWithABrokenConditionNeverMatches();
    void conditionsOnTheAnswerAreNeverMet();
    void nothingMatchesWithoutRules();
    void templatesAreParsedOnce();
    void rulesAreFoundById();
};

void TestRuleSet::firstMatchAnswers() {
    const auto set = RuleSet::make(
        {rule(u"Calls"_s, u"kind:voice"_s, {}), rule(u"SMS"_s, u"kind:sms"_s, {}), rule(u"All"_s, {}, {})}, 0);
    QCOMPARE(decide(*sms(1), *set)->rule.name, u"SMS"_s);
    QCOMPARE(decide(*call(1), *set)->rule.name, u"Calls"_s);
    QCOMPARE(decide(*eventOf(1, "GET / HTTP/1.1\r\n\r\n", {}), *set)->rule.name, u"All"_s);
}

void TestRuleSet::disabledRulesAreSkipped() {
    RuleList rules{rule(u"SMS"_s, u"kind:sms"_s, {}), rule(u"All"_s, {}, {})};
    rules[0].isEnabled = false;
    QCOMPARE(decide(*sms(1), *RuleSet::make(rules, 0))->rule.name, u"All"_s);
}

void TestRuleSet::ruleWithABrokenConditionNeverMatches() {
    const auto set = RuleSet::make({rule(u"Broken"_s, u"knid:sms"_s, {}), rule(u"All"_s, {}, {})}, 0);
    QVERIFY(!set->rules()[0].isUsable);
    QCOMPARE(decide(*sms(1), *set)->rule.name, u"All"_s);
}

void TestRuleSet::conditionsOnTheAnswerAreNeverMet() {
    QVERIFY(decide(*sms(1), *RuleSet::make({rule(u"a"_s, u"code:>=200"_s, {})}, 0)) == nullptr);
    QVERIFY(decide(*sms(1), *RuleSet::make({rule(u"a"_s, u"took:<1h"_s, {})}, 0)) == nullptr);
}

void TestRuleSet::nothingMatchesWithoutRules() {
    QVERIFY(decide(*sms(1), *RuleSet::make({}, 0)) == nullptr);
}

void TestRuleSet::templatesAreParsedOnce() {
    Rule both = rule(u"a"_s, {}, textReply("{{From}}", true));
    both.action.replies.push_back(textReply("{{From}}", false));
    const auto set = RuleSet::make({both}, 0);
    QCOMPARE(set->rules()[0].templates.size(), std::size_t(2));
    QVERIFY(set->rules()[0].templates[0].hasPlaces());
    QVERIFY(!set->rules()[0].templates[1].hasPlaces());
}

void TestRuleSet::rulesAreFoundById() {
    const auto set = RuleSet::make({rule(u"a"_s, {}, {}), rule(u"b"_s, {}, {})}, 0);
    QCOMPARE(set->find(u"b"_s)->rule.name, u"b"_s);
    QVERIFY(set->find(u"c"_s) == nullptr);
}

QTEST_GUILESS_MAIN(TestRuleSet)
#include "tst_rule_set.moc"
