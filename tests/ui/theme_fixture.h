#pragma once

#include "core/settings/preferences.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QTemporaryDir>

namespace offhook::ui {

/// A theme with preferences of its own, for tests of widgets..
struct ThemeFixture {
    ThemeFixture() { theme.install(*qApp); }

    QTemporaryDir folder;
    settings::Preferences preferences{folder.filePath(QStringLiteral("preferences.ini"))};
    Theme theme{preferences};
};

} // namespace offhook::ui
