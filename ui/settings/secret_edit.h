#pragma once

#include "ui/theme/theme.h"

#include <QLineEdit>

namespace offhook::ui {

/// A line for a secret: hidden unless the eye is pressed, kept from input methods, wiped when it goes.
class SecretEdit final : public QLineEdit {
    Q_OBJECT
public:
    explicit SecretEdit(const Theme &theme, QWidget *parent = nullptr);
    ~SecretEdit() override;
};

} // namespace offhook::ui
