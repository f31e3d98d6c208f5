#pragma once

#include "core/session/workspace_settings.h"
#include "core/tunnel/tunnel_manager.h"
#include "ui/theme/theme.h"

#include <QMap>
#include <QWidget>

class QFormLayout;
class QLineEdit;
class QListWidget;

namespace offhook::ui {

class PlainLabel;

/// Which tunnel, and what it needs to know: the providers on the left, the fields of the one chosen on the right.
class TunnelForm final : public QWidget {
    Q_OBJECT
public:
    TunnelForm(const Theme &theme, QWidget *parent = nullptr);

    void setSettings(const TunnelSettings &settings);
    [[nodiscard]] tunnel::Choice choice() const;
    /// Why the tunnel cannot be started with what stands here; empty when it can.
    [[nodiscard]] QString problem() const;
    /// While a tunnel runs nothing can be changed.
    void setLocked(bool locked);
    [[nodiscard]] QListWidget *list() const { return m_list; }
    [[nodiscard]] QLineEdit *line(tunnel::Field field) const { return m_lines.value(field); }

Q_SIGNALS:
    void edited();

private:
    void showProvider();
    void addField(const tunnel::Description &description, const tunnel::Description::Use &use);
    void changed();

    const Theme &m_theme;
    QListWidget *m_list = nullptr;
    QWidget *m_page = nullptr;
    QWidget *m_fieldsBox = nullptr;
    PlainLabel *m_title = nullptr;
    PlainLabel *m_warning = nullptr;
    QMap<tunnel::Field, QLineEdit *> m_lines;
    TunnelSettings m_settings;
    QString m_shown;
    bool m_locked = false;
};

} // namespace offhook::ui
