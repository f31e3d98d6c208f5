#pragma once

#include "core/session/session.h"
#include "ui/settings/settings_page.h"
#include "ui/theme/theme.h"

class QLineEdit;

namespace offhook::ui {

/// The URL that Twilio dials, checked while it is typed. Connection overrides behind it (#rt=5000) are explained, and
/// kept beside it.
class PublicUrlPage final : public SettingsPage {
    Q_OBJECT
public:
    PublicUrlPage(Session &session, const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] bool isDirty() const override;
    [[nodiscard]] bool apply() override;
    [[nodiscard]] QLineEdit *line() const { return m_line; }
    /// What is said about the overrides that are typed, one line each.
    [[nodiscard]] QString findings() const;

private:
    struct Typed {
        QByteArray url;      ///< normalised
        QByteArray fragment; ///< with "#"
        QString problem;     ///< why it cannot be applied; empty when it can
    };
    [[nodiscard]] Typed typed() const;
    [[nodiscard]] QString kept() const;
    QWidget *createOverrides();
    void showVerdict();
    void showFindings();
    void calculate();

    Session &m_session;
    const Theme &m_theme;
    QLineEdit *m_line = nullptr;
    PlainLabel *m_verdict = nullptr;
    QWidget *m_findings = nullptr; ///< a column of labels, made anew while typing
};

} // namespace offhook::ui
