#pragma once

#include "core/twilio/webhook_kind.h"

#include <QString>

namespace offhook::ui {

/// The name of a group's icon, for Theme::icon().
[[nodiscard]] QString groupIcon(twilio::KindGroup group);

} // namespace offhook::ui
