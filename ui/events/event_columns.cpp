#include "ui/events/event_columns.h"

#include "core/base/text_guard.h"
#include "core/http/refusal.h"
#include "ui/util/error_text.h"
#include "ui/util/text_format.h"

#include <QCoreApplication>

#include <array>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;
using flow::EventFlag;
using flow::EventSummary;
using store::SortKey;

constexpr qsizetype TooltipLimit = 2000;

// Room for the summary, in pixels: where the others begin to give way, where they give what they can spare, and where
// they are cut themselves.
constexpr int SummaryComfort = 150;
constexpr int SummaryEnough = 90;

QString words(const char *text) {
    return QCoreApplication::translate("EventColumns", text);
}

const char *verdictWords(twilio::Verdict verdict) {
    switch (verdict) {
    case twilio::Verdict::Valid:
        return QT_TRANSLATE_NOOP("EventColumns", "valid");
    case twilio::Verdict::Invalid:
        return QT_TRANSLATE_NOOP("EventColumns", "invalid");
    case twilio::Verdict::Unsigned:
        return QT_TRANSLATE_NOOP("EventColumns", "unsigned");
    case twilio::Verdict::Unchecked:
        break;
    }
    return QT_TRANSLATE_NOOP("EventColumns", "unchecked");
}

// A refused request has no meaning to show; why it was refused says more than an empty cell.
QString refusalOf(const EventSummary &event) {
    const auto reason = http::refusalFromName(event.refusal);
    return reason ? ui::refusalText(*reason) : printable(event.refusal);
}

QString summaryText(const EventSummary &event) {
    return event.summary.isEmpty() && !event.refusal.isEmpty() ? refusalOf(event) : printable(event.summary);
}

QString summaryWhole(const EventSummary &event) {
    QString text = event.summary.isEmpty() ? summaryText(event) : printable(event.summary, TooltipLimit);
    if (!event.note.isEmpty())
        text += u'\n' + words(QT_TRANSLATE_NOOP("EventColumns", "Note: ")) + printable(event.note, TooltipLimit);
    return text;
}

QString kindText(const EventSummary &event) {
    // Conversations events have one kind and many names; the name says more: "conversations.post.onMessageAdded".
    if (event.kind == twilio::WebhookKind::ConversationsPre || event.kind == twilio::WebhookKind::ConversationsPost)
        return printable(event.kindName.sliced(event.kindName.lastIndexOf('.') + 1));
    return event.refusal.isEmpty() ? kindLabel(event.kind)
                                   : words(QT_TRANSLATE_NOOP("EventColumns", "Malformed request"));
}

QString answerText(const EventSummary &event) {
    const ResponseText text = responseText(event);
    return text.took.isEmpty() ? text.answer : text.answer + u' ' + text.took;
}

QString flagsText(const EventSummary &event) {
    QStringList names;
    for (const EventFlag flag : shownFlags()) {
        if (event.flags.testFlag(flag))
            names.append(flagLabel(flag));
    }
    return names.join(", "_L1);
}

// "late: answered after Twilio's time limit", each on its own.
QStringList flagsWithReasons(const EventSummary &event) {
    QStringList lines;
    for (const EventFlag flag : shownFlags()) {
        if (!event.flags.testFlag(flag))
            continue;
        const QString reason = flagReason(flag);
        lines.append(reason.isEmpty() ? flagLabel(flag) : flagLabel(flag) + u": "_s + reason);
    }
    return lines;
}

QString flagsWhole(const EventSummary &event) {
    return flagsWithReasons(event).join(u'\n');
}

QString answerWhole(const EventSummary &event) {
    const QString flags = flagsWhole(event);
    const QString size = event.responseBytes > 0 ? u" · "_s + byteSize(event.responseBytes) : QString();
    return answerText(event) + size + (flags.isEmpty() ? QString() : u'\n' + flags);
}

const char *typeWords(QByteArrayView type) {
    if (type.endsWith("xml"))
        return "TwiML";
    if (type.endsWith("json"))
        return "JSON";
    if (type == "text/html")
        return "HTML";
    return type.startsWith("text/") ? QT_TRANSLATE_NOOP("EventColumns", "text")
                                    : QT_TRANSLATE_NOOP("EventColumns", "body");
}

