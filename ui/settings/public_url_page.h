#pragma once

#include "core/session/session.h"
#include "ui/settings/settings_page.h"
#include "ui/theme/theme.h"

class QLineEdit;

namespace offhook::ui {

/// The URL that Twilio dials, checked while it is typed.
class PublicUrlPage final : public SettingsPage {
    Q_OBJECT
public:
    PublicUrlPage(Session &session, const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] bool isDirty() const override;
    [[nodiscard]] bool apply() override;
    [[nodiscard]] QLineEdit *line() const { return m_line; }

private:
    void showVerdict();

    Session &m_session;
    const Theme &m_theme;
    QLineEdit *m_line = nullptr;
    PlainLabel *m_verdict = nullptr;
};

} // namespace offhook::ui
