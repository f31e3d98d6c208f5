#include "core/tunnel/reach_check.h"

#include "core/http/bounded_reply.h"
#include "core/tunnel/tool_text.h"

#include <QNetworkProxy>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QUrl>

namespace offhook::tunnel {
namespace {

using namespace Qt::StringLiterals;
using Type = Reach::Type;

constexpr qint64 BodyLimit = 64 * 1024;

QByteArray fieldOf(const QList<std::pair<QByteArray, QByteArray>> &head, QByteArrayView name) {
    for (const auto &[field, value] : head) {
        if (field.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

// RFC 6761 6.3: names under localhost are this machine's; not every resolver knows.
void keepOnThisMachine(QNetworkRequest &request) {
    QUrl url = request.url();
    if (!url.host().endsWith(".localhost"_L1))
        return;
    const QString authority = url.port() < 0 ? url.host() : url.host() + u':' + QString::number(url.port());
    request.setRawHeader("Host", authority.toLatin1());
    url.setHost(u"127.0.0.1"_s);
    request.setUrl(url);
}

QNetworkRequest requestFor(const QByteArray &url, std::chrono::milliseconds limit, bool pastInterstitial) {
    QNetworkRequest request{QUrl(QString::fromUtf8(url))};
    // As Twilio's webhooks say who they are (reference of requests): a browser's name would bring browsers' pages.
    request.setRawHeader("User-Agent", "TwilioProxy/1.1");
    request.setRawHeader("Accept", "*/*");
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setTransferTimeout(int(limit.count()));
    if (pastInterstitial) {
        request.setRawHeader("ngrok-skip-browser-warning", "1");
        request.setRawHeader("Bypass-Tunnel-Reminder", "1");
        request.setRawHeader("X-Tunnel-Skip-AntiPhishing-Page", "1");
    }
    keepOnThisMachine(request);
    return request;
}

} // namespace

QString interstitialOf(int status, const QList<std::pair<QByteArray, QByteArray>> &head, QByteArrayView body) {
    const QByteArray code = fieldOf(head, "ngrok-error-code");
    if (code == "ERR_NGROK_6024" || (code.isEmpty() && body.contains("ERR_NGROK_6024")))
        return u"ngrok"_s;
    const bool refuses = status == 401 || status == 511 || status == 200;
    if (refuses && (body.contains("bypass-tunnel-reminder") || body.contains("Bypass-Tunnel-Reminder")))
        return u"localtunnel"_s;
    if (body.contains("tunnel_phishing_protection") || body.contains("X-Tunnel-Skip-AntiPhishing-Page"))
        return u"Microsoft dev tunnels"_s;
    return {};
}

ReachCheck::ReachCheck(QObject *parent)
    : QObject(parent) {}

void ReachCheck::run(const QByteArray &publicUrl, const ReachProbe &probe, std::chrono::milliseconds limit,
    std::function<void(const Reach &)> done) {
    cancel();
    m_probe = probe;
    m_url = publicUrl + probe.path();
    m_limit = limit;
    m_service.clear();
    m_done = std::move(done);
    ask(false);
}

void ReachCheck::cancel() {
    ++m_run;
    m_done = nullptr;
}

void ReachCheck::ask(bool pastInterstitial) {
    // A connection that stood before the tunnel came or went says nothing.
    m_network.clearConnectionCache();
    QNetworkReply *reply = m_network.get(requestFor(m_url, m_limit, pastInterstitial));
    http::gather(
        reply, BodyLimit, this, [this, pastInterstitial, run = m_run](QNetworkReply &finished, const QByteArray &body) {
            if (run == m_run)
                answered(finished, body, pastInterstitial);
        });
}

void ReachCheck::answered(QNetworkReply &reply, const QByteArray &body, bool pastInterstitial) {
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (body.trimmed() == m_probe.reply)
        return finish({pastInterstitial ? Type::Interstitial : Type::Reached, status, m_service, {}});
    if (status == 0)
        return finish({Type::NotReached, 0, {}, wordsOf(reply.errorString().toUtf8())});
    const QList<QNetworkReply::RawHeaderPair> pairs = reply.rawHeaderPairs();
    const QList<std::pair<QByteArray, QByteArray>> head(pairs.begin(), pairs.end());
    m_service = interstitialOf(status, head, body);
    if (!m_service.isEmpty() && !pastInterstitial)
        return ask(true);
    const QByteArray ngrok = fieldOf(head, "ngrok-error-code");
    const bool gone = status == 404 || status == 502 || status == 503 || status == 504 || status == 530;
    const QString words = !ngrok.isEmpty() ? QString::fromLatin1(ngrok)
                                           : reply.attribute(QNetworkRequest::HttpReasonPhraseAttribute).toString();
    finish({gone ? Type::NotReached : Type::SomebodyElse, status, m_service, wordsOf(words.toUtf8())});
}

void ReachCheck::finish(const Reach &reach) {
    ++m_run;
    const auto done = std::exchange(m_done, nullptr);
    if (done)
        done(reach);
}

} // namespace offhook::tunnel
