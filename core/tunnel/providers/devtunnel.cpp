#include "core/tunnel/providers/devtunnel.h"

#include "core/tunnel/tool_text.h"

namespace offhook::tunnel {
namespace {

using namespace Qt::StringLiterals;
using Type = Report::Type;

class DevtunnelRun final : public Interpreter {
public:
    explicit DevtunnelRun(quint16 port)
        : m_suffix('-' + QByteArray::number(port) + '.')
        , m_port(QByteArray::number(port)) {}

    std::optional<Report> read(QByteArrayView line) override {
        if (line.startsWith("Hosting port: "))
            m_ours = line.sliced(14).trimmed() == m_port;
        else if (line.startsWith("Connect via browser: "))
            remember(line);
        else if (line.startsWith("Ready to accept connections"))
            return m_url.isEmpty() ? Report{Type::Refused, {}, wrongPort()} : Report{Type::Up, m_url, {}};
        else
            return trouble(line);
        return {};
    }

private:
    // Two forms are printed: with the port in the name, and with a port behind it. Twilio dials the first without
    // asking for a port.
    void remember(QByteArrayView line) {
        const auto urls = urlsIn(line);
        for (const QByteArray &url : urls) {
            if (url.contains(m_suffix))
                m_url = url;
        }
        if (m_url.isEmpty() && m_ours && !urls.empty())
            m_url = urls.front();
    }

    QString wrongPort() const {
        return u"The tunnel has no port %1: devtunnel port create -p %1"_s.arg(QString::fromLatin1(m_port));
    }

    std::optional<Report> trouble(QByteArrayView line) const {
        const QString words = wordsOf(line);
        if (line.contains("Unauthorized tunnel creation access") || line.contains("Login required") ||
            line.contains("Not logged in") || line.contains("token expired"))
            return Report{Type::LoginNeeded, {}, words};
        if (line.contains("Connection to host tunnel relay closed") || line.contains("Reconnecting"))
            return Report{m_url.isEmpty() ? Type::Notice : Type::Reconnecting, {}, words};
        if (line.contains("error") || line.contains("Error") || line.contains("not found") ||
            line.contains("Unrecognized"))
            return Report{Type::Notice, {}, words};
        return {};
    }

    QByteArray m_suffix;
    QByteArray m_port;
    QByteArray m_url;
    bool m_ours = false;
};

} // namespace

const Description &Devtunnel::description() const {
    static const Description description{"devtunnel"_L1, "Microsoft dev tunnels"_L1, "devtunnel"_L1,
        {{Field::Name}, {Field::Program}}, "https://learn.microsoft.com/azure/developer/dev-tunnels/get-started"_L1,
        "curl -sL https://aka.ms/DevTunnelCliInstall | bash"_L1, "devtunnel user login"_L1};
    return description;
}

Result<Launch> Devtunnel::launch(const Target &target, const Fields &fields) const {
    const QString name = fields.value(Field::Name).trimmed();
    if (name.startsWith(u'-'))
        return Error{ErrorCode::InvalidInput, u"a tunnel's name does not begin with a dash"_s};
    Launch launch;
    launch.arguments = {u"host"_s};
    // A tunnel that exists brings its ports; options for them are refused (microsoft/dev-tunnels issue 409).
    if (!name.isEmpty()) {
        launch.arguments += {name, u"--allow-anonymous"_s};
        return launch;
    }
    launch.arguments += {u"-p"_s, QString::number(target.port), u"--allow-anonymous"_s};
    if (target.tls)
        launch.arguments += {u"--protocol"_s, u"https"_s};
    return launch;
}

std::unique_ptr<Interpreter> Devtunnel::interpreter(const Target &target, const Fields &) const {
    return std::make_unique<DevtunnelRun>(target.port);
}

Exposure Devtunnel::exposure(const Fields &fields) const {
    return fields.value(Field::Name).trimmed().isEmpty() ? Exposure::ListenerOnly : Exposure::SharedTunnel;
}

} // namespace offhook::tunnel
