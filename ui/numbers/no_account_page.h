#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

namespace offhook::ui {

/// In the list's place while Twilio cannot be asked: what is needed, and where it is added.
class NoAccountPage final : public QWidget {
    Q_OBJECT
public:
    explicit NoAccountPage(const Theme &theme, QWidget *parent = nullptr);

Q_SIGNALS:
    void addKeyAsked();
    void addApiKeyAsked();
};

} // namespace offhook::ui
