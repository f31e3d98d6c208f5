#pragma once

#include "core/account/api_base.h"
#include "core/account/credentials.h"
#include "core/base/result.h"
#include "core/http/form.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <deque>
#include <functional>
#include <memory>

namespace offhook::account {

struct RestJob;

/// One request, or one list, under way. A copy is the same request; letting go of it does not end it.
class RestCall {
public:
    RestCall() = default;
    /// Ends it; its callback runs once, later, with Cancelled. What the API has begun to do is done all the same. After
    /// the callback this does nothing.
    void cancel() const;

private:
    friend class RestClient;
    explicit RestCall(const std::shared_ptr<RestJob> &job)
        : m_job(job) {}
    std::weak_ptr<RestJob> m_job;
};

/// How patient a client is.
struct RestPace {
    int atOnce = 4;                                 ///< requests under way; others wait their turn
    int tries = 6;                                  ///< of one request
    std::chrono::milliseconds firstPause{500};      ///< before the second try; doubled for each further one
    std::chrono::milliseconds longestPause{30'000}; ///< also of what Retry-After asks for
    std::chrono::milliseconds timeLimit{30'000};    ///< without any progress of an answer
    int mostPages = 1'000;                          ///< of a list: a million items
};

/// Asks Twilio's REST API (twilio.com/docs/usage/api). A request that fails with 429, 5xx or on the network is tried
/// again after a pause with jitter, a POST too: every update here sets values, so that doing it twice is doing it once.
/// 429 holds everything back, as it is about the account. Redirects are not followed: the credentials stay with the
/// host. On one thread with an event loop; callbacks run there, once, later than the call, never after `guard` or the
/// client died. Fails with an Error of rest_error.h, NetworkFailed, TimedOut, TlsFailed, InvalidInput (the account is
/// no AccountSid, the base is not usable) or Cancelled. No detail holds the secret.
class RestClient final : public QObject {
    Q_OBJECT
public:
    explicit RestClient(
        Credentials credentials, const ApiBase &base = ApiBase::fromEnvironment(), QObject *parent = nullptr);
    ~RestClient() override;

    enum class Host : std::uint8_t { Api, Messaging, Monitor };
    using Done = std::function<void(Result<QJsonObject>)>;
    using OnPage = std::function<void(const QJsonArray &)>;

    /// `path` begins with "/"; "{account}" in it becomes the AccountSid. An answer without a body is an empty object.
    RestCall get(Host host, const QString &path, const http::Parameters &query, QObject *guard, Done done);
    RestCall post(Host host, const QString &path, const http::Parameters &form, QObject *guard, Done done);
    /// The items under `key` of every page, in order. Pages are followed by next_page_uri and meta.next_page_url, on
    /// the same host only; a link that was followed before, or RestPace::mostPages, ends it with NetworkFailed.
    RestCall list(Host host, const QString &path, const QString &key, const http::Parameters &query, QObject *guard,
        OnPage onPage, std::function<void(Result<void>)> done);

    [[nodiscard]] const QByteArray &accountSid() const { return m_credentials.accountSid; }
    void setPace(const RestPace &pace) { m_pace = pace; }

private:
    friend class RestCall;
    using Job = std::shared_ptr<RestJob>;
    [[nodiscard]] QUrl urlOf(Host host, const QString &path, const http::Parameters &query) const;
    Job make(const QUrl &url, QObject *guard, Done done);
    void submit(const Job &job);
    void pump();
    void start(const Job &job);
    void answered(const Job &job, QNetworkReply &reply, const QByteArray &body);
    void tryAgain(const Job &job, std::chrono::milliseconds pause, bool holdsAll);
    void finish(const Job &job, Result<QJsonObject> result);
    void nextPage(const Job &job, const QJsonObject &page);
    [[nodiscard]] QNetworkRequest requestFor(const RestJob &job) const;
    [[nodiscard]] QString withoutSecret(QString words) const;

    Credentials m_credentials;
    ApiBase m_base;
    RestPace m_pace;
    QNetworkAccessManager m_network;
    QTimer m_hold; ///< runs while nothing may start
    std::deque<Job> m_waiting;
    int m_running = 0;
};

} // namespace offhook::account
