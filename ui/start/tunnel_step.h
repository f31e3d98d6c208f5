#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

namespace offhook::ui {

class ElidedLabel;
class PlainLabel;

/// What is said of the way from Twilio to here: the public URL, and how the tunnel is that it comes from.
class TunnelStep final : public QWidget {
    Q_OBJECT
public:
    explicit TunnelStep(const Theme &theme, QWidget *parent = nullptr);

    /// Empty while nothing leads here.
    void setPublicUrl(const QString &url);
    /// Empty without a tunnel.
    void setTunnel(const QString &text, Role role);

Q_SIGNALS:
    void copyAsked();

private:
    const Theme &m_theme;
    PlainLabel *m_words = nullptr;
    QWidget *m_urlRow = nullptr;
    ElidedLabel *m_url = nullptr;
    PlainLabel *m_state = nullptr;
};

} // namespace offhook::ui
