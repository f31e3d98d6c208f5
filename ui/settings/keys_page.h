#pragma once

#include "core/session/session.h"
#include "ui/settings/settings_page.h"
#include "ui/theme/theme.h"

class QPushButton;
class QTreeWidget;

namespace offhook::ui {

/// The signing keys, without their secrets. Adding and removing take effect at once.
class KeysPage final : public SettingsPage {
    Q_OBJECT
public:
    KeysPage(KeyStore &keys, const Theme &theme, QWidget *parent = nullptr);
    [[nodiscard]] QTreeWidget *list() const { return m_list; }

private:
    void createList();
    void fill();
    void removeCurrent();
    [[nodiscard]] QString currentId() const;

    KeyStore &m_keys;
    const Theme &m_theme;
    QTreeWidget *m_list = nullptr;
    PlainLabel *m_where = nullptr;
    PlainLabel *m_problem = nullptr;
    QPushButton *m_remove = nullptr;
};

} // namespace offhook::ui
