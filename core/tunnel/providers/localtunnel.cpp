#include "core/tunnel/providers/localtunnel.h"

#include "core/tunnel/tool_text.h"

namespace offhook::tunnel {
namespace {

using namespace Qt::StringLiterals;
using Type = Report::Type;

class LocaltunnelRun final : public Interpreter {
public:
    std::optional<Report> read(QByteArrayView line) override {
        const auto urls = urlsIn(line);
        if (line.startsWith("your url is: ") && !urls.empty())
            return Report{Type::Up, urls.front(), {}};
        // An exception of node: the line with the message, then the places it passed.
        const QString words = wordsOf(line);
        if (words.startsWith("Error: "_L1) || words.contains("Error: "_L1))
            m_failed = true;
        else if (m_failed || words.isEmpty())
            return {};
        return Report{Type::Notice, {}, words};
    }

private:
    bool m_failed = false;
};

} // namespace

const Description &Localtunnel::description() const {
    static const Description description{"localtunnel"_L1, "localtunnel"_L1, "lt"_L1,
        {{Field::Domain}, {Field::Server}, {Field::Program}}, "https://github.com/localtunnel/localtunnel"_L1,
        "npm install -g localtunnel"_L1, {}};
    return description;
}

Result<Launch> Localtunnel::launch(const Target &target, const Fields &fields) const {
    const QString server = fields.value(Field::Server).trimmed();
    Launch launch;
    // It takes variables of the environment for options, HOST above all (bin/lt.js: yargs.env(true)); what is given
    // here comes first.
    launch.arguments = {u"--port"_s, QString::number(target.port), u"--local-host"_s, target.host, u"--host"_s,
        server.isEmpty() ? u"https://localtunnel.me"_s : server};
    launch.withoutVariables = {u"SUBDOMAIN"_s, u"LOCAL_HTTPS"_s, u"LOCAL_CERT"_s, u"LOCAL_KEY"_s, u"LOCAL_CA"_s,
        u"ALLOW_INVALID_CERT"_s, u"OPEN"_s, u"PRINT_REQUESTS"_s, u"HOST"_s, u"PORT"_s, u"LOCAL_HOST"_s};
    if (const QString domain = fields.value(Field::Domain).trimmed(); !domain.isEmpty())
        launch.arguments += {u"--subdomain"_s, domain};
    if (target.tls)
        launch.arguments += {u"--local-https"_s, u"--allow-invalid-cert"_s};
    return launch;
}

std::unique_ptr<Interpreter> Localtunnel::interpreter(const Target &, const Fields &) const {
    return std::make_unique<LocaltunnelRun>();
}

} // namespace offhook::tunnel
