#include "core/account/rest_client.h"

#include "core/account/paging.h"
#include "core/account/rest_error.h"
#include "core/base/text_guard.h"
#include "core/http/bounded_reply.h"

#include <QHostAddress>
#include <QJsonDocument>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QPointer>
#include <QRandomGenerator>
#include <QSet>

#include <algorithm>

namespace offhook::account {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

/// A request with all that its tries need. A list is one whose URL moves on from page to page.
struct RestJob {
    QPointer<RestClient> client;
    QUrl url;
    std::optional<QByteArray> form; ///< of a POST
    QPointer<QObject> guard;
    RestClient::Done done;
    RestClient::OnPage onPage; ///< of a list, with the two below
    QString key;
    QSet<QUrl> seen;
    QPointer<QNetworkReply> reply;
    int tries = 0;
    bool isFinished = false;
    bool isCancelled = false;
};

namespace {

constexpr qsizetype AnswerLimit = 16 * 1024 * 1024; // a page of a thousand numbers takes about 2 MB
constexpr int TooManyRequests = 429;

/// The system's proxy, which speaking to this machine needs none of.
class SystemProxies final : public QNetworkProxyFactory {
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override {
        const QString host = query.peerHostName();
        if (host == "localhost"_L1 || QHostAddress(host).isLoopback())
            return {QNetworkProxy::NoProxy};
        return systemProxyForQuery(query);
    }
};

int statusOf(const QNetworkReply &reply) {
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

/// Codes up to 199 are about the connection, those above about what HTTP said (QNetworkReply::NetworkError).
bool hasNetworkFailed(const QNetworkReply &reply) {
    const int error = reply.error();
    return statusOf(reply) == 0 || (error > 0 && error < 200);
}

Error networkError(const QNetworkReply &reply) {
    if (reply.error() == QNetworkReply::SslHandshakeFailedError)
        return {ErrorCode::TlsFailed, printable(reply.errorString())};
    if (reply.error() == QNetworkReply::OperationCanceledError)
        return {ErrorCode::TimedOut, u"the API did not answer in time"_s};
    return {ErrorCode::NetworkFailed, printable(reply.errorString())};
}

milliseconds jittered(milliseconds pause) {
    return milliseconds(qint64(double(pause.count()) * (0.5 + QRandomGenerator::global()->generateDouble() / 2)));
}

} // namespace

void RestCall::cancel() const {
    const std::shared_ptr<RestJob> job = m_job.lock();
    if (!job || job->isFinished || job->isCancelled || !job->client)
        return;
    job->isCancelled = true;
    if (job->reply)
        job->reply->abort();
    QMetaObject::invokeMethod(
        job->client,
        [client = job->client, job] {
            client->finish(job, Error{ErrorCode::Cancelled, {}});
        },
        Qt::QueuedConnection);
}

RestClient::RestClient(Credentials credentials, const ApiBase &base, QObject *parent)
    : QObject(parent)
    , m_credentials(std::move(credentials))
    , m_base(base) {
    m_network.setProxyFactory(new SystemProxies); // which it owns
    m_hold.setSingleShot(true);
    connect(&m_hold, &QTimer::timeout, this, &RestClient::pump);
}

// Replies are children of m_network, which dies before this object's own connections do: nobody may hear of their end.
RestClient::~RestClient() {
    const QList<QNetworkReply *> replies = m_network.findChildren<QNetworkReply *>();
    for (QNetworkReply *reply : replies)
        reply->disconnect(this);
}

RestCall RestClient::get(Host host, const QString &path, const http::Parameters &query, QObject *guard, Done done) {
    const Job job = make(urlOf(host, path, query), guard, std::move(done));
    submit(job);
    return RestCall(job);
}

RestCall RestClient::post(Host host, const QString &path, const http::Parameters &form, QObject *guard, Done done) {
    const Job job = make(urlOf(host, path, {}), guard, std::move(done));
    job->form = http::encodeForm(form);
    submit(job);
    return RestCall(job);
}

RestCall RestClient::list(Host host, const QString &path, const QString &key, const http::Parameters &query,
    QObject *guard, OnPage onPage, std::function<void(Result<void>)> done) {
    const Job job = make(urlOf(host, path, query), guard, [done = std::move(done)](const Result<QJsonObject> &last) {
        done(last ? Result<void>() : Result<void>(last.error()));
    });
    job->onPage = std::move(onPage);
    job->key = key;
    job->seen.insert(job->url);
    submit(job);
    return RestCall(job);
}

QUrl RestClient::urlOf(Host host, const QString &path, const http::Parameters &query) const {
    QUrl url = host == Host::Api ? m_base.api : host == Host::Messaging ? m_base.messaging : m_base.monitor;
    QString whole = path;
    whole.replace("{account}"_L1, QString::fromLatin1(m_credentials.accountSid));
    url.setPath(whole, QUrl::DecodedMode);
    if (!query.empty())
        url.setQuery(QString::fromLatin1(http::encodeForm(query)), QUrl::StrictMode);
    return url;
}

RestClient::Job RestClient::make(const QUrl &url, QObject *guard, Done done) {
    const auto job = std::make_shared<RestJob>();
    job->client = this;
    job->url = url;
    job->guard = guard;
    job->done = std::move(done);
    return job;
}

void RestClient::submit(const Job &job) {
    m_waiting.push_back(job);
    QMetaObject::invokeMethod(this, &RestClient::pump, Qt::QueuedConnection);
}

void RestClient::pump() {
    while (!m_hold.isActive() && m_running < m_pace.atOnce && !m_waiting.empty()) {
        const Job job = m_waiting.front();
        m_waiting.pop_front();
        if (!job->isCancelled && !job->isFinished)
            start(job);
    }
}

void RestClient::start(const Job &job) {
    if (!isSid(m_credentials.accountSid, "AC"))
        return finish(job, Error{ErrorCode::InvalidInput, u"an AccountSid is AC and 32 hexadecimal digits"_s});
    if (job->url.host().isEmpty())
        return finish(
            job, Error{ErrorCode::InvalidInput,
                     u"OFFHOOK_TWILIO_API has to be https://HOST, or http://127.0.0.1:PORT, without a path"_s});
    ++m_running;
    ++job->tries;
    const QNetworkRequest request = requestFor(*job);
    QNetworkReply *reply = job->form ? m_network.post(request, *job->form) : m_network.get(request);
    job->reply = reply;
    http::gather(reply, AnswerLimit, this,
        [this, job](QNetworkReply &finished, const QByteArray &body) { answered(job, finished, body); });
}

QNetworkRequest RestClient::requestFor(const RestJob &job) const {
    QNetworkRequest request(job.url);
    QByteArray pair = m_credentials.user + ':' + m_credentials.secret.view().toByteArray();
    request.setRawHeader("Authorization", "Basic " + pair.toBase64());
    SecretBytes::wipe(pair);
    request.setRawHeader("Accept", "application/json");
    request.setHeader(QNetworkRequest::UserAgentHeader, u"offhook/" OFFHOOK_VERSION ""_s);
    if (job.form)
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/x-www-form-urlencoded"_s);
    request.setTransferTimeout(int(m_pace.timeLimit.count()));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    for (const auto attribute : {QNetworkRequest::CookieLoadControlAttribute,
             QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::AuthenticationReuseAttribute})
        request.setAttribute(attribute, QNetworkRequest::Manual);
    return request;
}

void RestClient::answered(const Job &job, QNetworkReply &reply, const QByteArray &body) {
    --m_running;
    job->reply = nullptr;
    QMetaObject::invokeMethod(this, &RestClient::pump, Qt::QueuedConnection);
    if (job->isCancelled || job->isFinished)
        return;
    if (body.size() >= AnswerLimit)
        return finish(job, Error{ErrorCode::NetworkFailed, u"the API's answer has no end"_s});
    const int status = statusOf(reply);
    const bool isOk = !hasNetworkFailed(reply) && status >= 200 && status < 300;
    const QJsonDocument json = QJsonDocument::fromJson(body);
    if (isOk && (json.isObject() || body.isEmpty()))
        return job->onPage ? nextPage(job, json.object()) : finish(job, json.object());

    Error error = hasNetworkFailed(reply) ? networkError(reply) : toError(readRestError(status, body));
    if (isOk)
        error = {ErrorCode::NetworkFailed, u"the API's answer is not JSON"_s};
    error.detail = withoutSecret(std::move(error.detail));
    const bool mayPass = error.code == ErrorCode::NetworkFailed || error.code == ErrorCode::TimedOut;
    if (!mayPass || job->tries >= m_pace.tries)
        return finish(job, error);
    const milliseconds asked = std::chrono::seconds(qMax(0, reply.rawHeader("Retry-After").toInt()));
    const milliseconds pause = std::max(asked, jittered(m_pace.firstPause * (1 << (job->tries - 1))));
    tryAgain(job, std::min(pause, m_pace.longestPause), status == TooManyRequests);
}

void RestClient::tryAgain(const Job &job, milliseconds pause, bool holdsAll) {
    if (holdsAll) {
        m_waiting.push_front(job);
        if (!m_hold.isActive() || m_hold.remainingTimeAsDuration() < pause)
            m_hold.start(pause);
        return;
    }
    QTimer::singleShot(pause, this, [this, job] {
        m_waiting.push_front(job);
        pump();
    });
}

void RestClient::nextPage(const Job &job, const QJsonObject &page) {
    const Result<QUrl> next = account::nextPage(job->url, page);
    if (job->guard)
        job->onPage(page.value(job->key).toArray());
    if (job->isCancelled)
        return;
    if (!next)
        return finish(job, next.error());
    if (next->isEmpty())
        return finish(job, QJsonObject());
    if (job->seen.contains(*next))
        return finish(job, Error{ErrorCode::NetworkFailed, u"the pages of the list go round in a circle"_s});
    if (job->seen.size() >= m_pace.mostPages)
        return finish(job, Error{ErrorCode::NetworkFailed, u"the list has more than %1 pages"_s.arg(m_pace.mostPages)});
    job->seen.insert(*next);
    job->url = *next;
    job->tries = 0;
    submit(job);
}

void RestClient::finish(const Job &job, Result<QJsonObject> result) {
    if (std::exchange(job->isFinished, true))
        return;
    if (job->guard)
        job->done(std::move(result));
}

// A server that is not Twilio's may give back what it was sent.
QString RestClient::withoutSecret(QString words) const {
    const QByteArrayView secret = m_credentials.secret.view();
    QString plain = QString::fromUtf8(secret);
    QByteArray pair = m_credentials.user + ':' + secret.toByteArray();
    QString coded = QString::fromLatin1(pair.toBase64());
    if (!secret.isEmpty())
        words.replace(coded, u"\u2026"_s).replace(plain, u"\u2026"_s);
    SecretBytes::wipe(plain);
    SecretBytes::wipe(pair);
    SecretBytes::wipe(coded);
    return words;
}

} // namespace offhook::account
