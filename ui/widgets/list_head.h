#pragma once

#include "ui/theme/theme.h"

class QPushButton;

namespace offhook::ui {

/// The line above a list in a dock: what it is, in a few words what it is for, and the button that adds to it. The
/// button goes to the new widget.
[[nodiscard]] QWidget *listHead(
    const QString &title, const QString &purpose, QPushButton *add, const Theme &theme, QWidget *parent);

} // namespace offhook::ui
