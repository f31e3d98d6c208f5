#include "core/tunnel/ngrok_agent.h"

#include "core/http/bounded_reply.h"
#include "core/tunnel/tool_text.h"

#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QUrl>

namespace offhook::tunnel {
namespace {

using namespace Qt::StringLiterals;

constexpr int AnswerLimitMs = 5000;
constexpr qsizetype AnswerLimit = 1024 * 1024; // a list of tunnels
constexpr auto DefaultApi = "127.0.0.1:4040"_L1;

QNetworkRequest requestFor(const QString &api, const QString &path) {
    QNetworkRequest request{QUrl(u"http://"_s + api + path)};
    request.setTransferTimeout(AnswerLimitMs);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    return request;
}

bool isOnThisMachine(const QString &api) {
    const QUrl url(u"http://"_s + api);
    return url.isValid() && (url.host() == "localhost"_L1 || QHostAddress(url.host()).isLoopback());
}

// An agent's configuration may say "8945", "localhost:8945" or "http://127.0.0.1:8945".
bool leadsTo(const QString &address, const Target &target) {
    const QString port = u':' + QString::number(target.port);
    const bool tls = address.startsWith("https://"_L1);
    QString rest = address;
    rest.remove("http://"_L1).remove("https://"_L1);
    const bool isLocal = rest.startsWith("localhost:"_L1) || rest.startsWith("127.0.0.1:"_L1) ||
                         rest.startsWith(target.host + u':') || rest.startsWith("[::1]:"_L1);
    return tls == target.tls && (rest == port.sliced(1) || (isLocal && rest.endsWith(port)));
}

QString wordsOfError(int status, const QByteArray &body) {
    const QJsonObject error = QJsonDocument::fromJson(body).object();
    const QString detail = error.value("details"_L1)["err"_L1].toString(error.value("msg"_L1).toString());
    return detail.isEmpty() ? u"the running ngrok agent answered %1"_s.arg(status) : wordsOf(detail.toUtf8());
}

} // namespace

NgrokAgent::NgrokAgent(QObject *parent)
    : QObject(parent) {
    m_network.setProxy(QNetworkProxy::NoProxy);
    m_timer.setSingleShot(true); // the next question waits for the answer to the last
    connect(&m_timer, &QTimer::timeout, this, &NgrokAgent::poll);
}

NgrokAgent::~NgrokAgent() {
    stop();
}

void NgrokAgent::find(
    const QString &api, const Target &target, const QString &domain, std::function<void(Result<Found>)> done) {
    stop();
    m_api = api.isEmpty() ? QString(DefaultApi) : api;
    m_target = target;
    if (!isOnThisMachine(m_api)) {
        const Error error{ErrorCode::InvalidInput, u"the agent's API has to be on this machine"_s};
        QMetaObject::invokeMethod(
            this, [done = std::move(done), error] { done(error); }, Qt::QueuedConnection);
        return;
    }
    get([this, domain, done = std::move(done)](int status, const QByteArray &body) {
        if (status == 200 && QJsonDocument::fromJson(body).object().value("tunnels"_L1).isArray())
            listed(body, domain, done);
        else
            done(Found{}); // nobody there, or something else than ngrok
    });
}

void NgrokAgent::get(Answered answered) {
    await(m_network.get(requestFor(m_api, u"/api/tunnels"_s)), std::move(answered));
}

void NgrokAgent::await(QNetworkReply *reply, Answered answered) {
    http::gather(reply, AnswerLimit, this,
        [this, run = m_run, answered = std::move(answered)](QNetworkReply &finished, const QByteArray &body) {
            if (run == m_run)
                answered(finished.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), body);
        });
}

QByteArray NgrokAgent::urlIn(const QByteArray &body, const QString &domain) const {
    QByteArray plain;
    const QJsonArray tunnels = QJsonDocument::fromJson(body).object().value("tunnels"_L1).toArray();
    for (const QJsonValue &tunnel : tunnels) {
        const auto urls = urlsIn(tunnel["public_url"_L1].toString().toUtf8());
        if (urls.empty() || !leadsTo(tunnel["config"_L1]["addr"_L1].toString(), m_target))
            continue;
        if (!domain.isEmpty() && hostOf(urls.front()) != hostOf(domain.toUtf8()))
            continue;
        if (urls.front().startsWith("https"))
            return urls.front();
        plain = urls.front();
    }
    return plain;
}

void NgrokAgent::listed(const QByteArray &body, const QString &domain, const std::function<void(Result<Found>)> &done) {
    m_url = urlIn(body, domain);
    if (!m_url.isEmpty())
        return done(Found{true, m_url});
    add(domain, done);
}

void NgrokAgent::add(const QString &domain, std::function<void(Result<Found>)> done) {
    const QString name = u"offhook-%1"_s.arg(m_target.port);
    QJsonObject tunnel{{u"name"_s, name}, {u"proto"_s, u"http"_s}, {u"addr"_s, m_target.url()}};
    if (!domain.isEmpty())
        tunnel.insert(u"domain"_s, QString::fromLatin1(hostOf(domain.toUtf8())));
    QNetworkReply *reply =
        m_network.post(requestFor(m_api, u"/api/tunnels"_s), QJsonDocument(tunnel).toJson(QJsonDocument::Compact));
    await(reply, [this, name, done = std::move(done)](int status, const QByteArray &body) {
        const auto urls = urlsIn(QJsonDocument::fromJson(body).object().value("public_url"_L1).toString().toUtf8());
        if (status != 201 || urls.empty())
            return done(Error{ErrorCode::NetworkFailed, wordsOfError(status, body)});
        m_ownName = name;
        m_url = urls.front();
        done(Found{true, m_url});
    });
}

void NgrokAgent::watch(std::chrono::milliseconds interval) {
    m_timer.start(interval);
}

void NgrokAgent::poll() {
    get([this](int status, const QByteArray &body) {
        const QJsonArray tunnels = QJsonDocument::fromJson(body).object().value("tunnels"_L1).toArray();
        for (const QJsonValue &tunnel : tunnels) {
            const auto urls = urlsIn(tunnel["public_url"_L1].toString().toUtf8());
            if (!urls.empty() && urls.front() == m_url)
                return m_timer.start();
        }
        m_ownName.clear();
        Q_EMIT lost(status == 0 ? u"the ngrok agent is gone"_s : u"the ngrok agent has ended this tunnel"_s);
    });
}

void NgrokAgent::stop() {
    ++m_run;
    m_timer.stop();
    removeOwn();
    m_url.clear();
}

// The manager must outlive the request: it goes out and comes back without anybody listening.
void NgrokAgent::removeOwn() {
    if (m_ownName.isEmpty())
        return;
    auto *network = new QNetworkAccessManager;
    network->setProxy(QNetworkProxy::NoProxy);
    QNetworkReply *reply = network->deleteResource(requestFor(m_api, u"/api/tunnels/"_s + m_ownName));
    connect(reply, &QNetworkReply::finished, network, &QObject::deleteLater);
    m_ownName.clear();
}

} // namespace offhook::tunnel
