#include "core/deliver/forwarder.h"

#include "core/deliver/forward_target.h"

#include <QSslCertificate>

#include <utility>

namespace offhook::deliver {
namespace {

using namespace Qt::StringLiterals;
using std::chrono::duration_cast;
using std::chrono::microseconds;
using std::chrono::milliseconds;

/// One event on its way. A child of the guard, so that it goes when the guard does.
class Forwarding final : public QObject {
public:
    Forwarding(flow::EventPtr event, flow::ForwardTo to, milliseconds timeLimit, QObject *guard,
        std::function<void(flow::Attempt)> done, const Clock &clock)
        : QObject(guard)
        , m_event(std::move(event))
        , m_to(std::move(to))
        , m_clock(clock)
        , m_startedAt(clock.monotonic())
        , m_timeLimit(timeLimit)
        , m_done(std::move(done)) {
        m_attempt.event = m_event->id;
        m_attempt.startedAt = clock.wall();
        m_attempt.url = m_to.url.toUtf8();
    }

    void start() {
        const auto request = forwardRequest(*m_event, m_to);
        if (!request)
            return fail(request.error());
        if (!m_to.certificate.isEmpty() && request->to.tls) {
            m_options.trusted = QSslCertificate::fromPath(m_to.certificate);
            if (m_options.trusted.isEmpty())
                return fail({ErrorCode::TlsFailed, u"no certificate in %1"_s.arg(m_to.certificate), -1});
        }
        send(*request);
    }

private:
    [[nodiscard]] qint64 tookUs() const {
        return duration_cast<microseconds>(m_clock.monotonic() - m_startedAt).count();
    }

    void send(const ForwardRequest &request) {
        m_sent = request;
        m_attempt.url = request.url;
        m_attempt.request = http::Request(request.head, request.body);
        m_options.timeLimit =
            std::max(milliseconds(1), m_timeLimit - duration_cast<milliseconds>(microseconds(tookUs())));
        http::exchange(request.to, request.head, request.body, m_options, this,
            [this](const Result<http::ClientResponse> &answer, const http::ClientTimings &timings) {
                answered(answer, timings);
            });
    }

    void answered(const Result<http::ClientResponse> &answer, const http::ClientTimings &timings) {
        m_attempt.timings = timings;
        if (!answer) {
            m_attempt.error = answer.error();
            return finish();
        }
        m_attempt.response = *answer;
        if (answer->status == 101)
            return fail({ErrorCode::NetworkFailed, u"the application changed to another protocol"_s, -1});
        const auto next = redirectedRequest(*m_event, m_to, m_sent, *answer);
        if (!next)
            return finish();
        if (m_attempt.redirects.size() == MostRedirects)
            return fail({ErrorCode::NetworkFailed, u"more than %1 redirects"_s.arg(MostRedirects), -1});
        m_attempt.redirects.push_back(m_sent.url);
        m_attempt.response.reset();
        send(*next);
    }

    void fail(const Error &error) {
        m_attempt.error = error;
        finish();
    }

    void finish() {
        m_attempt.timings.totalUs = tookUs();
        deleteLater();
        m_done(std::move(m_attempt));
    }

    flow::EventPtr m_event;
    flow::ForwardTo m_to;
    const Clock &m_clock;
    MonotonicTime m_startedAt;
    milliseconds m_timeLimit;
    std::function<void(flow::Attempt)> m_done;
    http::ClientOptions m_options;
    ForwardRequest m_sent;
    flow::Attempt m_attempt;
};

} // namespace

void forward(const flow::EventPtr &event, const flow::ForwardTo &to, milliseconds timeLimit, QObject *guard,
    std::function<void(flow::Attempt)> done, const Clock &clock) {
    Q_ASSERT(guard != nullptr);
    auto *forwarding = new Forwarding(event, to, timeLimit, guard, std::move(done), clock);
    // Queued, so that even a failure at once is told later.
    QMetaObject::invokeMethod(
        forwarding, [forwarding] { forwarding->start(); }, Qt::QueuedConnection);
}

} // namespace offhook::deliver
