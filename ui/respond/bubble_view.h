#pragma once

#include "core/twiml/preview.h"
#include "ui/theme/theme.h"

#include <QWidget>

namespace offhook::ui {

/// What the sender reads: each message as a bubble, its length and cost under it. A bubble is a button that goes to its
/// line.
class BubbleView final : public QWidget {
    Q_OBJECT
public:
    explicit BubbleView(const Theme &theme, QWidget *parent = nullptr);

    void setPreview(const twiml::Preview &preview);

Q_SIGNALS:
    void chosen(const offhook::twiml::TextRange &range);

private:
    void addBubble(const twiml::Bubble &bubble);
    void addNote(const QString &text, Role role);

    const Theme &m_theme;
};

} // namespace offhook::ui
