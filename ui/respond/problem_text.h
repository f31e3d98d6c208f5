#pragma once

#include "core/twiml/diagnostic.h"
#include "ui/widgets/pill.h"

namespace offhook::ui {

/// The words of a diagnostic in the user's language; they hold words of the document, so they are plain text.
[[nodiscard]] QString problemMessage(const twiml::Diagnostic &diagnostic);
/// What Twilio will do, and how to mend it.
[[nodiscard]] QString problemEffect(const twiml::Diagnostic &diagnostic);
/// "Rename to finishOnKey", empty where there is no fix.
[[nodiscard]] QString fixText(const twiml::Diagnostic &diagnostic);
/// Twilio's code, or the severity where it has none.
[[nodiscard]] PillStyle problemPill(const twiml::Diagnostic &diagnostic);
/// All of it in one line, for accessibility and tips.
[[nodiscard]] QString problemSentence(const twiml::Diagnostic &diagnostic);

} // namespace offhook::ui
