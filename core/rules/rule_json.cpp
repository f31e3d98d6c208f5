#include "core/rules/rule_json.h"

#include "core/filter/expression.h"
#include "core/flow/json_fields.h"
#include "core/flow/json_place.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace offhook::rules {
namespace {

using namespace Qt::StringLiterals;
using flow::errorAt;
using flow::Fields;
using flow::lineAt;
using flow::OrderedJson;
using std::chrono::milliseconds;

constexpr int FormatVersion = 1;
constexpr int LongestWait = 3'600'000; // an hour, in milliseconds

template <typename T>
struct Word {
    T value;
    QLatin1StringView word;
};
constexpr Word<Action::Type> ActionWords[] = {{Action::Type::Reply, "reply"_L1},
    {Action::Type::Sequence, "sequence"_L1}, {Action::Type::File, "file"_L1}, {Action::Type::Hold, "hold"_L1},
    {Action::Type::Forward, "forward"_L1}};
constexpr Word<Fault::Type> FaultWords[] = {{Fault::Type::Close, "close"_L1}, {Fault::Type::Reset, "reset"_L1},
    {Fault::Type::Half, "half"_L1}, {Fault::Type::Status, "status"_L1}, {Fault::Type::Silence, "silence"_L1},
    {Fault::Type::Drip, "drip"_L1}};

template <typename T, std::size_t N>
QString wordOf(const Word<T> (&words)[N], T value) {
    const auto *const found =
        std::find_if(std::begin(words), std::end(words), [value](const Word<T> &w) { return w.value == value; });
    return found == std::end(words) ? QString() : QString(found->word);
}

template <typename T, std::size_t N>
T chosen(Fields &fields, QLatin1StringView name, const Word<T> (&words)[N]) {
    QStringList known;
    for (const Word<T> &word : words)
        known.append(word.word);
    const qsizetype index = fields.choice(name, known);
    return words[index < 0 ? 0 : index].value;
}

// --- reading

flow::Answer readAnswer(Fields &fields) {
    flow::Answer answer;
    answer.automatic = fields.boolean("automatic"_L1, false);
    answer.status = fields.number("status"_L1, 200, 200, 599);
    answer.contentType = fields.headerValue("contentType"_L1, answer.contentType);
    answer.headers = fields.headers("headers"_L1);
    answer.body = fields.body();
    return answer;
}

Reply readReply(Fields &fields) {
    Reply reply;
    reply.answer = readAnswer(fields);
    reply.isTemplate = fields.boolean("template"_L1, false);
    return reply;
}

flow::ForwardTo readForwardTo(Fields &fields) {
    flow::ForwardTo to;
    to.url = fields.text("url"_L1, {}, true);
    if (const QString problem = flow::forwardProblem(to.url); !problem.isEmpty())
        fields.fail("url"_L1, problem);
    to.replacesPath = fields.boolean("replacesPath"_L1, to.replacesPath);
    to.keepsHost = fields.boolean("keepsHost"_L1, to.keepsHost);
    to.addsForwarded = fields.boolean("addsForwarded"_L1, to.addsForwarded);
    to.certificate = fields.text("certificate"_L1, {}, false);
    return to;
}

Action readAction(Fields &fields) {
    Action action;
    action.type = chosen(fields, "type"_L1, ActionWords);
    if (action.type == Action::Type::Sequence) {
        action.replies.clear();
        fields.each("replies"_L1, [&](Fields &reply) { action.replies.push_back(readReply(reply)); });
        if (action.replies.empty())
            fields.fail("replies"_L1, u"wants at least one reply"_s);
        action.startsAgain = fields.boolean("startsAgain"_L1, false);
        action.countsByCaller = fields.boolean("countsByCaller"_L1, false);
        return action;
    }
    action.replies = {readReply(fields)};
    if (action.type == Action::Type::File)
        action.file = fields.text("file"_L1, {}, true);
    if (action.type == Action::Type::Forward)
        action.forwardTo = readForwardTo(fields);
    return action;
}

Delay readDelay(Fields &fields) {
    Delay delay;
    delay.least = milliseconds(fields.number("ms"_L1, 0, 0, LongestWait));
    delay.most = milliseconds(fields.number("upToMs"_L1, 0, 0, LongestWait));
    if (delay.most.count() > 0 && delay.most < delay.least)
        fields.fail("upToMs"_L1, u"is less than “ms”"_s);
    return delay;
}

Fault readFault(Fields &fields) {
    Fault fault;
    fault.type = chosen(fields, "type"_L1, FaultWords);
    if (fault.type == Fault::Type::Status)
        fault.status = fields.number("status"_L1, fault.status, 200, 599);
    if (fault.type == Fault::Type::Drip) {
        fault.bytes = fields.number("bytes"_L1, fault.bytes, 1, 1'000'000);
        fault.every = milliseconds(fields.number("everyMs"_L1, int(fault.every.count()), 1, LongestWait));
    }
    return fault;
}

Rule readRule(Fields &fields) {
    Rule rule;
    rule.id = fields.text("id"_L1, newRuleId(), false);
    rule.name = fields.text("name"_L1, {}, true);
    rule.isEnabled = fields.boolean("enabled"_L1, true);
    rule.condition = fields.text("when"_L1, {}, false);
    const filter::ParseResult parsed = filter::parse(rule.condition, 0);
    if (!parsed.ok())
        fields.fail("when"_L1, filter::problemText(parsed.problems.front()));
    fields.object("action"_L1, [&](Fields &action) { rule.action = readAction(action); });
    fields.object("delay"_L1, [&](Fields &delay) { rule.delay = readDelay(delay); });
    fields.object("fault"_L1, [&](Fields &fault) { rule.fault = readFault(fault); });
    return rule;
}

// --- writing

QJsonValue bodyJson(const QByteArray &body) {
    const QString text = QString::fromUtf8(body);
    if (!text.contains(u'\n'))
        return text;
    return QJsonArray::fromStringList(text.split(u'\n'));
}

void writeReply(OrderedJson &json, const Reply &reply) {
    const flow::Answer &answer = reply.answer;
    if (answer.automatic)
        json.add("automatic"_L1, true);
    if (answer.automatic && answer == flow::Answer())
        return;
    json.add("status"_L1, answer.status);
    json.add("contentType"_L1, QString::fromLatin1(answer.contentType));
    if (!answer.headers.empty()) {
        QJsonArray headers;
        for (const http::HeaderField &field : answer.headers)
            headers.append(QJsonArray{QString::fromLatin1(field.name), QString::fromLatin1(field.value)});
        json.add("headers"_L1, headers);
    }
    if (reply.isTemplate)
        json.add("template"_L1, true);
    if (QString::fromUtf8(answer.body).toUtf8() == answer.body)
        json.add("body"_L1, bodyJson(answer.body));
    else
        json.add("bodyBase64"_L1, QString::fromLatin1(answer.body.toBase64()));
}

void writeForwardTo(OrderedJson &json, const flow::ForwardTo &to) {
    const flow::ForwardTo usual;
    json.add("url"_L1, to.url);
    if (to.replacesPath != usual.replacesPath)
        json.add("replacesPath"_L1, to.replacesPath);
    if (to.keepsHost != usual.keepsHost)
        json.add("keepsHost"_L1, to.keepsHost);
    if (to.addsForwarded != usual.addsForwarded)
        json.add("addsForwarded"_L1, to.addsForwarded);
    if (!to.certificate.isEmpty())
        json.add("certificate"_L1, to.certificate);
}

void writeAction(OrderedJson &json, const Action &action) {
    json.add("type"_L1, wordOf(ActionWords, action.type));
    if (action.type == Action::Type::File)
        json.add("file"_L1, action.file);
    if (action.type == Action::Type::Forward)
        writeForwardTo(json, action.forwardTo);
    if (action.type != Action::Type::Sequence)
        return writeReply(json, action.replies.empty() ? Reply() : action.replies.front());
    if (action.startsAgain)
        json.add("startsAgain"_L1, true);
    if (action.countsByCaller)
        json.add("countsByCaller"_L1, true);
    json.beginArray("replies"_L1);
    for (const Reply &reply : action.replies) {
        json.beginElement();
        writeReply(json, reply);
        json.end();
    }
    json.endArray();
}

void writeFault(OrderedJson &json, const Fault &fault) {
    json.add("type"_L1, wordOf(FaultWords, fault.type));
    if (fault.type == Fault::Type::Status)
        json.add("status"_L1, fault.status);
    if (fault.type == Fault::Type::Drip) {
        json.add("bytes"_L1, fault.bytes);
        json.add("everyMs"_L1, int(fault.every.count()));
    }
}

void writeRule(OrderedJson &json, const Rule &rule, bool withId) {
    if (withId)
        json.add("id"_L1, rule.id);
    json.add("name"_L1, rule.name);
    if (!rule.isEnabled)
        json.add("enabled"_L1, false);
    if (!rule.condition.isEmpty())
        json.add("when"_L1, rule.condition);
    json.begin("action"_L1);
    writeAction(json, rule.action);
    json.end();
    if (!rule.delay.isNone()) {
        json.begin("delay"_L1);
        json.add("ms"_L1, int(rule.delay.least.count()));
        if (rule.delay.most > rule.delay.least)
            json.add("upToMs"_L1, int(rule.delay.most.count()));
        json.end();
    }
    if (rule.fault.type != Fault::Type::None) {
        json.begin("fault"_L1);
        writeFault(json, rule.fault);
        json.end();
    }
}

std::optional<Error> duplicateIn(const RuleList &rules, const QByteArray &json) {
    for (std::size_t i = 0; i < rules.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            const bool sameName = rules[i].name.compare(rules[j].name, Qt::CaseInsensitive) == 0;
            if (!sameName && rules[i].id != rules[j].id)
                continue;
            const QString field = sameName ? u"name"_s : u"id"_s;
            return errorAt(json, {{u"rules"_s, -1}, {{}, int(i)}, {field, -1}}, u"is that of an earlier rule"_s);
        }
    }
    return {};
}

} // namespace

