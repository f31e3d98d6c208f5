#include "core/tunnel/providers/cloudflared.h"

#include "core/tunnel/tool_text.h"

#include <QRegularExpression>

#include <set>

namespace offhook::tunnel {
namespace {

using namespace Qt::StringLiterals;
using Type = Report::Type;

class CloudflaredRun final : public Interpreter {
public:
    /// `named`: the URL of a named tunnel; empty for a quick one, which is told by its log.
    explicit CloudflaredRun(QByteArray named)
        : m_url(std::move(named)) {}

    std::optional<Report> read(QByteArrayView line) override {
        if (isQuickUrl(line))
            return {};
        if (line.contains("Registered tunnel connection") || isOldRegistration(line))
            return registered(line);
        if (line.contains("Unregistered tunnel connection") || line.contains("Lost connection with the edge") ||
            line.contains("Connection terminated"))
            return lost(line);
        return trouble(line);
    }

private:
    bool isQuickUrl(QByteArrayView line) {
        for (const QByteArray &url : urlsIn(line)) {
            // The API's own name stands in messages of failure.
            if (url.endsWith(".trycloudflare.com") && url != "https://api.trycloudflare.com") {
                m_url = url;
                return true;
            }
        }
        return false;
    }

    // Until 2022: "Connection 5e91c8d5-... registered connIndex=1 location=EWR".
    static bool isOldRegistration(QByteArrayView line) {
        return line.contains(" registered connIndex=") && line.contains("Connection ");
    }

    static QByteArray connectionOf(QByteArrayView line) {
        static const QRegularExpression index(u"connIndex=(\\d+)"_s);
        return index.match(QString::fromUtf8(line)).captured(1).toLatin1();
    }

    // The first of its four connections makes the tunnel reachable.
    std::optional<Report> registered(QByteArrayView line) {
        m_connections.insert(connectionOf(line));
        return m_url.isEmpty() ? std::nullopt : std::optional(Report{Type::Up, m_url, {}});
    }

    std::optional<Report> lost(QByteArrayView line) {
        const bool wasUp = !m_connections.empty();
        m_connections.erase(connectionOf(line));
        return wasUp && m_connections.empty() ? std::optional(Report{Type::Reconnecting, {}, wordsOf(line)})
                                              : std::nullopt;
    }

    static std::optional<Report> trouble(QByteArrayView line) {
        const QString words = wordsOf(line);
        if (line.contains("client didn't specify origincert path") || line.contains("Unauthorized: "))
            return Report{Type::LoginNeeded, {}, words};
        // What it says before it ends carries no time and no level; a missing certificate is told as an error although
        // a tunnel with a credentials file needs none (cloudflared issue 1037).
        const bool isLog = line.contains(" INF ") || line.contains(" WRN ");
        if (isLog || words.isEmpty() || line.contains("Cannot determine default origin certificate path"))
            return {};
        return Report{Type::Notice, {}, words};
    }

    QByteArray m_url;
    std::set<QByteArray> m_connections;
};

QByteArray namedUrl(const Fields &fields) {
    const QString domain = fields.value(Field::Domain).trimmed();
    const auto urls = urlsIn((domain.contains("://"_L1) ? domain : u"https://"_s + domain).toUtf8());
    return urls.empty() ? QByteArray() : urls.front();
}

bool isNamed(const Fields &fields) {
    return !fields.value(Field::Name).trimmed().isEmpty();
}

} // namespace

const Description &Cloudflared::description() const {
    static const Description description{"cloudflared"_L1, "Cloudflare Tunnel"_L1, "cloudflared"_L1,
        {{Field::Name}, {Field::Domain}, {Field::Program}},
        "https://developers.cloudflare.com/cloudflare-one/networks/connectors/cloudflare-tunnel/downloads/"_L1, {},
        "cloudflared tunnel login"_L1};
    return description;
}

Result<Launch> Cloudflared::launch(const Target &target, const Fields &fields) const {
    Launch launch;
    launch.arguments = {u"tunnel"_s, u"--no-autoupdate"_s};
    const QString name = fields.value(Field::Name).trimmed();
    if (name.startsWith(u'-'))
        return Error{ErrorCode::InvalidInput, u"a tunnel's name does not begin with a dash"_s};
    if (isNamed(fields) && namedUrl(fields).isEmpty())
        return Error{ErrorCode::InvalidInput, u"a named tunnel needs the host name that leads to it"_s};
    if (isNamed(fields))
        launch.arguments += u"run"_s;
    launch.arguments += {u"--url"_s, target.url()};
    if (target.tls)
        launch.arguments += u"--no-tls-verify"_s;
    if (isNamed(fields))
        launch.arguments += name;
    return launch;
}

std::unique_ptr<Interpreter> Cloudflared::interpreter(const Target &, const Fields &fields) const {
    return std::make_unique<CloudflaredRun>(isNamed(fields) ? namedUrl(fields) : QByteArray());
}

Exposure Cloudflared::exposure(const Fields &fields) const {
    return isNamed(fields) ? Exposure::SharedTunnel : Exposure::ListenerOnly;
}

} // namespace offhook::tunnel
