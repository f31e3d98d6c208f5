#include "core/store/salvage.h"

#include "app/cli/command_line.h"
#include "app/cli/output.h"
#include "core/store/workspace_file.h"

namespace offhook::cli {

using namespace Qt::StringLiterals;

int salvage(const QStringList &arguments) {
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Copies every readable event of a damaged workspace into another one. The damaged file is not changed."_s);
    parser.addPositionalArgument(u"DAMAGED"_s, u"The damaged file."_s);
    parser.addOptions({{u"workspace"_s, u"Where the events go; made when it is not there."_s, u"FILE"_s},
        {u"json"_s, u"Prints one JSON object."_s}});
    if (const auto done = parse(parser, "salvage", arguments, 1, 1))
        return *done;
    const QString into = parser.isSet(u"workspace"_s) ? parser.value(u"workspace"_s) : store::defaultWorkspacePath();
    const auto report = store::salvage(parser.positionalArguments().constFirst(), into);
    if (!report)
        return fail(Failed, report.error());
    if (parser.isSet(u"json"_s))
        writeOut(jsonLine({{u"recovered"_s, report->recovered}, {u"lost"_s, report->lost}, {u"workspace"_s, into}}));
    else
        writeOut(QByteArray::number(report->recovered) + " events recovered into " + into.toUtf8() + ", " +
                 QByteArray::number(report->lost) + " lost\n");
    return Ok;
}

} // namespace offhook::cli
