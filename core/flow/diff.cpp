#include "core/flow/diff.h"

#include "core/flow/alignment.h"
#include "core/flow/tree_diff.h"
#include "core/twilio/parameters.h"

#include <QHash>
#include <QJsonDocument>

#include <algorithm>

namespace offhook::flow {
namespace {

using namespace Qt::StringLiterals;
using Section = DiffSection;

constexpr qsizetype LargestBody = 1024 * 1024;
constexpr qsizetype MostLines = 20'000;
constexpr std::size_t MostMarked = 4'000; // parameters; Twilio sends some dozens
constexpr qsizetype Excerpt = 200;        // of bodies that are compared as a whole

/// A name and a value, wherever they stand.
struct Named {
    QByteArray key; ///< what is matched
    QByteArray name;
    QByteArray value;
};

Change changeOf(const QByteArray &before, const QByteArray &after) {
    return before == after ? Change::Same : Change::Changed;
}

/// Compares by name, the first of a name with the first, the second with the second.
void diffNamed(
    Section section, const std::vector<Named> &before, const std::vector<Named> &after, std::vector<DiffLine> &lines) {
    QHash<QByteArray, std::vector<std::size_t>> places;
    for (std::size_t i = 0; i < after.size(); ++i)
        places[after[i].key].push_back(i);
    QHash<QByteArray, std::size_t> turns;
    std::vector<bool> taken(after.size(), false);
    for (const Named &one : before) {
        const auto found = places.constFind(one.key);
        std::size_t &turn = turns[one.key];
        if (found == places.cend() || turn >= found->size()) {
            lines.push_back({section, Change::Removed, one.name, one.value, {}});
            continue;
        }
        const std::size_t place = (*found)[turn++];
        taken[place] = true;
        lines.push_back({section, changeOf(one.value, after[place].value), one.name, one.value, after[place].value});
    }
    for (std::size_t i = 0; i < after.size(); ++i) {
        if (!taken[i])
            lines.push_back({section, Change::Added, after[i].name, {}, after[i].value});
    }
}

std::vector<Named> parametersOf(const WebhookEvent &event) {
    std::vector<Named> all;
    for (const http::Parameters *params : {&event.bodyParams, &event.queryParams}) {
        for (const http::Parameter &parameter : *params)
            all.push_back({parameter.name, parameter.name, parameter.value});
    }
    return all;
}

std::vector<Named> headersOf(const http::Request &request) {
    std::vector<Named> all;
    for (std::size_t i = 0; i < request.fieldCount(); ++i) {
        const QByteArray name = request.field(i).name.toByteArray();
        all.push_back({name.toLower(), name, request.field(i).value.toByteArray()});
    }
    return all;
}

std::vector<Named> headersOf(const http::Response &response) {
    std::vector<Named> all;
    for (const http::HeaderField &field : response.headers)
        all.push_back({field.name.toLower(), field.name, field.value});
    return all;
}

bool isForm(const WebhookEvent &event) {
    return event.request.hasMediaType("application/x-www-form-urlencoded");
}

// JSON comes in one line as a rule: a comparison of lines needs them.
QList<QByteArray> linesOf(const QByteArray &body) {
    const QByteArray start = body.left(64).trimmed();
    const QJsonDocument json =
        start.startsWith('{') || start.startsWith('[') ? QJsonDocument::fromJson(body) : QJsonDocument();
    QList<QByteArray> lines = (json.isNull() ? body : json.toJson()).split('\n');
    if (!lines.isEmpty() && lines.last().isEmpty())
        lines.removeLast();
    return lines;
}

// From a little before the first byte that differs.
void diffWhole(Section section, const QByteArray &before, const QByteArray &after, std::vector<DiffLine> &lines) {
    const auto [a, b] = std::mismatch(before.begin(), before.end(), after.begin(), after.end());
    const qsizetype first = std::max<qsizetype>(a - before.begin() - Excerpt / 4, 0);
    if (a == before.end() && b == after.end())
        return;
    lines.push_back({section, Change::Changed, {}, before.mid(first, Excerpt), after.mid(first, Excerpt)});
}

void diffBodies(Section section, const QByteArray &before, const QByteArray &after, std::vector<DiffLine> &lines) {
    if (before.size() > LargestBody || after.size() > LargestBody)
        return diffWhole(section, before, after, lines);
    const QList<QByteArray> old = linesOf(before);
    const QList<QByteArray> fresh = linesOf(after);
    if (old.size() > MostLines || fresh.size() > MostLines)
        return diffWhole(section, before, after, lines);
    const auto equal = [&](int i, int j) { return old[i] == fresh[j]; };
    for (const Pairing &pair : align(int(old.size()), int(fresh.size()), equal)) {
        const QByteArray a = pair.before < 0 ? QByteArray() : old[pair.before];
        const QByteArray b = pair.after < 0 ? QByteArray() : fresh[pair.after];
        const Change change = pair.before < 0 ? Change::Added : pair.after < 0 ? Change::Removed : changeOf(a, b);
        lines.push_back({section, change, {}, a, b});
    }
}

// Both are TwiML, or neither is compared as such.
bool diffTwiml(const QByteArray &before, const QByteArray &after, std::vector<DiffLine> &lines) {
    if (before.size() > LargestBody || after.size() > LargestBody)
        return false;
    const auto old = twiml::Document::parse(before);
    const auto fresh = twiml::Document::parse(after);
    if (!old || !fresh)
        return false;
    const std::vector<DiffLine> tree = diffTrees(*old, *fresh);
    lines.insert(lines.end(), tree.begin(), tree.end());
    return !tree.empty();
}

void addNamed(Section section, const char *name, const QByteArray &before, const QByteArray &after,
    std::vector<DiffLine> &lines) {
    lines.push_back({section, changeOf(before, after), name, before, after});
}

bool differsByNature(const WebhookEvent &event, const http::Parameter &parameter) {
    if (parameter.value == event.meaning.sid && !parameter.value.isEmpty())
        return true;
    const QString type = twilio::parameterInfo(parameter.name).type;
    return type == "time"_L1 || parameter.name == "CallToken" || parameter.name == "RawDlrDoneDate";
}

} // namespace

std::vector<DiffLine> diff(const WebhookEvent &before, const WebhookEvent &after) {
    std::vector<DiffLine> lines;
    addNamed(
        Section::Request, "method", before.request.method().toByteArray(), after.request.method().toByteArray(), lines);
    addNamed(
        Section::Request, "target", before.request.target().toByteArray(), after.request.target().toByteArray(), lines);
    diffNamed(Section::Parameters, parametersOf(before), parametersOf(after), lines);
    diffNamed(Section::RequestHeaders, headersOf(before.request), headersOf(after.request), lines);
    if (!isForm(before) || !isForm(after))
        diffBodies(Section::RequestBody, before.request.body(), after.request.body(), lines);
    addNamed(Section::Answer, "status", QByteArray::number(before.response.status),
        QByteArray::number(after.response.status), lines);
    diffNamed(Section::AnswerHeaders, headersOf(before.response), headersOf(after.response), lines);
    if (!diffTwiml(before.response.body, after.response.body, lines))
        diffBodies(Section::AnswerBody, before.response.body, after.response.body, lines);
    return lines;
}

std::vector<bool> changedParameters(const WebhookEvent &earlier, const WebhookEvent &event) {
    if (earlier.bodyParams.size() + earlier.queryParams.size() + event.bodyParams.size() + event.queryParams.size() >
        MostMarked)
        return {};
    QHash<QByteArray, QList<QByteArray>> known;
    for (const Named &one : parametersOf(earlier))
        known[one.name].append(one.value);
    QHash<QByteArray, qsizetype> turns;
    std::vector<bool> changed;
    for (const http::Parameters *params : {&event.bodyParams, &event.queryParams}) {
        for (const http::Parameter &parameter : *params) {
            const QList<QByteArray> values = known.value(parameter.name);
            const qsizetype turn = turns[parameter.name]++;
            const bool differs = turn >= values.size() || values[turn] != parameter.value;
            changed.push_back(differs && !differsByNature(event, parameter));
        }
    }
    return changed;
}

} // namespace offhook::flow
