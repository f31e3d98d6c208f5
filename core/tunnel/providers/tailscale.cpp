#include "core/tunnel/providers/tailscale.h"

#include "core/tunnel/ssh_options.h"
#include "core/tunnel/tool_text.h"

namespace offhook::tunnel {
namespace {

using namespace Qt::StringLiterals;
using Type = Report::Type;

constexpr quint16 HttpsPort = 443;

class FunnelRun final : public Interpreter {
public:
    std::optional<Report> read(QByteArrayView line) override {
        const auto urls = urlsIn(line);
        const QString words = wordsOf(line);
        if (line.startsWith("Available on the internet"))
            m_available = true;
        else if (m_available && !urls.empty() && line.trimmed().startsWith("https://"))
            return Report{Type::Up, urls.front(), {}};
        else if (line.contains("is not enabled on your tailnet") || line.startsWith("To enable, visit"))
            m_enable += m_enable.isEmpty() ? words : u' ' + words;
        else if (!m_enable.isEmpty() && words.startsWith("https://"_L1))
            return Report{Type::LoginNeeded, {}, m_enable + u' ' + words};
        else
            return trouble(line, words);
        return {};
    }

private:
    static std::optional<Report> trouble(QByteArrayView line, const QString &words) {
        if (words.isEmpty() || line.startsWith("|--") || line.startsWith("Press Ctrl+C"))
            return {};
        if (line.contains("Logged out") || line.contains("NeedsLogin") || line.contains("not logged in"))
            return Report{Type::LoginNeeded, {}, words};
        if (line.contains("Access denied") || line.contains("access denied") || line.contains("shields-up"))
            return Report{Type::Refused, {}, words};
        return Report{Type::Notice, {}, words};
    }

    bool m_available = false;
    QString m_enable;
};

} // namespace

const Description &Tailscale::description() const {
    static const Description description{"tailscale"_L1, "Tailscale Funnel"_L1, "tailscale"_L1,
        {{Field::RemotePort}, {Field::Program}}, "https://tailscale.com/download"_L1,
        "curl -fsSL https://tailscale.com/install.sh | sh"_L1, "sudo tailscale up --operator=$USER"_L1};
    return description;
}

Result<Launch> Tailscale::launch(const Target &target, const Fields &fields) const {
    const auto port = remotePort(fields, HttpsPort);
    if (!port || (*port != HttpsPort && *port != 8443 && *port != 10000))
        return Error{ErrorCode::InvalidInput, u"Funnel has the ports 443, 8443 and 10000"_s};
    // Tailscale proxies to 127.0.0.1 only (tailscale issue 16668).
    if (target.host != "127.0.0.1"_L1)
        return Error{ErrorCode::InvalidInput, u"Funnel leads to 127.0.0.1 only; let the listener use that address"_s};
    Launch launch;
    const QString scheme = target.tls ? u"https+insecure://"_s : u"http://"_s;
    launch.arguments = {
        u"funnel"_s, u"--yes"_s, u"--https=%1"_s.arg(*port), scheme + u"127.0.0.1:"_s + QString::number(target.port)};
    return launch;
}

std::unique_ptr<Interpreter> Tailscale::interpreter(const Target &, const Fields &) const {
    return std::make_unique<FunnelRun>();
}

} // namespace offhook::tunnel