QByteArray toJson(const RuleList &rules, bool withIds) {
    OrderedJson json;
    json.add("offhookRules"_L1, FormatVersion);
    json.beginArray("rules"_L1);
    for (const Rule &rule : rules) {
        json.beginElement();
        writeRule(json, rule, withIds);
        json.end();
    }
    json.endArray();
    return std::move(json).finished();
}

Result<RuleList> rulesFromJson(const QByteArray &json) {
    QJsonParseError mistake;
    const QJsonDocument document = QJsonDocument::fromJson(json, &mistake);
    if (mistake.error != QJsonParseError::NoError || !document.isObject())
        return Error{ErrorCode::SyntaxError,
            u"line %1: %2"_s.arg(lineAt(json, mistake.offset))
                .arg(document.isArray() ? u"a JSON object is wanted"_s : mistake.errorString()),
            mistake.offset};
    RuleList rules;
    Fields fields(json, document.object());
    fields.number("offhookRules"_L1, FormatVersion, 1, FormatVersion);
    fields.text("$schema"_L1, {}, false);
    fields.each("rules"_L1, [&](Fields &rule) { rules.push_back(readRule(rule)); });
    fields.finish();
    if (fields.error())
        return *fields.error();
    if (const auto duplicate = duplicateIn(rules, json))
        return *duplicate;
    return rules;
}

} // namespace offhook::rules
