#include "app/cli/command_line.h"
#include "app/cli/interrupt.h"
#include "app/cli/keys.h"
#include "app/cli/output.h"
#include "app/cli/rules_file.h"
#include "app/cli/serve_numbers.h"
#include "app/cli/serve_tunnel.h"
#include "core/base/mailbox.h"
#include "core/deliver/route_json.h"
#include "core/flow/event_json.h"
#include "core/http/public_url.h"
#include "core/session/session.h"
#include "core/twilio/budget.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace offhook::cli {
namespace {

using namespace Qt::StringLiterals;

// Nobody reads faster, and a line for each wake-up would take a storm's processor time.
constexpr std::chrono::milliseconds PrintPause{10};

void addServeOptions(QCommandLineParser &parser) {
    parser.setApplicationDescription(
        u"Captures, verifies, stores and answers Twilio requests until SIGINT or SIGTERM."_s);
    parser.addOptions({{u"listen"_s, u"Address and port (127.0.0.1:8945); port 0 takes any free one."_s, u"A:P"_s},
        {u"workspace"_s, u"The workspace's file; made when it is not there."_s, u"FILE"_s},
        {u"public-url"_s, u"The URL Twilio dials, such as that of a tunnel; signatures are checked against it."_s,
            u"URL"_s},
        {u"answer"_s, u"Answers every request with this file; its ending (.xml .json .txt .html) gives the type."_s,
            u"FILE"_s},
        {u"forward"_s,
            u"Forwards every request to this URL and answers with what it says; --answer is what goes out "
            u"when it does not, or not in time. See docs/forward.md."_s,
            u"URL"_s},
        {u"rules"_s, u"Answers by the rules of this file instead of the workspace's; see docs/rules.md."_s, u"FILE"_s},
        {u"routes"_s, u"Forwards copies by the routes of this file instead of the workspace's; see docs/routes.md."_s,
            u"FILE"_s},
        {u"tls-cert"_s, u"PEM file with the certificate chain; with --tls-key the listener speaks TLS."_s, u"FILE"_s},
        {u"tls-key"_s, u"PEM file with the private key."_s, u"FILE"_s},
        {u"tunnel"_s, u"Starts a tunnel: %1; see docs/tunnels.md."_s.arg(tunnelNames()), u"NAME"_s},
        {u"tunnel-set"_s, u"What a tunnel needs to know, such as destination=me@host.example."_s, u"FIELD=VALUE"_s},
        {u"json"_s, u"One JSON object per event on stdout; notices go to stderr."_s}});
    addPointOptions(parser);
    addKeyOptions(parser);
}

Result<http::ListenOptions> listenOptions(const QCommandLineParser &parser, http::ListenOptions options) {
    if (parser.isSet(u"listen"_s)) {
        const auto endpoint = endpointFrom(parser.value(u"listen"_s));
        if (!endpoint || !options.address.setAddress(endpoint->host))
            return Error{
                ErrorCode::InvalidInput, u"--listen wants ADDRESS:PORT, such as 127.0.0.1:8945 or [::1]:8945."_s};
        options.port = endpoint->port;
    }
    if (parser.isSet(u"tls-cert"_s) != parser.isSet(u"tls-key"_s))
        return Error{ErrorCode::InvalidInput, u"--tls-cert and --tls-key go together."_s};
    if (parser.isSet(u"tls-cert"_s)) {
        options.certificateFile = parser.value(u"tls-cert"_s);
        options.keyFile = parser.value(u"tls-key"_s);
    }
    return options;
}

QByteArray contentTypeOf(const QString &file) {
    const QString ending = QFileInfo(file).suffix().toLower();
    if (ending == "json"_L1)
        return "application/json";
    if (ending == "txt"_L1)
        return "text/plain; charset=utf-8";
    if (ending == "html"_L1)
        return "text/html; charset=utf-8";
    return "text/xml";
}

Result<flow::Answer> answerFrom(const QString &name) {
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::FileUnreadable, u"Cannot read the answer from %1: %2."_s.arg(name, file.errorString())};
    flow::Answer answer;
    answer.automatic = false;
    answer.contentType = contentTypeOf(name);
    answer.body = file.readAll();
    return answer;
}

