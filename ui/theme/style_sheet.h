#pragma once

#include "ui/theme/theme.h"

namespace offhook::ui {

/// The name of a role as it stands in the theme files: "accentSoft".
[[nodiscard]] QLatin1StringView roleName(Role role);

/// Fills `@role` in a style sheet with the theme's colours. Besides the roles: `@accentHover`, `@accentPressed` and
/// `@scroll` are shades of them. Unknown names are left as they are.
[[nodiscard]] QString filledStyleSheet(QStringView source, const Theme &theme);

/// The application's style sheet, resources/themes/application.qss, in the theme's colours.
[[nodiscard]] QString applicationStyleSheet(const Theme &theme);

} // namespace offhook::ui
