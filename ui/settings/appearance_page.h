#pragma once

#include "ui/settings/settings_page.h"
#include "ui/theme/theme.h"

namespace offhook::ui {

/// Light, dark, or as the system is. Takes effect at once.
class AppearancePage final : public SettingsPage {
    Q_OBJECT
public:
    explicit AppearancePage(Theme &theme, QWidget *parent = nullptr);
};

} // namespace offhook::ui