/// Runs one `serve`: wires the session to the terminal.
class Server final : public QObject {
public:
    explicit Server(bool json)
        : m_keys(m_preferences)
        , m_session(m_preferences, m_keys)
        , m_numbers(m_session)
        , m_json(json)
        , m_events(
              this, [](const std::vector<flow::EventPtr> &batch) { printJson(batch); }, PrintPause)
        , m_lines(
              this, [](const std::vector<QByteArray> &batch) { printLines(batch); }, PrintPause) {
        m_session.setAnsweredObserver(observer());
        connect(&m_session, &Session::listenerChanged, this, [this] { listenerChanged(); });
    }

    int run(const QCommandLineParser &parser) {
        if (const Result<void> given = addGivenKeys(parser, m_keys); !given)
            return fail(Usage, given.error());
        if (const int code = openWorkspace(parser); code != Ok)
            return code;
        if (const int code = applySettings(parser); code != Ok)
            return code;
        const auto options = listenOptions(parser, m_session.listenOptions());
        if (!options)
            return fail(Usage, options.error());
        const auto tunnel = tunnelChoice(parser, m_session.tunnelling().settings());
        if (!tunnel)
            return fail(Usage, tunnel.error());
        if (const int code = m_numbers.prepare(parser, tunnel->has_value()); code != Ok)
            return code;
        m_keys.load();
        watchStorage();
        onInterrupt(this, [this] { m_numbers.finish([](int code) { QCoreApplication::exit(code); }); });
        if (*tunnel) {
            m_tunnel = std::make_unique<TunnelPrinter>(m_session.tunnelling(), m_json);
            m_session.tunnelling().start(**tunnel);
        }
        m_session.listen(*options);
        const int code = QCoreApplication::exec();
        m_session.close();
        m_events.deliverNow();
        m_lines.deliverNow();
        return code;
    }

private:
    int openWorkspace(const QCommandLineParser &parser) {
        const QString path =
            parser.isSet(u"workspace"_s) ? parser.value(u"workspace"_s) : store::defaultWorkspacePath();
        const Result<QString> aside = m_session.openMending(path);
        if (!aside && aside.error().code == ErrorCode::WorkspaceLocked)
            return fail(Failed, aside.error(),
                u"Name another file with --workspace, or read this one with: offhook-cli events --workspace FILE"_s);
        if (!aside)
            return fail(Failed, aside.error(), u"Name another file with --workspace."_s);
        if (!aside->isEmpty())
            fail(Failed,
                u"The workspace %1 is damaged. It was kept as %2, and a fresh one was opened."_s.arg(path, *aside),
                u"offhook-cli salvage copies what is readable of it into another workspace."_s);
        return Ok;
    }

    int applySettings(const QCommandLineParser &parser) {
        if (parser.isSet(u"public-url"_s)) {
            QString reason;
            const QByteArray url = http::normalisedPublicUrl(parser.value(u"public-url"_s), &reason);
            if (!reason.isEmpty())
                return fail(Usage, u"--public-url: "_s + reason);
            m_session.setPublicUrl(url);
            applyOverrides(parser.value(u"public-url"_s));
        }
        if (const int code = applyAnswer(parser); code != Ok)
            return code;
        if (const int code = applyRoutes(parser); code != Ok)
            return code;
        return applyRules(parser);
    }

    int applyAnswer(const QCommandLineParser &parser) {
        if (!parser.isSet(u"answer"_s) && !parser.isSet(u"forward"_s))
            return Ok;
        rules::RuleList only = rules::defaultRules();
        rules::Action &action = only.front().action;
        if (parser.isSet(u"answer"_s)) {
            const Result<flow::Answer> answer = answerFrom(parser.value(u"answer"_s));
            if (!answer)
                return fail(Usage, answer.error());
            action.replies.front().answer = *answer;
        }
        if (parser.isSet(u"forward"_s)) {
            const QString url = parser.value(u"forward"_s);
            if (const QString problem = flow::forwardProblem(url); !problem.isEmpty())
                return fail(Usage, u"--forward: %1."_s.arg(problem));
            action.type = rules::Action::Type::Forward;
            action.forwardTo.url = url;
        }
        m_session.answering().setRulesForThisRun(std::move(only));
        return Ok;
    }

