#pragma once

#include "core/account/rest_client.h"
#include "core/session/share.h"

#include <QJsonObject>
#include <QStringList>

#include <vector>

namespace offhook {

/// From `since` up to `until`.
struct TimeWindow {
    WallTime since = 0;
    WallTime until = 0;
};

/// What to ask Twilio for.
struct LogPlan {
    TimeWindow window;
    bool records = false; ///< also what a reconciliation needs: messages, numbers, applications, Messaging Services
    int pageSize = 1'000; ///< the largest that Twilio gives
};

/// What an account remembers of a window of time, as the API's JSON. Facts: reference pages of each resource on
/// twilio.com/docs, read 2026-11.
struct AccountLog {
    /// The instances, with their request; those about no request as the list tells them.
    std::vector<QJsonObject> alerts;
    /// Calls that were under way in the window.
    std::vector<QJsonObject> calls;
    struct CallEvent {
        QByteArray callSid;
        QJsonObject event;
    };
    std::vector<CallEvent> callEvents;
    std::vector<QJsonObject> messages;
    std::vector<QJsonObject> numbers;
    std::vector<QJsonObject> applications;
    std::vector<QJsonObject> services;
    QStringList problems; ///< what could not be fetched, English, printable, for people
};

/// Twilio keeps alerts that long.
inline constexpr WallTime AlertsKept = 30LL * 24 * 3600 * 1'000'000;
/// The requests of a call can be asked for that long after its end.
inline constexpr WallTime CallEventsDelay = 15LL * 60 * 1'000'000;

/// Asks for all of it, on the thread of `client`, and waits in an event loop of its own; long. Its progress counts
/// requests for single things, of which more are found on the way. One that fails is a problem; the Error is what
/// nothing could be fetched for, NoKey when the credentials are refused, or Cancelled.
[[nodiscard]] Result<AccountLog> fetchAccountLog(
    account::RestClient &client, const LogPlan &plan, const ShareControl &control = {});

} // namespace offhook
