#include "core/tunnel/providers/ssh.h"

#include "core/http/public_url.h"
#include "core/tunnel/ssh_options.h"
#include "core/tunnel/tool_text.h"

#include <QProcess>
#include <QRegularExpression>

namespace offhook::tunnel {
namespace {

using namespace Qt::StringLiterals;
using Type = Report::Type;

constexpr QByteArrayView Debug("debug1: ");

class SshRun final : public Interpreter {
public:
    SshRun(QString host, QString publicUrl)
        : m_host(std::move(host))
        , m_publicUrl(std::move(publicUrl)) {}

    std::optional<Report> read(QByteArrayView line) override {
        static const QRegularExpression connecting(u"^debug1: Connecting to (\\S+) \\["_s);
        static const QRegularExpression allocated(u"^Allocated port (\\d+) for remote forward"_s);
        static const QRegularExpression success(u"^debug1: [Rr]emote forward success for: listen (?:\\S+:)?(\\d+), "_s);
        const QString text = QString::fromUtf8(line);
        // The name behind an alias of ssh's configuration.
        if (const auto match = connecting.match(text); match.hasMatch())
            m_host = match.captured(1);
        else if (const auto port = allocated.match(text); port.hasMatch())
            return up(port.captured(1));
        else if (const auto listen = success.match(text); listen.hasMatch())
            return listen.captured(1) == u"0"_s ? std::nullopt : up(listen.captured(1));
        else if (!isNoise(line))
            return sshTrouble(line);
        return {};
    }

    bool isNoise(QByteArrayView line) const override {
        return line.startsWith(Debug) || line.startsWith("OpenSSH_") || line.startsWith("Authenticated to ") ||
               line.startsWith("Transferred: ") || line.startsWith("Bytes per second: ") ||
               line.startsWith("Authenticated using ");
    }

private:
    std::optional<Report> up(const QString &port) const {
        if (!m_publicUrl.isEmpty())
            return Report{Type::Up, QString(m_publicUrl).replace("{port}"_L1, port).toUtf8(), {}};
        const QString host = m_host.contains(u':') ? u'[' + m_host + u']' : m_host;
        return Report{Type::Up, (u"http://"_s + host + u':' + port).toUtf8(), {}};
    }

    QString m_host;
    QString m_publicUrl;
};

// {port} is no part of a URL before it is filled in.
Result<QString> publicUrl(const Fields &fields) {
    constexpr auto Sample = "65432"_L1;
    QString reason;
    const QString typed = fields.value(Field::PublicUrl).trimmed();
    const QByteArray url = http::normalisedPublicUrl(QString(typed).replace("{port}"_L1, Sample), &reason);
    if (!reason.isEmpty())
        return Error{ErrorCode::InvalidInput, reason};
    return typed.contains("{port}"_L1) ? QString::fromUtf8(url).replace(Sample, "{port}"_L1) : QString::fromUtf8(url);
}

} // namespace

const Description &Ssh::description() const {
    static const Description description{"ssh"_L1, "SSH to your own host"_L1, "ssh"_L1,
        {{Field::Destination, true}, {Field::RemotePort}, {Field::PublicUrl}, {Field::Arguments}, {Field::Program}},
        "https://www.openssh.com/"_L1, "sudo apt install openssh-client"_L1, "ssh-copy-id USER@HOST"_L1};
    return description;
}

Result<Launch> Ssh::launch(const Target &target, const Fields &fields) const {
    const Result<SshDestination> destination = parseSshDestination(fields.value(Field::Destination));
    if (!destination)
        return destination.error();
    if (const Result<QString> url = publicUrl(fields); !url)
        return url.error();
    const auto port = remotePort(fields, 0);
    if (!port)
        return Error{ErrorCode::InvalidInput, u"the remote port has to be 0 to 65535"_s};
    Launch launch;
    launch.arguments = QStringList{u"-v"_s, u"-N"_s} + commonSshArguments();
    if (destination->port != 0)
        launch.arguments += {u"-p"_s, QString::number(destination->port)};
    launch.arguments += QProcess::splitCommand(fields.value(Field::Arguments));
    const QString host = target.host.contains(u':') ? u'[' + target.host + u']' : target.host;
    // "*": on all addresses of the host, where its GatewayPorts lets clients choose.
    launch.arguments += {u"-R"_s, u"*:%1:%2:%3"_s.arg(*port).arg(host).arg(target.port)};
    launch.arguments += {u"--"_s, destination->userAndHost};
    return launch;
}

std::unique_ptr<Interpreter> Ssh::interpreter(const Target &, const Fields &fields) const {
    const auto destination = parseSshDestination(fields.value(Field::Destination));
    const auto url = publicUrl(fields);
    return std::make_unique<SshRun>(destination ? destination->host : QString(), url ? *url : QString());
}

Exposure Ssh::exposure(const Fields &fields) const {
    return forwardsMore(QProcess::splitCommand(fields.value(Field::Arguments))) ? Exposure::OtherForwards
                                                                                : Exposure::ListenerOnly;
}

} // namespace offhook::tunnel
