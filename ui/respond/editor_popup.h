#pragma once

#include "core/twiml/completion.h"
#include "ui/theme/theme.h"

#include <QFrame>
#include <QStandardItemModel>

class QListView;

namespace offhook::ui {

class PlainLabel;

/// What may stand at the caret, as a list beside it, and what is known about the name there. Either part may be
/// missing. Never takes the focus: the editor passes its keys on.
class EditorPopup final : public QFrame {
    Q_OBJECT
public:
    EditorPopup(const Theme &theme, QWidget *parent);

    /// `caret`: the caret's line, in global coordinates; the popup goes below it, or above where there is no room.
    void offer(twiml::CompletionList list, const QRect &caret);
    void explain(const twiml::CallTip &tip, const QRect &caret);
    void say(const QString &text, const QRect &caret);
    void close();
    [[nodiscard]] bool offers() const { return isVisible() && !m_list.items.empty(); }
    /// Up, Down, PageUp, PageDown, Enter, Tab and Escape while there are offers; Escape also while there is only a tip.
    bool takesKey(int key);
    [[nodiscard]] QList<QByteArray> texts() const;
    [[nodiscard]] QString words() const;

Q_SIGNALS:
    void accepted(const offhook::twiml::CompletionItem &item, offhook::twiml::TextRange replace);

private:
    void place(const QRect &caret);
    void step(int by);
    void accept(int row);
    void showMeaning();

    const Theme &m_theme;
    QStandardItemModel m_model;
    QListView *m_view = nullptr;
    PlainLabel *m_name = nullptr;
    PlainLabel *m_words = nullptr;
    twiml::CompletionList m_list;
};

} // namespace offhook::ui
