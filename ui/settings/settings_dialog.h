#pragma once

#include "core/session/session.h"
#include "ui/theme/theme.h"

#include <QDialog>

#include <memory>

namespace offhook::ui {

/// Settings: Listener (address, port, TLS files, limits; consent before an address that others can reach), Public URL,
/// Keys (add, remove, where they are kept), Storage (file, retention), Appearance (system, light, dark).
class SettingsDialog final : public QDialog {
    Q_OBJECT
public:
    enum class Page { Listener, PublicUrl, Keys, Storage, Appearance };

    SettingsDialog(Session &session, Theme &theme, QWidget *parent = nullptr);
    ~SettingsDialog() override;
    void showPage(Page page);

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

} // namespace offhook::ui
