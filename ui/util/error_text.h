#pragma once

#include "core/base/error.h"
#include "core/filter/expression.h"
#include "core/http/refusal.h"
#include "core/twilio/signature.h"
#include "core/twilio/webhook_kind.h"

#include <QString>

namespace offhook::ui {

/// One translated sentence for people: what happened and what to do. The detail is appended as plain text.
[[nodiscard]] QString errorText(const Error &error);
[[nodiscard]] QString refusalText(http::RefusalReason reason);
[[nodiscard]] QString verdictReasonText(twilio::VerdictReason reason);
[[nodiscard]] QString problemText(const filter::Problem &problem);
[[nodiscard]] QString kindLabel(twilio::WebhookKind kind);
[[nodiscard]] QString groupLabel(twilio::KindGroup group);

} // namespace offhook::ui
