#include "app/cli/background.h"
#include "app/cli/command_line.h"
#include "app/cli/filter_option.h"
#include "app/cli/output.h"
#include "app/cli/workspace_reader.h"
#include "core/exchange/formats.h"
#include "core/session/share.h"
#include "core/store/workspace_file.h"

#include <QFile>

#include <cstdio>

namespace offhook::cli {
namespace {

using namespace Qt::StringLiterals;

int list(bool json) {
    for (const exchange::Format &format : exchange::formats()) {
        const QString name = QLatin1StringView(format.name);
        const QString label = QString::fromUtf8(format.label);
        const QByteArray line = json ? jsonLine({{u"name"_s, name}, {u"label"_s, label},
                                           {u"extension"_s, QLatin1StringView(format.extension)}})
                                     : (name.leftJustified(10) + label + u'\n').toUtf8();
        writeOut(line);
    }
    return Ok;
}

std::optional<std::vector<EventId>> idsFrom(const QStringList &arguments) {
    std::vector<EventId> ids;
    for (const QString &argument : arguments) {
        bool ok = false;
        ids.push_back(argument.toLongLong(&ok));
        if (!ok || ids.back() <= 0)
            return {};
    }
    return ids;
}

/// Everything that the options say.
struct Wanted {
    QString workspace;
    ShareSelection selection;
    exchange::ExportOptions options;
    QString file; ///< empty: standard output
};

using Report = Result<exchange::ExportReport>;

Report write(const Wanted &wanted, const ShareControl &control) {
    if (!wanted.file.isEmpty())
        return exportWorkspace(wanted.workspace, wanted.selection, wanted.options, wanted.file, control);
    QFile out;
    if (!out.open(stdout, QIODevice::WriteOnly))
        return Error{ErrorCode::FileUnwritable, out.errorString(), -1};
    return exportWorkspace(wanted.workspace, wanted.selection, wanted.options, out, control);
}

int tell(const Wanted &wanted, const exchange::ExportReport &report, bool json) {
    if (json && !wanted.file.isEmpty()) {
        writeOut(jsonLine({{u"file"_s, wanted.file}, {u"format"_s, QLatin1StringView(wanted.options.format->name)},
            {u"written"_s, report.written}, {u"skipped"_s, report.skipped},
            {u"redacted"_s, wanted.options.redaction.has_value()}}));
        return Ok;
    }
    if (!wanted.file.isEmpty())
        writeOut(QByteArray::number(report.written) + " events written to " + wanted.file.toUtf8() + '\n');
    if (report.skipped > 0)
        writeErr("offhook-cli: " + QByteArray::number(report.skipped) +
                 " events have no form in this format and were left out\n");
    return Ok;
}

} // namespace

int exportEvents(const QStringList &arguments) {
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Writes events, oldest first: those with the IDs given, those that match, or all. --list names the formats."_s);
    parser.addPositionalArgument(u"ID"_s, u"Numbers of events."_s, u"[ID...]"_s);
    parser.addOptions({{u"workspace"_s, u"The workspace's file."_s, u"FILE"_s},
        {u"filter"_s, u"Only events that match."_s, u"EXPRESSION"_s},
        {u"format"_s, u"The format; else the one that FILE's extension names."_s, u"NAME"_s},
        {{u"o"_s, u"output"_s}, u"Where to; standard output when not given."_s, u"FILE"_s},
        {u"redact"_s, u"Replaces what is private and signs anew with a throw-away key."_s},
        {u"list"_s, u"Lists the formats."_s}, {u"json"_s, u"Tells the outcome as one JSON object."_s}});
    if (const auto done = parse(parser, "export", arguments, 0, std::numeric_limits<qsizetype>::max()))
        return *done;
    if (parser.isSet(u"list"_s))
        return list(parser.isSet(u"json"_s));
    Wanted wanted;
    wanted.file = parser.value(u"output"_s) == u"-" ? QString() : parser.value(u"output"_s);
    wanted.options.format = parser.isSet(u"format"_s) ? exchange::findFormat(parser.value(u"format"_s).toUtf8())
                                                      : exchange::formatForFile(wanted.file);
    if (wanted.options.format == nullptr)
        return fail(Usage, u"--format wants the name of a format."_s, u"offhook-cli export --list names them."_s);
    const auto ids = idsFrom(parser.positionalArguments());
    if (!ids)
        return fail(Usage, u"An event's ID is a number, such as 42; offhook-cli events lists them."_s);
    wanted.selection.ids = *ids;
    auto filter = filterOption(parser);
    if (!filter)
        return Usage;
    wanted.selection.filter = std::move(*filter);
    if (parser.isSet(u"redact"_s))
        wanted.options.redaction.emplace();
    wanted.workspace = parser.isSet(u"workspace"_s) ? parser.value(u"workspace"_s) : store::defaultWorkspacePath();
    if (const Result<void> ready = prepareForReading(wanted.workspace); !ready)
        return fail(Failed, ready.error(), u"Name a workspace with --workspace."_s);
    const Report report = inBackground<Report>([&](const ShareControl &control) { return write(wanted, control); });
    return report ? tell(wanted, *report, parser.isSet(u"json"_s)) : fail(Failed, report.error());
}

} // namespace offhook::cli