// Samples stand for what real values take: the widths come from them and the font in use.
constexpr std::array Columns{
    EventColumn{"number", QT_TRANSLATE_NOOP("EventColumns", "#"), Cell::Number, SortKey::Id, true, "0 000",
        [](const EventSummary &e) { return grouped(e.id); }},
    EventColumn{"time", QT_TRANSLATE_NOOP("EventColumns", "Time"), Cell::MutedMono, SortKey::Time, true, "00:00:00.000",
        [](const EventSummary &e) { return shortLocalTime(e.receivedAt); },
        [](const EventSummary &e) { return localTime(e.receivedAt); }},
    EventColumn{"kind", QT_TRANSLATE_NOOP("EventColumns", "Kind"), Cell::Kind, SortKey::Kind, true, "Inbound WhatsApp",
        kindText, [](const EventSummary &e) -> QString { return kindText(e) + u" · "_s + printable(e.kindName); }},
    EventColumn{"from", QT_TRANSLATE_NOOP("EventColumns", "From"), Cell::Mono, SortKey::From, true, "+00 00 0000 00000",
        [](const EventSummary &e) { return address(e.from, true); },
        [](const EventSummary &e) { return address(e.from, false); }},
    EventColumn{"to", QT_TRANSLATE_NOOP("EventColumns", "To"), Cell::Mono, SortKey::To, true, "+00 00 0000 0000",
        [](const EventSummary &e) { return address(e.to, true); },
        [](const EventSummary &e) { return address(e.to, false); }},
    EventColumn{"summary", QT_TRANSLATE_NOOP("EventColumns", "Summary"), Cell::Summary, SortKey::Summary, true,
        "Hello from Twilio", summaryText, summaryWhole},
    EventColumn{"signature", QT_TRANSLATE_NOOP("EventColumns", "Signature"), Cell::Verdict, SortKey::Verdict, true,
        "? unchecked", [](const EventSummary &e) { return words(verdictWords(e.verdict)); }, nullptr,
        QT_TRANSLATE_NOOP("EventColumns", "Sig")},
    EventColumn{"response", QT_TRANSLATE_NOOP("EventColumns", "Response"), Cell::Response, SortKey::ResponseStatus,
        true, "200 TwiML 212 ms client gone", answerText, answerWhole},
    EventColumn{"method", QT_TRANSLATE_NOOP("EventColumns", "Method"), Cell::MutedMono, std::nullopt, false, "OPTIONS",
        [](const EventSummary &e) { return printable(e.method); }},
    EventColumn{"path", QT_TRANSLATE_NOOP("EventColumns", "Path"), Cell::Mono, std::nullopt, false, "/voice/handle-key",
        [](const EventSummary &e) { return printable(e.target); }},
    EventColumn{"status", QT_TRANSLATE_NOOP("EventColumns", "Status"), Cell::Text, std::nullopt, false, "undelivered",
        [](const EventSummary &e) { return printable(e.status); }},
    EventColumn{"sid", QT_TRANSLATE_NOOP("EventColumns", "SID"), Cell::Mono, std::nullopt, false, "CA5e…91c",
        [](const EventSummary &e) { return address(e.sid, true); },
        [](const EventSummary &e) { return printable(e.sid); }},
    EventColumn{"peer", QT_TRANSLATE_NOOP("EventColumns", "Peer"), Cell::MutedMono, std::nullopt, false,
        "127.0.0.1:50123", [](const EventSummary &e) { return printable(e.peer); }},
    EventColumn{"took", QT_TRANSLATE_NOOP("EventColumns", "Took"), Cell::MutedText, SortKey::Took, false, "999 ms",
        [](const EventSummary &e) { return e.tookUs < 0 ? QString() : duration(e.tookUs); }},
    EventColumn{"note", QT_TRANSLATE_NOOP("EventColumns", "Note"), Cell::Text, std::nullopt, false, "asked the carrier",
        [](const EventSummary &e) { return printable(e.note); },
        [](const EventSummary &e) { return printable(e.note, TooltipLimit); }},
    EventColumn{"rule", QT_TRANSLATE_NOOP("EventColumns", "Rule"), Cell::Text, std::nullopt, false, "Inbound call",
        [](const EventSummary &e) { return printable(e.rule); }},
    EventColumn{"flags", QT_TRANSLATE_NOOP("EventColumns", "Flags"), Cell::Flags, std::nullopt, false,
        "client gone retry", flagsText, flagsWhole},
};

constexpr std::array ShownFlags{EventFlag::Malformed, EventFlag::Alert, EventFlag::Late, EventFlag::ClientGone,
    EventFlag::Contradictory, EventFlag::OutOfOrder, EventFlag::Gap, EventFlag::Retry, EventFlag::Duplicate,
    EventFlag::Held, EventFlag::Parked, EventFlag::Fault, EventFlag::Recovered, EventFlag::Test};

} // namespace

std::span<const EventColumn> eventColumns() {
    return Columns;
}

int eventColumn(QLatin1StringView name) {
    for (std::size_t i = 0; i < Columns.size(); ++i) {
        if (name == QLatin1StringView(Columns[i].name))
            return int(i);
    }
    return -1;
}

QString columnTitle(const EventColumn &column) {
    return words(column.title);
}

QString shortColumnTitle(const EventColumn &column) {
    return words(column.shortTitle);
}

std::vector<Squeeze> squeezes() {
    const int response = eventColumn("response"_L1);
    const int kind = eventColumn("kind"_L1);
    const int from = eventColumn("from"_L1);
    const int to = eventColumn("to"_L1);
    return {{response, u"200 TwiML 212 ms"_s, SummaryComfort}, {kind, u"Message status"_s, SummaryComfort},
        {eventColumn("time"_L1), u"00:00:00.000"_s, SummaryComfort}, {from, u"+00 00 0000 0000"_s, SummaryComfort},
        {to, u"+00 00 0000 0000"_s, SummaryComfort}, {response, u"200 TwiML 00 ms"_s, SummaryComfort},
        {to, u"+0 000 000 0000"_s, SummaryComfort}, {eventColumn("signature"_L1), u"✓"_s, SummaryEnough},
        {response, u"200 TwiML 00"_s, SummaryEnough}, {from, u"+0 000 000 0000"_s, SummaryLeast},
        {kind, u"Inbound call"_s, SummaryLeast}};
}

