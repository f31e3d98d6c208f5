#include "core/rules/rule_json.h"
#include "tests/core/rules/rules_support.h"

#include <QtTest>

using namespace offhook;
using namespace offhook::rules;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestRuleJson : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyRuleComesBack();
    void idsAreWrittenOnlyForTheWorkspace();
    void shortestFileIsEnough();
    void bodiesAreReadableLines();
    void mistakesNameLineAndField_data();
    void mistakesNameLineAndField();
};

namespace {

RuleList everyKind() {
    RuleList rules;
    Rule reply = rule(u"Reply “ü”"_s, u"kind:sms from:+1*"_s, textReply("<Response>\n  <Message>ü</Message>\n", true));
    reply.action.replies[0].answer.headers = {{"X-A", "1"}, {"X-A", "2"}};
    reply.delay = {200ms, 900ms};
    rules.push_back(reply);
    Rule binary = rule(u"Binary"_s, {}, textReply(QByteArray("\xff\x00\x01", 3)));
    binary.isEnabled = false;
    binary.fault = {Fault::Type::Drip, 503, 9, 120ms};
    rules.push_back(binary);
    Rule sequence = rule(u"Sequence"_s, u"kind:voice"_s, textReply("A"));
    sequence.action.type = Action::Type::Sequence;
    sequence.action.replies.push_back(Reply());
    sequence.action.startsAgain = true;
    sequence.action.countsByCaller = true;
    rules.push_back(sequence);
    Rule file = rule(u"File"_s, {}, {{false, 404, "text/plain", {}}, true});
    file.action.type = Action::Type::File;
    file.action.file = u"answers/a b.xml"_s;
    rules.push_back(file);
    Rule hold = rule(u"Hold"_s, {}, textReply("wait", true));
    hold.action.type = Action::Type::Hold;
    hold.fault.type = Fault::Type::Status;
    hold.fault.status = 429;
    hold.delay.least = 5'000ms;
    rules.push_back(hold);
    Rule forward = rule(u"Forward"_s, {}, textReply("fallback", true));
    forward.action.type = Action::Type::Forward;
    forward.action.forwardTo.url = u"http://localhost:3000/app?x=1"_s;
    rules.push_back(forward);
    forward = rule(u"Forward 2"_s, {}, Reply());
    forward.action.type = Action::Type::Forward;
    forward.action.forwardTo = {u"https://localhost"_s, true, false, false, u"ca.pem"_s};
    rules.push_back(forward);
    for (const auto fault : {Fault::Type::Close, Fault::Type::Reset, Fault::Type::Half, Fault::Type::Silence}) {
        Rule broken = rule(u"Broken %1"_s.arg(int(fault)), {}, Reply());
        broken.fault.type = fault;
        rules.push_back(broken);
    }
    return rules;
}

} // namespace

void TestRuleJson::everyRuleComesBack() {
    const RuleList rules = everyKind();
    const auto back = rulesFromJson(toJson(rules, true));
    QVERIFY2(back, back ? "" : qPrintable(back.error().detail));
    QCOMPARE(back->size(), rules.size());
    for (std::size_t i = 0; i < rules.size(); ++i)
        QVERIFY2((*back)[i] == rules[i], qPrintable(rules[i].name));
}

void TestRuleJson::idsAreWrittenOnlyForTheWorkspace() {
    const QByteArray json = toJson(everyKind());
    QVERIFY(!json.contains("\"id\""));
    const auto back = rulesFromJson(json);
    QVERIFY(back);
    QVERIFY((*back)[0].id != (*back)[1].id);
    QVERIFY(!(*back)[0].id.isEmpty());
}

void TestRuleJson::shortestFileIsEnough() {
    const auto rules = rulesFromJson(R"({"rules": [{"name": "a", "action": {"type": "reply", "body": "hi"}}]})");
    QVERIFY(rules);
    QCOMPARE(rules->front().action.replies.front(), textReply("hi"));
    QVERIFY(rules->front().isEnabled && rules->front().condition.isEmpty());
    QVERIFY(rulesFromJson(R"({"rules": []})")->empty());
}

void TestRuleJson::bodiesAreReadableLines() {
    const QByteArray json = toJson({rule(u"a"_s, {}, textReply("<Response>\n  <Say>“x”</Say>\n</Response>\n"))});
    QVERIFY(json.contains("\"  <Say>“x”</Say>\",\n"));
}

void TestRuleJson::mistakesNameLineAndField_data() {
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const char *json, const char *words) {
        QTest::newRow(name) << QByteArray(json) << QString::fromUtf8(words);
    };
    row("no JSON", "{\n\"rules\": [,]}", "line 2: ");
    row("a list", "[]", "line 1: a JSON object is wanted");
    row("no rules", "{}", "line 1, rules: is missing");
    row("a newer format", "{\"offhookRules\": 2, \"rules\": []}", "line 1, offhookRules: wants");
    row("a rule without a name", "{\"rules\": [\n {\"when\": \"\"}]}", "line 2, rules[0].name: is missing");
    row("a slip in a field's name", "{\"rules\": [{\"name\": \"a\",\n \"wen\": \"\"}]}",
        "line 2, rules[0].wen: is not known");
    row("a condition with a mistake", "{\"rules\": [{\"name\": \"a\",\n\n \"when\": \"knid:sms\"}]}",
        "line 3, rules[0].when: ");
    row("an unknown action", "{\"rules\": [{\"name\": \"a\", \"action\": {\n\"type\": \"hodl\"}}]}",
        "line 2, rules[0].action.type: wants one of: reply, sequence, file, hold");
    row("a status out of range", "{\"rules\": [{\"name\": \"a\", \"action\": {\"type\": \"reply\",\n\"status\": 99}}]}",
        "line 2, rules[0].action.status: wants a whole number from 200 to 599");
    row("a sequence of nothing",
        "{\"rules\": [{\"name\": \"a\", \"action\": {\"type\": \"sequence\", \"replies\": []}}]}",
        "line 1, rules[0].action.replies: wants at least one reply");
    row("a mistake within a sequence",
        "{\"rules\": [{\"name\": \"a\", \"action\": {\"type\": \"sequence\", \"replies\": [{},\n{\"status\": "
        "\"\"}]}}]}",
        "line 2, rules[0].action.replies[1].status: ");
    row("a file action without a file", "{\"rules\": [{\"name\": \"a\", \"action\": {\"type\": \"file\"}}]}",
        "line 1, rules[0].action.file: is missing");
    row("a delay that ends before it begins", "{\"rules\": [{\"name\": \"a\", \"delay\": {\"ms\": 5, \"upToMs\": 2}}]}",
        "line 1, rules[0].delay.upToMs: is less");
    row("an unknown fault", "{\"rules\": [{\"name\": \"a\", \"fault\": {\"type\": \"x\"}}]}",
        "line 1, rules[0].fault.type: wants one of: close, reset, half, status, silence, drip");
    row("a name that is taken", "{\"rules\": [{\"name\": \"a\"},\n{\"name\": \"A\"}]}",
        "line 2, rules[1].name: is that of an earlier rule");
}

void TestRuleJson::mistakesNameLineAndField() {
    QFETCH(QByteArray, json);
    QFETCH(QString, words);
    const auto rules = rulesFromJson(json);
    QVERIFY(!rules);
    QVERIFY2(rules.error().detail.startsWith(words), qPrintable(rules.error().detail));
    QVERIFY(rules.error().offset >= 0);
}

QTEST_GUILESS_MAIN(TestRuleJson)
#include "tst_rule_json.moc"
