#pragma once

#include "core/deliver/replayer.h"
#include "core/settings/preferences.h"

namespace offhook {

/// Sends over the network, a fresh connection for each, as Twilio does; 15 s at most. `certificate` is
/// ReplayPlan::certificate, read here; with a file that holds none every request fails with TlsFailed.
[[nodiscard]] deliver::ReplayExchange networkExchange(const QString &certificate = {});

/// Whether replays may go there: this machine, or a host that the user confirmed.
[[nodiscard]] bool isReplayAllowed(const deliver::ReplayTarget &target, const settings::Preferences &preferences);

} // namespace offhook
