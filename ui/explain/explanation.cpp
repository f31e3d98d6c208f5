#include "ui/explain/explanation.h"

#include "core/filter/vocabulary.h"
#include "core/http/form.h"
#include "core/twilio/summary.h"
#include "ui/events/event_columns.h"

#include <QStringList>
#include <QTextDocument>

#include <algorithm>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;
using twilio::Explanation;

constexpr qsizetype LongestWord = 256; // of what is looked at around a byte

QString meaningOf(std::span<const filter::Word> words, const char *word) {
    const auto found =
        std::find_if(words.begin(), words.end(), [word](const auto &w) { return QByteArrayView(w.text) == word; });
    return found == words.end() ? QString() : QString::fromLatin1(found->help);
}

Explanation explainVerdict(twilio::Verdict verdict) {
    const char *name = twilio::verdictName(verdict);
    return {QString::fromLatin1(name), u"Verdict on the signature"_s, meaningOf(filter::verdictWords(), name), {}};
}

Explanation explainFlags(flow::EventFlags flags) {
    QStringList lines;
    for (const filter::Word &word : filter::flagWords()) {
        const auto flag = flow::flagFromName(word.text);
        if (flag && flags.testFlag(*flag))
            lines << QString::fromLatin1(word.text) + u": "_s + QString::fromLatin1(word.help);
    }
    return lines.isEmpty() ? Explanation()
                           : Explanation{u"Flags"_s, u"What is special about it"_s, lines.join(u'\n'), {}};
}

Explanation explainSummary(const flow::EventSummary &event) {
    const Explanation error = twilio::explainErrorCode(twilio::errorCodeIn(event.kind, event.summary));
    return error.isEmpty() ? twilio::explainStatus(event.kind, event.status) : error;
}

bool isName(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_' ||
           c == '.';
}

/// The run around a byte whose bytes all pass; empty when it is too long to be a word.
template <typename Passes>
QByteArrayView runAt(QByteArrayView bytes, qsizetype offset, const Passes &passes) {
    qsizetype begin = std::clamp<qsizetype>(offset, 0, bytes.size());
    qsizetype end = begin;
    while (begin > 0 && end - begin < LongestWord && passes(bytes[begin - 1]))
        --begin;
    while (end < bytes.size() && end - begin < LongestWord && passes(bytes[end]))
        ++end;
    return end - begin < LongestWord ? bytes.sliced(begin, end - begin) : QByteArrayView();
}

/// "Name=value" of a form or query, decoded.
Explanation explainPair(QByteArrayView bytes, qsizetype offset) {
    const QByteArrayView pair = runAt(bytes, offset,
        [](char c) { return isName(c) || c == '=' || c == '%' || c == '+' || c == ':' || c == '/' || c == '*'; });
    const qsizetype equals = pair.indexOf('=');
    if (equals <= 0)
        return {};
    const http::Parameters decoded = http::decodeForm(pair);
    return decoded.empty() ? Explanation() : twilio::explainParameter(decoded.front().name, decoded.front().value);
}

bool isInStatusLine(QByteArrayView bytes, qsizetype offset) {
    const qsizetype end = std::min(offset, bytes.size());
    const qsizetype start = bytes.first(end).lastIndexOf('\n') + 1;
    return bytes.sliced(start).startsWith("HTTP/1.");
}

} // namespace

QString explainedToolTip(const QString &whole, const Explanation &explanation) {
    QStringList lines;
    if (!whole.isEmpty() && !explanation.title.startsWith(whole))
        lines << whole;
    if (!explanation.isEmpty())
        lines << explanation.text();
    return lines.isEmpty() ? QString() : Qt::convertFromPlainText(lines.join(u"\n\n"_s));
}

Explanation explainCell(const EventColumn &column, const flow::EventSummary &event) {
    const QLatin1StringView name(column.name);
    if (name == "kind"_L1)
        return twilio::explainKind(event.kind, event.kindName);
    if (name == "from"_L1)
        return event.from.isEmpty() ? Explanation() : twilio::explainSid(event.from);
    if (name == "to"_L1)
        return event.to.isEmpty() ? Explanation() : twilio::explainSid(event.to);
    if (name == "summary"_L1)
        return explainSummary(event);
    if (name == "signature"_L1)
        return explainVerdict(event.verdict);
    if (name == "response"_L1)
        return event.responseStatus > 0 ? twilio::explainHttpStatus(event.responseStatus) : Explanation();
    if (name == "status"_L1)
        return twilio::explainStatus(event.kind, event.status);
    if (name == "sid"_L1)
        return twilio::explainSid(event.sid);
    return name == "flags"_L1 ? explainFlags(event.flags) : Explanation();
}

Explanation explainCellOrKind(const EventColumn &column, const flow::EventSummary &event) {
    Explanation cell = explainCell(column, event);
    return cell.isEmpty() ? twilio::explainKind(event.kind, event.kindName) : cell;
}

Explanation explainAt(const QByteArray &bytes, qsizetype offset) {
    const QByteArrayView word = runAt(bytes, offset, isName);
    if (word.size() == 3 && isInStatusLine(bytes, offset)) {
        bool number = false;
        const int status = word.toInt(&number);
        if (number)
            return twilio::explainHttpStatus(status);
    }
    if (Explanation pair = explainPair(bytes, offset); !pair.isEmpty())
        return pair;
    return twilio::explainWord(word);
}

} // namespace offhook::ui
