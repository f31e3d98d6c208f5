#include "core/deliver/replay_verdict.h"

#include "core/base/text_guard.h"
#include "core/flow/webhook_event.h"
#include "core/twiml/document.h"

#include <QList>

#include <algorithm>
#include <array>

namespace offhook::deliver {
namespace {

using namespace Qt::StringLiterals;

constexpr std::array Names{"same", "changed", "fixed", "regressed", "failed", "new"};
constexpr int LongestDifference = 200;

bool isXml(QByteArrayView contentType) {
    const QByteArray media = contentType.toByteArray().toLower().split(';').constFirst().trimmed();
    return media == "text/xml" || media == "application/xml" || media.endsWith("+xml");
}

bool counts(const http::HeaderField &field, const http::Response &original) {
    return http::equalsIgnoringCase(field.name, "Location") || !original.header(field.name).isNull();
}

// "text/xml; charset=UTF-8" and "text/xml" say the same: UTF-8 is what XML and JSON are in without a charset.
void plainContentType(http::Response &answer) {
    for (http::HeaderField &field : answer.headers) {
        if (http::equalsIgnoringCase(field.name, "Content-Type"))
            field.value = field.value.toLower().replace(" ", "").replace("\"", "").replace(";charset=utf-8", "");
    }
}

std::vector<flow::DiffLine> answerLines(const http::Response &original, const http::Response &answer) {
    flow::WebhookEvent before;
    flow::WebhookEvent after;
    before.response = original;
    after.response = answer;
    std::vector<flow::DiffLine> lines = flow::diff(before, after);
    std::erase_if(lines, [](const flow::DiffLine &line) { return line.section < flow::DiffSection::Answer; });
    return lines;
}

} // namespace

const char *replayVerdictName(ReplayVerdict verdict) {
    return Names.at(std::size_t(verdict));
}

bool isGoodAnswer(const http::Response &answer) {
    if (answer.status < 200 || answer.status >= 400)
        return false;
    return !isXml(answer.header("Content-Type")) || answer.body.isEmpty() || bool(twiml::Document::parse(answer.body));
}

AnswerComparison compareAnswers(
    const http::Response &original, const http::Response &answer, const VolatileParts &ignored) {
    http::Response before = ignored.without(original);
    http::Response after = ignored.without(answer);
    std::erase_if(after.headers, [&](const http::HeaderField &field) { return !counts(field, original); });
    plainContentType(before);
    plainContentType(after);
    AnswerComparison comparison{ReplayVerdict::New, answerLines(before, after)};
    if (original.status == 0)
        return comparison;
    const bool wasGood = isGoodAnswer(original);
    const bool isGood = isGoodAnswer(answer);
    const bool same = std::all_of(comparison.lines.begin(), comparison.lines.end(),
        [](const flow::DiffLine &line) { return line.change == flow::Change::Same; });
    if (wasGood != isGood)
        comparison.verdict = isGood ? ReplayVerdict::Fixed : ReplayVerdict::Regressed;
    else
        comparison.verdict = same ? ReplayVerdict::Same : ReplayVerdict::Changed;
    return comparison;
}

QStringList differencesIn(const std::vector<flow::DiffLine> &lines, int most) {
    const auto text = [](const QByteArray &bytes) {
        return bytes.isEmpty() ? u"nothing"_s : printable(bytes, LongestDifference);
    };
    QStringList differences;
    for (const flow::DiffLine &line : lines) {
        if (line.change == flow::Change::Same)
            continue;
        if (differences.size() == most) {
            differences.append(u"…"_s);
            break;
        }
        const QString name = line.name.isEmpty() ? QString() : printable(line.name, LongestDifference) + u": "_s;
        differences.append(name + text(line.before) + u" → "_s + text(line.after));
    }
    return differences;
}

} // namespace offhook::deliver
