#pragma once

#include "core/tunnel/log_buffer.h"
#include "ui/theme/theme.h"

#include <QPlainTextEdit>

namespace offhook::ui {

/// What the tunnel's tool printed and what was done about it, each line with its time; Offhook's own are marked.
class TunnelLog final : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit TunnelLog(const Theme &theme, QWidget *parent = nullptr);

    /// Takes in what is new; another buffer, or one that was begun anew, is shown whole.
    void showLog(const tunnel::LogBuffer &log);

private:
    qint64 m_shown = 0;
};

} // namespace offhook::ui
