#include "core/tunnel/ssh_options.h"

#include "core/tunnel/tool_text.h"

#include <QRegularExpression>

#include <algorithm>

namespace offhook::tunnel {

using namespace Qt::StringLiterals;
using Type = Report::Type;

Result<SshDestination> parseSshDestination(const QString &text) {
    static const QRegularExpression form(u"^(?:([^@\\s:/-][^@\\s:/]*)@)?(\\[[0-9A-Fa-f:.]+\\]|[^@\\s:/-][^@\\s:/]*)"
                                         "(?::(\\d{1,5}))?$"_s);
    const auto match = form.match(text.trimmed());
    const uint port = match.captured(3).toUInt();
    if (!match.hasMatch() || port > 65535)
        return Error{ErrorCode::InvalidInput, u"the destination has to be [user@]host[:port]"_s};
    QString host = match.captured(2);
    if (host.startsWith(u'['))
        host = host.sliced(1, host.size() - 2);
    const QString user = match.captured(1);
    return SshDestination{user.isEmpty() ? host : user + u'@' + host, host, quint16(port)};
}

QStringList commonSshArguments() {
    return {u"-T"_s, u"-o"_s, u"BatchMode=yes"_s, u"-o"_s, u"ExitOnForwardFailure=yes"_s, u"-o"_s,
        u"ServerAliveInterval=15"_s, u"-o"_s, u"ServerAliveCountMax=3"_s};
}

bool forwardsMore(const QStringList &arguments) {
    static const QRegularExpression flag(u"^-[A-Za-z]*[LRDwWAXY]"_s);
    static const QRegularExpression option(
        u"(LocalForward|RemoteForward|DynamicForward|Tunnel|ForwardAgent|ForwardX11|PermitLocalCommand)"_s,
        QRegularExpression::CaseInsensitiveOption);
    return std::any_of(arguments.begin(), arguments.end(),
        [](const QString &argument) { return flag.match(argument).hasMatch() || option.match(argument).hasMatch(); });
}

std::optional<Report> sshTrouble(QByteArrayView line) {
    const QString words = wordsOf(line);
    if (words.isEmpty())
        return {};
    if (line.contains("Permission denied ("))
        return Report{Type::LoginNeeded, {}, words};
    if (line.contains("Host key verification failed") || line.contains("Bad configuration option") ||
        line.startsWith("unknown option --"))
        return Report{Type::Refused, {}, words};
    return Report{Type::Notice, {}, words};
}

std::optional<quint16> remotePort(const Fields &fields, quint16 fallback) {
    const QString text = fields.value(Field::RemotePort).trimmed();
    if (text.isEmpty())
        return fallback;
    bool ok = false;
    const quint16 port = text.toUShort(&ok);
    return ok ? std::optional(port) : std::nullopt;
}

} // namespace offhook::tunnel
