#include "app/cli/command_line.h"

#include "app/cli/output.h"

namespace offhook::cli {

using namespace Qt::StringLiterals;

std::optional<int> parse(QCommandLineParser &parser, const char *command, const QStringList &arguments,
    qsizetype minPositional, qsizetype maxPositional) {
    const QCommandLineOption help({u"h"_s, u"help"_s}, u"Shows this help."_s);
    parser.addOption(help);
    const QString name = u"offhook-cli "_s + QLatin1StringView(command);
    const QString hint = name + u" --help lists the options."_s;
    if (!parser.parse(QStringList{name} + arguments))
        return fail(Usage, parser.errorText(), hint);
    if (parser.isSet(help)) {
        writeOut(parser.helpText().toUtf8());
        return Ok;
    }
    const qsizetype count = parser.positionalArguments().size();
    if (count > maxPositional)
        return fail(Usage, u"Unexpected argument “%1”."_s.arg(parser.positionalArguments().at(maxPositional)), hint);
    if (count < minPositional)
        return fail(Usage, u"An argument is missing."_s, hint);
    return {};
}

int fail(ExitCode code, const QString &what, const QString &hint) {
    QByteArray text = "offhook-cli: " + what.toUtf8() + '\n';
    if (!hint.isEmpty())
        text += "  " + hint.toUtf8() + '\n';
    writeErr(text);
    return code;
}

int fail(ExitCode code, const Error &error, const QString &hint) {
    const QString detail = error.detail.isEmpty() ? QString(errorName(error.code)) : error.detail;
    return fail(code, detail, hint);
}

std::optional<Endpoint> endpointFrom(const QString &text) {
    const qsizetype colon = text.lastIndexOf(u':');
    const bool bareIpv6 = text.count(u':') > 1 && !text.startsWith(u'[');
    if (bareIpv6)
        return {};
    bool ok = false;
    const uint port = text.mid(colon + 1).toUInt(&ok);
    if (!ok || port > 65535)
        return {};
    QString host = colon > 0 ? text.first(colon) : u"127.0.0.1"_s;
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.mid(1, host.size() - 2);
    if (host == "localhost"_L1)
        host = u"127.0.0.1"_s;
    return Endpoint{host, quint16(port)};
}

} // namespace offhook::cli
