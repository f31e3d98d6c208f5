#pragma once

#include "core/base/result.h"
#include "core/deliver/copy_router.h"
#include "core/deliver/health.h"
#include "core/flow/metrics.h"
#include "core/flow/pipeline.h"
#include "core/http/listener.h"
#include "core/rules/engine.h"
#include "core/store/event_writer.h"
#include "core/tunnel/reach_probe.h"

#include <QObject>
#include <QThread>

#include <functional>
#include <memory>
#include <optional>

namespace offhook {

/// The thread that listens, verifies, stores and answers. Construct, start(), use, stop(); all on the owner's thread.
/// Calls are queued to the capture thread and return at once; callbacks run on the owner's thread.
class CaptureThread final : public QObject {
    Q_OBJECT
public:
    explicit CaptureThread(QObject *parent = nullptr);
    ~CaptureThread() override;

    /// Starts the thread and opens the writer on it; waits for that (an open takes milliseconds).
    [[nodiscard]] Result<void> start(const QString &workspace);
    /// Stops listening, lets answers in flight go, commits what is queued, ends the thread. Safe to call twice.
    void stop();
    /// Valid between start() and stop(). Its queueing calls are thread-safe.
    [[nodiscard]] store::EventWriter *writer() const;

    void listen(const http::ListenOptions &options);
    void stopListening();
    void setKeys(std::vector<twilio::SigningKey> keys);
    void setPublicUrl(const QByteArray &url);
    void setOverrides(const QByteArray &fragment);
    /// While there is one, the request that it waits for is answered by it and is no event.
    void setReachProbe(std::optional<tunnel::ReachProbe> probe);
    /// Work with what carries out the rules, on the capture thread.
    void withEngine(std::function<void(rules::Engine &)> work);
    /// What says which copies an event has, on the capture thread.
    void withRouter(std::function<void(deliver::CopyRouter &)> work);
    /// Hears of the queue of copies when a commit changed it, on the capture thread.
    void setDeliveryObserver(std::function<void(const flow::DeliveryCountsByRoute &)> observer);
    /// Waits for the capture thread (it takes less than a turn of its loop).
    [[nodiscard]] rules::RuleCounts ruleCounts();
    /// Hears of every answered event on the capture thread. Set before start().
    void setObserver(flow::Pipeline::Observer observer) { m_observer = std::move(observer); }
    /// metricsReady() follows, and ruleCountsReady() when they changed.
    void askMetrics();

Q_SIGNALS:
    void listening(const QString &address, quint16 port, bool tls);
    void listenFailed(const offhook::Error &error);
    void stoppedListening();
    void metricsReady(const offhook::flow::Metrics::Snapshot &snapshot);
    void ruleCountsReady(const offhook::rules::RuleCounts &counts);
    /// The applications that requests are forwarded to, when one becomes reachable or not.
    void targetsChanged(const offhook::deliver::TargetHealths &targets);
    /// At most once every 16 ms.
    void heldChanged(const std::vector<offhook::rules::HeldRequest> &held);

private:
    struct Parts;
    void makeForwarder(Parts &parts);
    void post(std::function<void(Parts &)> work);
    void watchHeld(Parts &parts);
    static void handle(Parts &parts, std::unique_ptr<http::Exchange> exchange);
    static void end(Parts &parts);
    static void windUp(Parts &parts);

    QThread m_thread;
    std::shared_ptr<Parts> m_parts; ///< made, used and emptied on the capture thread
    flow::Pipeline::Observer m_observer;
};

} // namespace offhook
