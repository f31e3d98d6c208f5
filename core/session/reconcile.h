#pragma once

#include "core/session/captured_threads.h"
#include "core/session/recovering.h"

#include <QList>

#include <cstdint>

namespace offhook {

/// A message or call as Twilio keeps it.
struct TwilioRecord {
    enum class Type : std::uint8_t { Message, Call };
    Type type = Type::Message;
    QByteArray sid;
    QByteArray direction; ///< "inbound", "outbound-api", ...
    QByteArray from;
    QByteArray to;
    QByteArray status;
    QByteArray service; ///< MessagingServiceSid
    WallTime at = 0;    ///< sent, received or begun
};

enum class ReconcileVerdict : std::uint8_t {
    Complete,   ///< what had to come is here
    Missing,    ///< a webhook that Twilio had to send is not here
    Differs,    ///< the callbacks told another state than Twilio's record
    Unknown,    ///< whether a webhook had to come cannot be known
    Unfinished, ///< Twilio is not done with it
};

/// Why the verdict is what it is.
enum class ReconcileReason : std::uint8_t {
    AllHere,
    InboundMissing,        ///< the request for an inbound message or call
    RequestsMissing,       ///< `missing` of the `told` requests that Twilio says it made for the call
    StatusMissing,         ///< callbacks came, the one with Twilio's status did not
    StatusCallbackMissing, ///< the settings ask for callbacks, and none came
    StatusDiffers,
    CallbackUnknown, ///< none came, and whether one was asked for is not told
    NoWebhook,       ///< the settings, as they are now, name no URL
    LeadsElsewhere,  ///< they name another host than the workspace's public URL, now or before
    NotFinished,
};

struct ReconcileRow {
    TwilioRecord record;
    CapturedThread captured;
    ReconcileVerdict verdict = ReconcileVerdict::Unknown;
    ReconcileReason reason = ReconcileReason::CallbackUnknown;
    int told = 0;    ///< webhooks that the call's events tell of
    int missing = 0; ///< of them not here
};

/// "complete" "missing" "differs" "unknown" "unfinished"
[[nodiscard]] const char *verdictName(ReconcileVerdict verdict);
/// "all-here" "inbound-missing" ...
[[nodiscard]] const char *reasonName(ReconcileReason reason);

/// The messages and calls of a log, as they are compared.
[[nodiscard]] std::vector<TwilioRecord> recordsOf(const AccountLog &log);

/// Sets what Twilio remembers against what was captured, oldest first. `report`: of the same log, for what the events
/// of calls tell. `ownUrls`: the public URLs of the workspace, now and before; empty: every URL is taken for its own.
/// Pure. See docs/recover.md for what cannot be known.
[[nodiscard]] std::vector<ReconcileRow> reconcile(const AccountLog &log,
    const QHash<QByteArray, CapturedThread> &captured, const RecoverReport &report, const QList<QByteArray> &ownUrls);

} // namespace offhook