ResponseText responseText(const flow::EventSummary &event) {
    if (event.responseStatus == 0 && event.tookUs < 0)
        return {words(QT_TRANSLATE_NOOP("EventColumns", "waiting")), {}};
    if (event.responseStatus == 0)
        return {words(QT_TRANSLATE_NOOP("EventColumns", "no answer")),
            event.tookUs > 0 ? duration(event.tookUs) : QString()};
    QString answer = QString::number(event.responseStatus);
    if (event.responseBytes > 0 && !event.responseType.isEmpty())
        answer += u' ' + words(typeWords(event.responseType));
    return {answer, event.tookUs < 0 ? QString() : duration(event.tookUs)};
}

std::span<const flow::EventFlag> shownFlags() {
    return ShownFlags;
}

QString flagLabel(flow::EventFlag flag) {
    switch (flag) {
    case EventFlag::Retry:
        return words(QT_TRANSLATE_NOOP("EventColumns", "retry"));
    case EventFlag::Duplicate:
        return words(QT_TRANSLATE_NOOP("EventColumns", "duplicate"));
    case EventFlag::Late:
        return words(QT_TRANSLATE_NOOP("EventColumns", "late"));
    case EventFlag::Alert:
        return words(QT_TRANSLATE_NOOP("EventColumns", "alert"));
    case EventFlag::Held:
        return words(QT_TRANSLATE_NOOP("EventColumns", "held"));
    case EventFlag::Recovered:
        return words(QT_TRANSLATE_NOOP("EventColumns", "recovered"));
    case EventFlag::Malformed:
        return words(QT_TRANSLATE_NOOP("EventColumns", "malformed"));
    case EventFlag::Marked:
        return words(QT_TRANSLATE_NOOP("EventColumns", "marked"));
    case EventFlag::ClientGone:
        return words(QT_TRANSLATE_NOOP("EventColumns", "client gone"));
    case EventFlag::Fault:
        return words(QT_TRANSLATE_NOOP("EventColumns", "fault"));
    case EventFlag::Parked:
        return words(QT_TRANSLATE_NOOP("EventColumns", "parked"));
    case EventFlag::OutOfOrder:
        return words(QT_TRANSLATE_NOOP("EventColumns", "out of order"));
    case EventFlag::Gap:
        return words(QT_TRANSLATE_NOOP("EventColumns", "gap"));
    case EventFlag::Contradictory:
        return words(QT_TRANSLATE_NOOP("EventColumns", "contradictory"));
    case EventFlag::Test:
        break;
    }
    return words(QT_TRANSLATE_NOOP("EventColumns", "test"));
}

QString flagReason(flow::EventFlag flag) {
    switch (flag) {
    case EventFlag::Retry:
        return words(QT_TRANSLATE_NOOP("EventColumns", "same idempotency token as an earlier event"));
    case EventFlag::Duplicate:
        return words(QT_TRANSLATE_NOOP("EventColumns", "the same was delivered before"));
    case EventFlag::OutOfOrder:
        return words(QT_TRANSLATE_NOOP("EventColumns", "arrived after a later state of the same thing"));
    case EventFlag::Gap:
        return words(QT_TRANSLATE_NOOP("EventColumns", "something that belongs here never came; see Timeline"));
    case EventFlag::Contradictory:
        return words(QT_TRANSLATE_NOOP("EventColumns", "another final state was reported before"));
    case EventFlag::Late:
        return words(QT_TRANSLATE_NOOP("EventColumns", "answered after Twilio's time limit"));
    default:
        return {};
    }
}

QString spokenRow(const flow::EventSummary &event) {
    QStringList parts{words(QT_TRANSLATE_NOOP("EventColumns", "Event %1")).arg(event.id), kindText(event)};
    const auto add = [&parts](const char *text, const QString &value) {
        if (!value.isEmpty())
            parts.append(words(text) + u' ' + value);
    };
    add(QT_TRANSLATE_NOOP("EventColumns", "from"), address(event.from, true));
    add(QT_TRANSLATE_NOOP("EventColumns", "to"), address(event.to, true));
    if (const QString summary = summaryText(event); !summary.isEmpty())
        parts.append(summary);
    add(QT_TRANSLATE_NOOP("EventColumns", "signature"), words(verdictWords(event.verdict)));
    add(QT_TRANSLATE_NOOP("EventColumns", "answered"), answerText(event));
    add(QT_TRANSLATE_NOOP("EventColumns", "flags"), flagsWithReasons(event).join(", "_L1));
    if (event.flags.testFlag(EventFlag::Marked))
        parts.append(flagLabel(EventFlag::Marked));
    add(QT_TRANSLATE_NOOP("EventColumns", "note"), printable(event.note));
    return parts.join(", "_L1);
}

} // namespace offhook::ui
