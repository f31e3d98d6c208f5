#pragma once

#include "core/twilio/explain.h"
#include "ui/theme/theme.h"

#include <QFrame>

namespace offhook::ui {

/// A small popup with an explanation: copies it; opens Twilio's page about a code when asked to, and only then. Escape
/// or a click elsewhere closes and deletes it.
class ExplanationPopover final : public QFrame {
    Q_OBJECT
public:
    ExplanationPopover(const twilio::Explanation &explanation, const Theme &theme, QWidget *parent);

    /// Shows it under (or where there is no room over) a place of the screen.
    void showAt(const QRect &globalPlace);

    /// Explains what has the focus: the current cell of a view whose model knows ExplanationRole, or the word at the
    /// caret of a body. False when there is nothing to say.
    static bool explainFocus(QWidget *focus, const Theme &theme);

private:
    void createLayout();
    void copy() const;

    const twilio::Explanation m_explanation;
    const Theme &m_theme;
};

} // namespace offhook::ui
