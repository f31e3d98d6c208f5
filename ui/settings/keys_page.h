#pragma once

#include "core/session/account_access.h"
#include "ui/settings/settings_page.h"
#include "ui/theme/theme.h"

class QPushButton;
class QTreeWidget;

namespace offhook::ui {

/// The signing keys and the API keys, without their secrets. Adding and removing take effect at once.
class KeysPage final : public SettingsPage {
    Q_OBJECT
public:
    KeysPage(KeyStore &keys, AccountAccess &access, const Theme &theme, QWidget *parent = nullptr);
    [[nodiscard]] QTreeWidget *list() const { return m_list; }

private:
    void createList();
    void fill();
    void addRow(const QStringList &cells, const QString &id, bool isApiKey);
    void removeCurrent();
    [[nodiscard]] QString currentId() const;

    KeyStore &m_keys;
    AccountAccess &m_access;
    const Theme &m_theme;
    QTreeWidget *m_list = nullptr;
    PlainLabel *m_where = nullptr;
    PlainLabel *m_problem = nullptr;
    QPushButton *m_remove = nullptr;
};

} // namespace offhook::ui
