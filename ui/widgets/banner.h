#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace offhook::ui {

class PlainLabel;

/// One line across the window for a state that matters: the disk refuses, the workspace is open read-only, the listener
/// could not start. Coloured by role, with a glyph, text and up to one button. Hidden while there is nothing to say.
class Banner final : public QWidget {
    Q_OBJECT
public:
    enum class Tone { Info, Warning, Problem };

    explicit Banner(const Theme &theme, QWidget *parent = nullptr);
    void showMessage(Tone tone, const QString &text, const QString &action = {});
    void clear();
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void actionTriggered();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void restyle();

    const Theme &m_theme;
    Tone m_tone = Tone::Info;
    QLabel *m_sign = nullptr;
    PlainLabel *m_text = nullptr;
    QPushButton *m_action = nullptr;
};

} // namespace offhook::ui
