#include "app/cli/command_line.h"
#include "app/cli/output.h"
#include "app/cli/workspace_reader.h"
#include "core/base/text_guard.h"
#include "core/flow/event_json.h"

namespace offhook::cli {
namespace {

using namespace Qt::StringLiterals;

QByteArray fieldLines(const http::Parameters &params) {
    QByteArray lines;
    for (const http::Parameter &p : params)
        lines += "  " + printable(p.name).toUtf8().leftJustified(28) + printable(p.value, 2000).toUtf8() + '\n';
    return lines;
}

QByteArray signatureLines(const twilio::Verification &v) {
    QByteArray lines = QByteArray("signature ") + twilio::verdictName(v.verdict);
    if (v.reason != twilio::VerdictReason::None)
        lines += QByteArray(" (") + twilio::reasonName(v.reason) + ')';
    if (!v.matchedUrl.isEmpty())
        lines += "\n  url  " + v.matchedUrl + "\n  key  " + v.keyLabel.toUtf8();
    else if (!v.checkedUrl.isEmpty())
        lines += "\n  checked as  " + v.checkedUrl;
    return lines + '\n';
}

// For a terminal: control characters of the request must not reach it.
QByteArray visible(const QByteArray &bytes) {
    QByteArray lines;
    for (const QByteArray &line : bytes.split('\n'))
        lines += "  " + printable(line.endsWith('\r') ? line.chopped(1) : line, 4000).toUtf8() + '\n';
    return lines;
}

QByteArray wholeText(const flow::WebhookEvent &event) {
    QByteArray text = flow::eventLine(event) + "\n\n";
    if (event.refusal)
        text += "refused: " + http::refusalText(event.refusal->reason).toByteArray() + "\n\n";
    else
        text += signatureLines(event.verification) + '\n';
    if (!event.allParams().empty())
        text += "parameters\n" + fieldLines(event.allParams()) + '\n';
    text += "request from " + event.peer + '\n' + visible(event.request.head() + event.request.body()) + '\n';
    text += "response\n" + visible(flow::responseHead(event.response) + event.response.body);
    if (!event.note.isEmpty())
        text += "\nnote  " + printable(event.note, 4000).toUtf8() + '\n';
    return text;
}

} // namespace

int show(const QStringList &arguments) {
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Shows one event whole. Exit: 0, 1 not there."_s);
    parser.addPositionalArgument(u"ID"_s, u"The event's number."_s);
    parser.addOptions({{u"workspace"_s, u"The workspace's file."_s, u"FILE"_s},
        {u"raw"_s, u"Writes the request's bytes exactly as they arrived, and nothing else."_s},
        {u"json"_s, u"Prints one JSON object."_s}});
    if (const auto done = parse(parser, "show", arguments, 1, 1))
        return *done;
    bool ok = false;
    const EventId id = parser.positionalArguments().constFirst().toLongLong(&ok);
    if (!ok || id <= 0)
        return fail(Usage, u"An event's ID is a number, such as 42; offhook-cli events lists them."_s);
    auto store = openForReading(parser);
    if (!store)
        return fail(Failed, store.error(), u"Name a workspace with --workspace."_s);
    const auto event = awaitEvent(**store, id);
    if (!event && event.error().code == ErrorCode::NotFound)
        return fail(
            Failed, u"There is no event %1 in this workspace."_s.arg(id), u"offhook-cli events lists what is there."_s);
    if (!event)
        return fail(Failed, event.error());
    if (parser.isSet(u"raw"_s))
        writeOut((*event)->request.head() + (*event)->request.wireBody());
    else
        writeOut(parser.isSet(u"json"_s) ? jsonLine(flow::wholeEventJson(**event)) : wholeText(**event));
    return Ok;
}

} // namespace offhook::cli
