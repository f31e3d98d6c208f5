#include "core/rules/rule.h"

#include <QtTest>

using namespace offhook::rules;

class TestRule : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void idsDiffer();
    void takenNamesGetANumber();
    void aRuleKeepsItsOwnName();
    void defaultIsOneRuleForEverythingWithTheAutomaticAnswer();
};

void TestRule::idsDiffer() {
    QVERIFY(!newRuleId().isEmpty());
    QVERIFY(newRuleId() != newRuleId());
}

void TestRule::takenNamesGetANumber() {
    RuleList rules(3);
    rules[0] = {QStringLiteral("1"), QStringLiteral("Busy"), true, {}, {}, {}, {}};
    rules[1] = {QStringLiteral("2"), QStringLiteral("Busy 2"), true, {}, {}, {}, {}};
    QCOMPARE(uniqueName(QStringLiteral("busy"), rules), QStringLiteral("busy 3"));
    QCOMPARE(uniqueName(QStringLiteral("Other"), rules), QStringLiteral("Other"));
}

void TestRule::aRuleKeepsItsOwnName() {
    const RuleList rules{{QStringLiteral("1"), QStringLiteral("Busy"), true, {}, {}, {}, {}}};
    QCOMPARE(uniqueName(QStringLiteral("Busy"), rules, QStringLiteral("1")), QStringLiteral("Busy"));
}

void TestRule::defaultIsOneRuleForEverythingWithTheAutomaticAnswer() {
    const RuleList rules = defaultRules();
    QCOMPARE(rules.size(), std::size_t(1));
    QVERIFY(rules[0].isEnabled && rules[0].condition.isEmpty() && rules[0].delay.isNone());
    QCOMPARE(rules[0].action.replies, (std::vector<Reply>{Reply()}));
    QVERIFY(rules[0].action.replies[0].answer.automatic);
}

QTEST_GUILESS_MAIN(TestRule)
#include "tst_rule.moc"
