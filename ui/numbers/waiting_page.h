#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QPushButton;

namespace offhook::ui {

class PlainLabel;

/// In the list's place while Twilio is asked, and when that failed.
class WaitingPage final : public QWidget {
    Q_OBJECT
public:
    explicit WaitingPage(const Theme &theme, QWidget *parent = nullptr);

    /// Until something is known `known` is 0.
    void setKnown(int known);
    void setProblem(const QString &text);
    [[nodiscard]] PlainLabel *text() const { return m_text; }
    [[nodiscard]] QPushButton *again() const { return m_again; }

Q_SIGNALS:
    void againAsked();

private:
    const Theme &m_theme;
    PlainLabel *m_text = nullptr;
    QPushButton *m_again = nullptr;
};

} // namespace offhook::ui