    int applyRoutes(const QCommandLineParser &parser) {
        if (!parser.isSet(u"routes"_s))
            return Ok;
        const QString name = parser.value(u"routes"_s);
        QFile file(name);
        if (!file.open(QIODevice::ReadOnly))
            return fail(Usage, u"Cannot read the routes from %1: %2."_s.arg(name, file.errorString()));
        auto routes = deliver::routesFromJson(file.readAll());
        if (!routes)
            return fail(Usage, u"%1: %2"_s.arg(name, routes.error().detail));
        for (deliver::Route &route : *routes) { // certificates stand beside the routes
            if (!route.certificate.isEmpty())
                route.certificate = QFileInfo(name).absoluteDir().absoluteFilePath(route.certificate);
        }
        m_session.delivering().setRoutesForThisRun(std::move(*routes));
        return Ok;
    }

    // What stands behind the "#" bounds the answers; what Twilio would ignore of it is told, and does not stop us.
    void applyOverrides(const QString &typed) {
        const qsizetype hash = typed.indexOf(u'#');
        const QByteArray fragment = hash < 0 ? QByteArray() : typed.mid(hash).trimmed().toUtf8();
        m_session.setOverrides(fragment.size() > 1 ? fragment : QByteArray());
        for (const twilio::BudgetFinding &finding : twilio::readOverrides(fragment).findings) {
            if (finding.severity != twilio::BudgetFinding::Severity::Info)
                fail(Ok, u"--public-url: "_s + finding.text.english(), {});
        }
    }

    int applyRules(const QCommandLineParser &parser) {
        if (!parser.isSet(u"rules"_s))
            return Ok;
        if (parser.isSet(u"answer"_s) || parser.isSet(u"forward"_s))
            return fail(Usage, u"--answer and --forward do not go together with --rules."_s);
        auto *file = new RulesFile(parser.value(u"rules"_s), m_session.answering(), this);
        const Result<void> read = file->open();
        return read ? Ok : fail(Usage, read.error());
    }

    void watchStorage() {
        connect(
            m_session.events(), &store::EventStore::storageStateChanged, this, [](const store::StorageState &state) {
                if (state.type == store::StorageState::Type::Failing)
                    fail(Failed,
                        u"Cannot store: %1 Requests are answered 503 until it works again."_s.arg(state.error.detail));
                else
                    writeErr("offhook-cli: storing works again\n");
            });
    }

    void listenerChanged() {
        const ListenerState state = m_session.listener();
        if (state.type == ListenerState::Type::Failed) {
            fail(CannotListen, state.error,
                u"Choose another address or port with --listen; port 0 takes any free one."_s);
            QCoreApplication::exit(CannotListen);
        }
        if (state.type != ListenerState::Type::Listening)
            return;
        const QByteArray scheme = state.tls ? "https://" : "http://";
        const QByteArray line = "listening on " + scheme + state.endpoint().toUtf8() + '\n';
        m_json ? writeErr(line) : writeOut(line);
        m_numbers.start();
        if (!QHostAddress(state.address).isLoopback())
            writeErr("offhook-cli: other machines can reach this address and send requests to it\n");
    }

    // JSON takes its time, so it is made here. A line takes less than giving the event away does: memory that another
    // thread frees comes back slowly.
    flow::Pipeline::Observer observer() const {
        if (m_json)
            return [box = m_events](const flow::EventPtr &event) { box.post(event); };
        return [box = m_lines](const flow::EventPtr &event) { box.post(flow::eventLine(*event)); };
    }

    static void printJson(const std::vector<flow::EventPtr> &batch) {
        QByteArray lines;
        for (const flow::EventPtr &event : batch)
            lines += jsonLine(flow::eventJson(*event));
        writeOut(lines);
    }

    static void printLines(const std::vector<QByteArray> &batch) {
        QByteArray lines;
        for (const QByteArray &line : batch)
            lines.append(line).append('\n');
        writeOut(lines);
    }

    settings::Preferences m_preferences;
    KeyStore m_keys;
    Session m_session;
    ServeNumbers m_numbers;
    std::unique_ptr<TunnelPrinter> m_tunnel;
    bool m_json;
    Mailbox<flow::EventPtr> m_events;
    Mailbox<QByteArray> m_lines;
};

} // namespace

int serve(const QStringList &arguments) {
    QCommandLineParser parser;
    addServeOptions(parser);
    if (const auto done = parse(parser, "serve", arguments))
        return *done;
    return Server(parser.isSet(u"json"_s)).run(parser);
}

} // namespace offhook::cli
