#include "core/session/account_log.h"

#include "core/base/text_guard.h"
#include "core/exchange/readers/twilio_log.h"
#include "core/exchange/wall_text.h"

#include <QDateTime>
#include <QEventLoop>
#include <QTimer>

#include <algorithm>
#include <deque>

namespace offhook {
namespace {

using namespace Qt::StringLiterals;
using Host = account::RestClient::Host;
using Take = std::function<void(const QJsonObject &)>;

constexpr WallTime MicrosPerMilli = 1'000;
constexpr WallTime Day = 24LL * 3600 * 1'000'000;
constexpr WallTime LongestCall = Day; ///< more than four hours must be asked for
constexpr int LooksForCancel = 50;    ///< milliseconds
constexpr int SinglesAtOnce = 16;     ///< handed to the client, which has limits of its own
constexpr int MostProblems = 1'000;

QDateTime utc(WallTime time) {
    return QDateTime::fromMSecsSinceEpoch(time / MicrosPerMilli, Qt::UTC);
}

// Filters of the 2010 API know days; what is outside of the window goes here.
QByteArray dayOf(WallTime time) {
    return utc(time).date().toString(Qt::ISODate).toLatin1();
}

QByteArray secondOf(WallTime time) {
    return utc(time).toString(u"yyyy-MM-ddTHH:mm:ss'Z'"_s).toLatin1();
}

QString textOf(const QJsonObject &json, QLatin1StringView name) {
    return json[name].toString();
}

/// One fetch from its beginning to its end.
class Fetch final : public QObject {
public:
    Fetch(account::RestClient &client, const LogPlan &plan, const ShareControl &control)
        : m_client(client)
        , m_plan(plan)
        , m_control(control) {}

    Result<AccountLog> run();

private:
    void askForWebhooks();
    void askForRecords();
    void list(Host host, const QString &path, const QString &key, http::Parameters query, const Take &take);
    void takeAlert(const QJsonObject &alert);
    void takeCall(const QJsonObject &call);
    void fetchEvents(const QString &callSid);
    void single(std::function<void()> start);
    void pump();
    void singleDone();
    void problem(const QString &about, const Error &error);
    void ended();
    void lookForCancel();
    [[nodiscard]] bool isOver() const { return m_open == 0 && (m_fatal || m_singles.empty()); }

