#include "app/cli/background.h"
#include "app/cli/command_line.h"
#include "app/cli/output.h"
#include "core/base/text_guard.h"
#include "core/session/share.h"
#include "core/store/workspace_file.h"

#include <QJsonArray>

namespace offhook::cli {
namespace {

using namespace Qt::StringLiterals;
using Report = Result<exchange::ImportReport>;

Report read(const QString &file, const QString &workspace, const ShareControl &control) {
    auto importer = store::WorkspaceImporter::open(workspace);
    if (!importer)
        return importer.error();
    return importFile(file, **importer, control);
}

QJsonObject reportJson(const QString &file, const QString &workspace, const exchange::ImportReport &report) {
    QJsonArray problems;
    for (const exchange::ImportProblem &problem : report.problems.kept())
        problems.append(QJsonObject{{u"line"_s, problem.line}, {u"what"_s, problem.what}});
    QJsonObject json{{u"file"_s, file}, {u"workspace"_s, workspace},
        {u"format"_s, QString::fromLatin1(report.info.format)}, {u"imported"_s, report.imported},
        {u"duplicates"_s, report.duplicates}, {u"problemCount"_s, report.problems.count()}, {u"problems"_s, problems},
        {u"redacted"_s, report.info.redacted}};
    if (!report.info.throwAwayKey.isEmpty())
        json.insert(u"throwAwayKey"_s, QString::fromUtf8(report.info.throwAwayKey));
    return json;
}

// FILE:LINE: what, as compilers say it.
QByteArray problemLines(const QString &file, const exchange::ImportProblems &problems) {
    QByteArray lines;
    for (const exchange::ImportProblem &problem : problems.kept()) {
        const QByteArray line = problem.line > 0 ? ':' + QByteArray::number(problem.line) : QByteArray();
        lines += file.toUtf8() + line + ": " + printable(problem.what, 1000).toUtf8() + '\n';
    }
    const qint64 more = problems.count() - qint64(problems.kept().size());
    if (more > 0)
        lines += "... and " + QByteArray::number(more) + " more\n";
    return lines;
}

void tell(const QString &file, const QString &workspace, const exchange::ImportReport &report) {
    writeErr(problemLines(file, report.problems));
    QByteArray text = QByteArray::number(report.imported) + " events imported into " + workspace.toUtf8();
    if (report.duplicates > 0)
        text += ", " + QByteArray::number(report.duplicates) + " were there already";
    if (report.problems.count() > 0)
        text += ", " + QByteArray::number(report.problems.count()) + " problems";
    text += '\n';
    if (!report.info.throwAwayKey.isEmpty())
        text += "They are signed with the file's throw-away key " + printable(report.info.throwAwayKey).toUtf8() + '\n';
    writeOut(text);
}

} // namespace

int importEvents(const QStringList &arguments) {
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Adds a file's events to a workspace: an event file, HAR, raw HTTP, cURL lines, JSON Lines, ngrok's captured "
        "requests, Twilio's alerts or call events. What is there already is left out. Exit: 0, 1 when something could "
        "not be read."_s);
    parser.addPositionalArgument(u"FILE"_s, u"The file."_s);
    parser.addOptions({{u"workspace"_s, u"The workspace's file; made when it is not there."_s, u"FILE"_s},
        {u"json"_s, u"Prints one JSON object."_s}});
    if (const auto done = parse(parser, "import", arguments, 1, 1))
        return *done;
    const QString file = parser.positionalArguments().constFirst();
    const QString workspace =
        parser.isSet(u"workspace"_s) ? parser.value(u"workspace"_s) : store::defaultWorkspacePath();
    const Report report =
        inBackground<Report>([&](const ShareControl &control) { return read(file, workspace, control); });
    if (!report)
        return fail(Failed, report.error());
    if (parser.isSet(u"json"_s))
        writeOut(jsonLine(reportJson(file, workspace, *report)));
    else
        tell(file, workspace, *report);
    return report->problems.count() == 0 ? Ok : Failed;
}

} // namespace offhook::cli
