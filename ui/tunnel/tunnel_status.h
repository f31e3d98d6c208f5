#pragma once

#include "core/tunnel/provider.h"
#include "core/tunnel/reach_check.h"
#include "core/tunnel/tunnel_manager.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QLineEdit;
class QPushButton;
class QToolButton;

namespace offhook::ui {

class PlainLabel;
class QrCode;

/// How the tunnel is: state, the tool's words, the URL with copy and QR code, whether the outside comes through, and
/// where something has to be done first, what.
class TunnelStatus final : public QWidget {
    Q_OBJECT
public:
    explicit TunnelStatus(const Theme &theme, QWidget *parent = nullptr);

    void showTunnel(const tunnel::State &state, const tunnel::Reach &reach, const tunnel::Description *provider);
    [[nodiscard]] QString stateText() const;
    [[nodiscard]] QString reachText() const;
    /// The command that is offered; empty when none is.
    [[nodiscard]] QString helpCommand() const;

Q_SIGNALS:
    void checkAsked();
    void copied(const QString &text);

private:
    QWidget *createUrl();
    QWidget *createReach();
    QWidget *createHelp();
    void showHelp(const tunnel::State &state, const tunnel::Description *provider);
    void copy(const QString &text);

    const Theme &m_theme;
    PlainLabel *m_state = nullptr;
    PlainLabel *m_words = nullptr;
    QWidget *m_urlRow = nullptr;
    QLineEdit *m_url = nullptr;
    QWidget *m_reachRow = nullptr;
    PlainLabel *m_reach = nullptr;
    QPushButton *m_check = nullptr;
    QWidget *m_help = nullptr;
    PlainLabel *m_helpText = nullptr;
    QWidget *m_commandRow = nullptr;
    QLineEdit *m_command = nullptr;
    QPushButton *m_page = nullptr;
    QString m_pageUrl;
    QrCode *m_code = nullptr;
};

} // namespace offhook::ui
