#pragma once

#include "core/session/reconcile.h"

#include <memory>

namespace offhook {

/// What to look up, with whose credentials.
struct RecoveryPlan {
    account::Credentials credentials;
    account::ApiBase base = account::ApiBase::fromEnvironment();
    LogPlan log;
};

struct RecoveryOutcome {
    RecoverReport report;
    std::vector<ReconcileRow> rows; ///< when the plan asks for records
};

/// Opens the way into the workspace once there is something to add.
using OpenImporter = std::function<Result<std::unique_ptr<store::WorkspaceImporter>>()>;

/// Asks Twilio, adds to the workspace what was missed, and sets the rest against it: fetchAccountLog(),
/// recoverWebhooks() and reconcile() in a row. A null `open` only tries. Blocking, long, on any thread that may have an
/// event loop; progress counts requests to the API, then events stored.
[[nodiscard]] Result<RecoveryOutcome> runRecovery(
    const RecoveryPlan &plan, const QString &workspace, const OpenImporter &open, const ShareControl &control = {});

} // namespace offhook
