#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QPushButton;
class QToolButton;

namespace offhook::ui {

class ElidedLabel;
class PlainLabel;

/// Whose numbers are looked at, and where they are to be pointed.
class AccountHead final : public QWidget {
    Q_OBJECT
public:
    explicit AccountHead(const Theme &theme, QWidget *parent = nullptr);

    /// The one that was chosen stays so while it is among them.
    void setAccounts(const std::vector<QByteArray> &sids);
    /// Empty where there is none.
    [[nodiscard]] QByteArray account() const;
    void setPublicUrl(const QString &url);
    void setBusy(bool busy);
    [[nodiscard]] QComboBox *accounts() const { return m_accounts; }
    [[nodiscard]] QToolButton *reload() const { return m_reload; }

Q_SIGNALS:
    /// Another account, or none.
    void accountChanged();
    void reloadAsked();
    void tunnelAsked();

private:
    PlainLabel *m_label = nullptr;
    QComboBox *m_accounts = nullptr;
    QToolButton *m_reload = nullptr;
    PlainLabel *m_word = nullptr;
    ElidedLabel *m_url = nullptr;
    QPushButton *m_tunnel = nullptr;
    bool m_busy = false;
};

} // namespace offhook::ui
