#include "core/tunnel/providers/ssh_relay.h"

#include "core/tunnel/ssh_options.h"
#include "core/tunnel/tool_text.h"
#include "core/tunnel/url_pattern.h"

#include <QProcess>

namespace offhook::tunnel {
namespace {

using namespace Qt::StringLiterals;
using Type = Report::Type;

constexpr quint16 WebPort = 80;

class RelayRun final : public Interpreter {
public:
    explicit RelayRun(const QString &pattern)
        : m_pattern(pattern) {}

    std::optional<Report> read(QByteArrayView line) override {
        const QByteArray url = m_pattern.isEmpty() ? announced(line) : m_pattern.find(line);
        return url.isEmpty() ? sshTrouble(line) : Report{Type::Up, url, {}};
    }

private:
    // Relays print links to their pages too, so that a URL alone tells nothing: it is the tunnel's where the line says
    // so (localhost.run, serveo) or is nothing but an https URL (pinggy).
    static QByteArray announced(QByteArrayView line) {
        const auto urls = urlsIn(line);
        if (urls.empty() || !urls.back().startsWith("https://"))
            return {};
        const bool said =
            line.contains("tunneled with tls termination") || line.contains("Forwarding HTTP traffic from");
        const QByteArray trimmed = line.trimmed().toByteArray().toLower();
        return said || trimmed == urls.back() || trimmed == urls.back() + '/' ? urls.back() : QByteArray();
    }

    UrlPattern m_pattern;
};

} // namespace

const Description &SshRelay::description() const {
    static const Description description{"ssh-relay"_L1, "SSH to a public relay"_L1, "ssh"_L1,
        {{Field::Destination, true}, {Field::RemotePort}, {Field::Pattern}, {Field::Arguments}, {Field::Program}},
        "https://www.openssh.com/"_L1, "sudo apt install openssh-client"_L1, {}};
    return description;
}

Result<Launch> SshRelay::launch(const Target &target, const Fields &fields) const {
    const Result<SshDestination> destination = parseSshDestination(fields.value(Field::Destination));
    if (!destination)
        return destination.error();
    if (const Result<void> usable = UrlPattern::check(fields.value(Field::Pattern)); !usable)
        return usable.error();
    const auto port = remotePort(fields, WebPort);
    if (!port)
        return Error{ErrorCode::InvalidInput, u"the remote port has to be 0 to 65535"_s};
    Launch launch;
    // A relay is a stranger once; its key is remembered and must not change after that.
    launch.arguments = commonSshArguments() + QStringList{u"-o"_s, u"StrictHostKeyChecking=accept-new"_s};
    if (destination->port != 0)
        launch.arguments += {u"-p"_s, QString::number(destination->port)};
    launch.arguments += QProcess::splitCommand(fields.value(Field::Arguments));
    const QString host = target.host.contains(u':') ? u'[' + target.host + u']' : target.host;
    launch.arguments += {u"-R"_s, u"%1:%2:%3"_s.arg(*port).arg(host).arg(target.port)};
    launch.arguments += {u"--"_s, destination->userAndHost};
    return launch;
}

std::unique_ptr<Interpreter> SshRelay::interpreter(const Target &, const Fields &fields) const {
    return std::make_unique<RelayRun>(fields.value(Field::Pattern));
}

Exposure SshRelay::exposure(const Fields &fields) const {
    return forwardsMore(QProcess::splitCommand(fields.value(Field::Arguments))) ? Exposure::OtherForwards
                                                                                : Exposure::ListenerOnly;
}

} // namespace offhook::tunnel
