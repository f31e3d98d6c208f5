#pragma once

#include "core/account/lease_plan.h"

#include <QCommandLineParser>

namespace offhook::cli {

/// --voice-path, --voice-fallback-path, --status-path, --sms-path, --sms-fallback-path, --message-status-path and
/// --decider.
void addLeaseOptions(QCommandLineParser &parser);

/// What the options make of a request: its paths and whether deciders are changed. Fails with InvalidInput.
[[nodiscard]] Result<account::LeaseRequest> leaseRequest(const QCommandLineParser &parser);

/// Names as SIDs: a SID stands for itself, "+15005550006" for the account's number. What is neither stays, and is
/// unknown to the plan.
[[nodiscard]] std::vector<QByteArray> sidsOf(const QStringList &names, const account::Inventory &inventory);

} // namespace offhook::cli