    account::RestClient &m_client;
    const LogPlan &m_plan;
    const ShareControl &m_control;
    AccountLog m_log;
    QEventLoop m_loop;
    std::vector<account::RestCall> m_calls; ///< for cancelling; those that ended ignore it
    std::deque<std::function<void()>> m_singles;
    int m_open = 0;    ///< lists and singles under way
    int m_running = 0; ///< singles under way
    qint64 m_done = 0;
    qint64 m_all = 0;
    bool m_anySuccess = false;
    bool m_cancelled = false;
    std::optional<Error> m_fatal;
    std::optional<Error> m_first;
};

Result<AccountLog> Fetch::run() {
    QTimer poll;
    connect(&poll, &QTimer::timeout, this, [this] { lookForCancel(); });
    poll.start(LooksForCancel);
    askForWebhooks();
    if (m_plan.records)
        askForRecords();
    m_loop.exec();
    if (m_fatal)
        return *m_fatal;
    if (m_cancelled)
        return Error{ErrorCode::Cancelled, {}, -1};
    if (m_first && !m_anySuccess)
        return *m_first;
    return std::move(m_log);
}

void Fetch::askForWebhooks() {
    const WallTime now = Clock::system().wall();
    const WallTime since = std::max(m_plan.window.since, now - AlertsKept);
    if (since < m_plan.window.until) {
        const http::Parameters window{
            {"StartDate", secondOf(since), false}, {"EndDate", secondOf(m_plan.window.until), false}};
        list(Host::Monitor, u"/v1/Alerts"_s, u"alerts"_s, window, [this](const QJsonObject &a) { takeAlert(a); });
    }
    const http::Parameters window{{"StartTime>", dayOf(m_plan.window.since - LongestCall), false},
        {"StartTime<", dayOf(m_plan.window.until + Day), false}};
    list(Host::Api, u"/2010-04-01/Accounts/{account}/Calls.json"_s, u"calls"_s, window,
        [this](const QJsonObject &call) { takeCall(call); });
}

void Fetch::askForRecords() {
    const http::Parameters window{
        {"DateSent>", dayOf(m_plan.window.since), false}, {"DateSent<", dayOf(m_plan.window.until + Day), false}};
    const QString account = u"/2010-04-01/Accounts/{account}/"_s;
    list(Host::Api, account + u"Messages.json"_s, u"messages"_s, window, [this](const QJsonObject &message) {
        const auto at = exchange::wallTimeFrom(textOf(message, "date_sent"_L1));
        if (at && *at >= m_plan.window.since && *at < m_plan.window.until)
            m_log.messages.push_back(message);
    });
    const auto into = [](std::vector<QJsonObject> &all) {
        return [&all](const QJsonObject &one) { all.push_back(one); };
    };
    list(Host::Api, account + u"IncomingPhoneNumbers.json"_s, u"incoming_phone_numbers"_s, {}, into(m_log.numbers));
    list(Host::Api, account + u"Applications.json"_s, u"applications"_s, {}, into(m_log.applications));
    list(Host::Messaging, u"/v1/Services"_s, u"services"_s, {}, into(m_log.services));
}

void Fetch::list(Host host, const QString &path, const QString &key, http::Parameters query, const Take &take) {
    query.push_back({"PageSize", QByteArray::number(m_plan.pageSize), false});
    ++m_open;
    const auto onPage = [this, take](const QJsonArray &items) {
        m_anySuccess = true;
        for (const QJsonValue item : items)
            take(item.toObject());
        pump();
    };
    m_calls.push_back(m_client.list(host, path, key, query, this, onPage, [this, key](const Result<void> &done) {
        if (done)
            m_anySuccess = true;
        else
            problem(key, done.error());
        ended();
    }));
}

// Only an alert's own resource tells the request.
void Fetch::takeAlert(const QJsonObject &alert) {
    const QByteArray url = textOf(alert, "request_url"_L1).toUtf8();
    if (url.isEmpty() || exchange::isTwilioApi(url))
        return m_log.alerts.push_back(alert);
    const QString sid = textOf(alert, "sid"_L1);
    if (!account::isSid(sid.toUtf8(), "NO"))
        return problem(u"alerts"_s, {ErrorCode::InvalidInput, u"an alert without a SID"_s, -1});
    single([this, sid] {
        m_calls.push_back(m_client.get(
            Host::Monitor, u"/v1/Alerts/"_s + sid, {}, this, [this, sid](const Result<QJsonObject> &instance) {
                if (instance)
                    m_log.alerts.push_back(*instance);
                else
                    problem(sid, instance.error());
                singleDone();
            }));
    });
}

void Fetch::takeCall(const QJsonObject &call) {
    const auto start = exchange::wallTimeFrom(textOf(call, "start_time"_L1));
    const auto end = exchange::wallTimeFrom(textOf(call, "end_time"_L1));
    const auto known = start ? start : exchange::wallTimeFrom(textOf(call, "date_created"_L1));
    if (!known || *known >= m_plan.window.until || end.value_or(m_plan.window.until) < m_plan.window.since)
        return;
    m_log.calls.push_back(call);
    const QString sid = textOf(call, "sid"_L1);
    if (account::isSid(sid.toUtf8(), "CA"))
        fetchEvents(sid);
}

void Fetch::fetchEvents(const QString &callSid) {
    single([this, callSid] {
        const QString path = u"/2010-04-01/Accounts/{account}/Calls/%1/Events.json"_s.arg(callSid);
        const http::Parameters query{{"PageSize", QByteArray::number(m_plan.pageSize), false}};
        const auto onPage = [this, callSid](const QJsonArray &events) {
            for (const QJsonValue event : events)
                m_log.callEvents.push_back({callSid.toLatin1(), event.toObject()});
        };
        m_calls.push_back(
            m_client.list(Host::Api, path, u"events"_s, query, this, onPage, [this, callSid](const Result<void> &done) {
                if (!done)
                    problem(callSid, done.error());
                singleDone();
            }));
    });
}

void Fetch::single(std::function<void()> start) {
    ++m_all;
    m_singles.push_back(std::move(start));
}

void Fetch::pump() {
    while (m_running < SinglesAtOnce && !m_singles.empty() && !m_fatal) {
        const std::function<void()> start = std::move(m_singles.front());
        m_singles.pop_front();
        ++m_running;
        ++m_open;
        start();
    }
}

void Fetch::singleDone() {
    --m_running;
    ++m_done;
    if (m_control.progress)
        m_control.progress(m_done, m_all);
    pump();
    ended();
}

void Fetch::problem(const QString &about, const Error &error) {
    if (error.code == ErrorCode::Cancelled && (m_cancelled || m_fatal))
        return;
    if (!m_first)
        m_first = error;
    if (m_log.problems.size() < MostProblems)
        m_log.problems.append(printable(about, 100) + u": "_s + printable(error.detail, 500));
    if (error.code != ErrorCode::NoKey || m_fatal)
        return;
    m_fatal = error;
    m_singles.clear();
    for (const account::RestCall &call : m_calls)
        call.cancel();
}

void Fetch::ended() {
    --m_open;
    if (isOver())
        m_loop.quit();
}

void Fetch::lookForCancel() {
    if (m_cancelled || m_control.cancelled == nullptr || !m_control.cancelled->load(std::memory_order_relaxed))
        return;
    m_cancelled = true;
    m_singles.clear();
    for (const account::RestCall &call : m_calls)
        call.cancel();
    if (isOver())
        m_loop.quit();
}

} // namespace

Result<AccountLog> fetchAccountLog(account::RestClient &client, const LogPlan &plan, const ShareControl &control) {
    return Fetch(client, plan, control).run();
}

} // namespace offhook
