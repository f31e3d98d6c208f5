#pragma once

#include "core/flow/event_summary.h"
#include "core/session/account_log.h"

#include <QHash>
#include <QSet>

#include <functional>
#include <vector>

namespace offhook {

/// What was captured of one message or call, or recovered since.
struct CapturedThread {
    std::vector<EventId> events;      ///< ascending
    int requests = 0;                 ///< that ask for instructions: inbound message, call, its Gathers ...
    std::vector<QByteArray> statuses; ///< that callbacks told, in order of arrival
    QByteArray status;                ///< the furthest of them; "" when there is none
    int recovered = 0;                ///< how many of the events are

    [[nodiscard]] bool isEmpty() const { return events.empty(); }
};

/// Captured clocks may differ from Twilio's, and callbacks come late: what was captured is looked for that much around
/// the window.
inline constexpr WallTime CaptureMargin = 24LL * 3600 * 1'000'000;

/// The events around the window that belong to these SIDs, whole, ascending ids. A workspace that is not there has
/// none. Blocking; reads with a connection of its own.
[[nodiscard]] Result<void> eachCaptured(const QString &workspace, const TimeWindow &window,
    const QSet<QByteArray> &sids, const std::function<void(const flow::WebhookEvent &)> &visit,
    const ShareControl &control = {});

/// By the SID of message or call. Blocking, as above.
[[nodiscard]] Result<QHash<QByteArray, CapturedThread>> capturedThreads(
    const QString &workspace, const TimeWindow &window, const QSet<QByteArray> &sids, const ShareControl &control = {});

/// Adds one event's row to its thread.
void addTo(CapturedThread &thread, const flow::EventSummary &event);

} // namespace offhook
