#pragma once

#include "core/flow/event_summary.h"
#include "ui/theme/theme.h"

#include <QString>

#include <optional>

namespace offhook::ui {

/// How the first steps end.
struct ArrivalText {
    QString text; ///< begins with a glyph, so that colour is not needed to tell it
    Role role = Role::Muted;
};

/// What is waited for, or what arrived and whether its signature is right.
[[nodiscard]] ArrivalText arrivalText(const std::optional<flow::EventSummary> &arrival);

} // namespace offhook::ui
