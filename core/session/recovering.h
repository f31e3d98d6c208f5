#pragma once

#include "core/session/account_log.h"
#include "core/store/workspace_importer.h"

#include <cstdint>

namespace offhook {

/// What became of one thing that Twilio remembers.
struct RecoveredItem {
    enum class Outcome : std::uint8_t {
        Recovered,   ///< it is an event now; on trial: it would be
        AlreadyHere, ///< it was captured, or recovered before
        NotRebuilt,  ///< there is no webhook to be made of it; `why` says so
    };
    Outcome outcome = Outcome::NotRebuilt;
    QByteArray source; ///< "NO..." of the alert, "CA..." of the call
    WallTime at = 0;
    EventId id = 0; ///< of the event, when Recovered and not on trial
    QByteArray kindName;
    QByteArray sid;
    QByteArray status;
    QByteArray summary;
    int responseStatus = 0; ///< what Twilio was answered; 0: nothing
    QString why;            ///< English, printable
};

struct RecoverReport {
    std::vector<RecoveredItem> items;
    QStringList problems; ///< what could not be fetched
    [[nodiscard]] qint64 count(RecoveredItem::Outcome outcome) const;
};

/// "recovered" "already-here" "not-rebuilt"
[[nodiscard]] const char *outcomeName(RecoveredItem::Outcome outcome);

/// Rebuilds the webhooks that the log tells of, leaves out those that the workspace holds (see
/// exchange::KnownWebhooks), and adds the others through `into`; null: only tries. A workspace that is not there holds
/// nothing. Alerts come first, call events after them, so that what both tell of is one event. Blocking; any thread
/// that `into` may be used on. Cancelled leaves the workspace as it is.
[[nodiscard]] Result<RecoverReport> recoverWebhooks(const AccountLog &log, const QString &workspace,
    const TimeWindow &window, store::WorkspaceImporter *into, const ShareControl &control = {});

} // namespace offhook
