#pragma once

#include "core/session/session.h"
#include "ui/settings/settings_page.h"
#include "ui/theme/theme.h"

#include <functional>

class QComboBox;
class QFormLayout;
class QLineEdit;
class QSpinBox;

namespace offhook::ui {

class LimitsForm;
class Pill;

/// Where and how the listener listens. Takes effect with apply(), which starts the listener anew.
class ListenerPage final : public SettingsPage {
    Q_OBJECT
public:
    /// Asks whether others may reach `address`; answers whether the user agreed.
    using Consent = std::function<bool(const QHostAddress &address, quint16 port)>;

    ListenerPage(Session &session, const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] bool isDirty() const override;
    [[nodiscard]] bool apply() override;
    void setConsent(Consent consent) { m_consent = std::move(consent); }
    [[nodiscard]] QComboBox *addressBox() const { return m_address; }
    [[nodiscard]] QSpinBox *portBox() const { return m_port; }
    /// What the page complains about, or empty.
    [[nodiscard]] QString problem() const;

private:
    void createAddress(QFormLayout *form);
    void createTls(QFormLayout *form);
    QLineEdit *fileLine(QFormLayout *form, const QString &label, const QString &title);
    void load();
    void showState();
    void complain(const QString &text);
    [[nodiscard]] QHostAddress address() const;
    [[nodiscard]] http::ListenOptions options() const;
    [[nodiscard]] QString mistake() const;
    [[nodiscard]] bool mayListen(const http::ListenOptions &options);
    [[nodiscard]] bool askUser(const QHostAddress &address, quint16 port);

    Session &m_session;
    const Theme &m_theme;
    Consent m_consent;
    QComboBox *m_address = nullptr;
    QSpinBox *m_port = nullptr;
    QLineEdit *m_certificate = nullptr;
    QLineEdit *m_key = nullptr;
    LimitsForm *m_limits = nullptr;
    Pill *m_statePill = nullptr;
    PlainLabel *m_state = nullptr;
    PlainLabel *m_problem = nullptr;
};

} // namespace offhook::ui
