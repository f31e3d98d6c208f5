#pragma once

#include "core/deliver/pace.h"
#include "core/deliver/replay_request.h"
#include "core/deliver/replay_verdict.h"
#include "core/http/client.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <map>
#include <memory>

namespace offhook::deliver {

/// One event sent again, and what came of it.
struct ReplayAttempt {
    int number = 0; ///< from 1, in the order in which they began
    flow::EventPtr origin;
    WallTime startedAt = 0;
    ReplayRequest request; ///< empty when none could be made
    http::Response answer; ///< status 0: there was none
    qint64 tookUs = -1;
    http::ClientResponse raw; ///< the answer as it came
    http::ClientTimings timings;
    std::optional<Error> error;
    AnswerComparison comparison; ///< verdict Failed with an error
};

/// What to replay and how.
struct ReplayPlan {
    /// The next event, null at the end. An error ends the replay. Called on the replayer's thread.
    std::function<Result<flow::EventPtr>()> next;
    /// What is edited in each; may be empty.
    std::function<Result<void>(RequestDraft &)> edit;
    ReplayOptions options;
    QString certificate; ///< PEM file of certificates that are trusted besides the system's; "" for none
    Pace pace;
    VolatileParts ignored;
    std::vector<twilio::SigningKey> keys;
};

/// What came back from the target.
struct ReplayAnswer {
    http::Response response;
    qint64 tookUs = 0; ///< first byte out to last byte in
    http::ClientResponse raw{};
    http::ClientTimings timings{};
};

/// Sends one request to the target: calls back once, later, on the caller's thread, never after `guard` died.
using ReplayExchange = std::function<void(const ReplayRequest &request, const ReplayTarget &target, QObject *guard,
    std::function<void(Result<ReplayAnswer>)> callback)>;

/// Replays events at a pace. Lives on one thread, with an event loop; observers are called on it. Redirects are an
/// answer like any other: they are not followed, since they could lead to a host that nobody confirmed.
class Replayer final : public QObject {
    Q_OBJECT
public:
    struct Observer {
        std::function<void(const ReplayAttempt &)> attempted;
        std::function<void(const Result<void> &)> finished; ///< once; Cancelled, or what `next` failed with
    };
    Replayer(ReplayPlan plan, ReplayExchange exchange, Observer observer, QObject *parent = nullptr);
    ~Replayer() override;

    void start();
    /// Begins no more; what is under way ends.
    void pause();
    void resume();
    /// Ends at once: what is under way fails with Cancelled.
    void cancel();

private:
    void pump();
    void launch(const flow::EventPtr &event);
    [[nodiscard]] Result<ReplayRequest> made(const flow::WebhookEvent &event);
    void answered(int number, const Result<ReplayAnswer> &answer);
    void finish(const Result<void> &outcome);

    ReplayPlan m_plan;
    ReplayExchange m_exchange;
    Observer m_observer;
    twilio::KeyRing m_keys;
    PaceKeeper m_pace;
    QTimer m_next;
    std::unique_ptr<QObject> m_flight; ///< guards the exchanges under way
    std::map<int, ReplayAttempt> m_underWay;
    flow::EventPtr m_pending;          ///< fetched, and not due yet
    std::optional<Result<void>> m_end; ///< `next` has no more
    std::optional<MonotonicTime> m_pausedAt;
    int m_number = 0;
    bool m_isFinished = false;
};

} // namespace offhook::deliver
