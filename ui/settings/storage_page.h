#pragma once

#include "core/session/session.h"
#include "ui/settings/settings_page.h"
#include "ui/theme/theme.h"

class QCheckBox;
class QFormLayout;
class QSpinBox;

namespace offhook::ui {

/// The workspace's file and what may be forgotten of it. Takes effect with apply().
class StoragePage final : public SettingsPage {
    Q_OBJECT
public:
    StoragePage(Session &session, const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] bool isDirty() const override;
    [[nodiscard]] bool apply() override;
    [[nodiscard]] store::Retention retention() const;

private:
    struct Limit {
        QCheckBox *on = nullptr;
        QSpinBox *value = nullptr;
    };
    Limit addLimit(QFormLayout *form, const QString &label, int most, int start, const QString &unit);
    void createFile(QFormLayout *form);
    void load();

    Session &m_session;
    const Theme &m_theme;
    PlainLabel *m_events = nullptr;
    Limit m_age;
    Limit m_count;
    Limit m_bytes;
};

} // namespace offhook::ui
