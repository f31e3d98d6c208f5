#pragma once

#include "ui/actions.h"

#include <QDialog>

namespace offhook::ui {

/// Lists every key of the window.
class ShortcutsDialog final : public QDialog {
    Q_OBJECT
public:
    ShortcutsDialog(const Actions &actions, const Theme &theme, QWidget *parent);
};

} // namespace offhook::ui
