#pragma once

#include "core/account/routing.h"

#include <QString>

namespace offhook::ui {

/// What is said of numbers, TwiML apps and Messaging Services. Names and URLs are Twilio's, so anybody's: they come out
/// printable.
[[nodiscard]] QString resourceKindLabel(account::ResourceKind kind);
/// "+1 500 555 0006", or the friendly name of an app or a service.
[[nodiscard]] QString resourceTitle(const account::Resource &resource);
/// What the title leaves out; empty where that is nothing.
[[nodiscard]] QString resourceSubtitle(const account::Resource &resource);
/// "Calls", "Calls, fallback", "Call status", ...
[[nodiscard]] QString hookLabel(account::Hook hook);
/// "https://example.com/voice", "nothing".
[[nodiscard]] QString hookValueText(const account::HookValue &value);
/// Who decides and what: "https://...", "TwiML app Support: https://...", "SIP trunk TK12…ef".
[[nodiscard]] QString decisionText(const account::Decision &decision);
/// Why a change of a number's own setting would do nothing; empty where it would do something.
[[nodiscard]] QString overriddenText(const account::Decision &decision);

} // namespace offhook::ui
