#pragma once

#include "core/session/session.h"
#include "ui/theme/theme.h"

#include <QDialog>

#include <memory>

namespace offhook::ui {

/// The account's numbers, TwiML apps and Messaging Services: what each does now, pointing them here for now, and back.
/// What is under way goes on when the dialog is closed.
class NumbersDialog final : public QDialog {
    Q_OBJECT
public:
    NumbersDialog(Session &session, const Theme &theme, QWidget *parent = nullptr);
    ~NumbersDialog() override;

Q_SIGNALS:
    void tunnelAsked();

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

} // namespace offhook::ui
