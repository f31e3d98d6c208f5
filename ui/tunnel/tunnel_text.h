#pragma once

#include "core/tunnel/reach_check.h"
#include "core/tunnel/tunnel_manager.h"
#include "ui/theme/theme.h"

#include <QString>

namespace offhook::ui {

/// What is said of tunnels in the window, translated. The tools' own words go in as they are, as plain text.
struct ToneText {
    Role role = Role::Muted;
    QString text; ///< begins with a glyph, so that colour is not needed to tell it
};

[[nodiscard]] QString tunnelName(const QString &provider);
/// "✓ Up since 10:42:07", "↻ Reconnecting, try 3", ...
[[nodiscard]] ToneText tunnelState(const tunnel::State &state);
/// One word for the chip: "starting", "reconnecting 3", "failed"; empty while it is up.
[[nodiscard]] QString tunnelWord(const tunnel::State &state);
[[nodiscard]] ToneText tunnelReach(const tunnel::Reach &reach);
[[nodiscard]] QString tunnelFieldLabel(tunnel::Field field, const QString &provider);
/// An example or what happens without it.
[[nodiscard]] QString tunnelFieldHint(tunnel::Field field, const QString &provider);
/// Empty where nothing but the listener is reachable.
[[nodiscard]] QString tunnelWarning(tunnel::Exposure exposure);

} // namespace offhook::ui
