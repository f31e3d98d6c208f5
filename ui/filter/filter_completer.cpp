#include "ui/filter/filter_completer.h"

#include <QKeyEvent>

namespace offhook::ui {

using namespace Qt::StringLiterals;

FilterCompleter::FilterCompleter(FilterEdit &edit, const Theme &theme)
    : QObject(&edit)
    , m_edit(edit)
    , m_theme(theme) {
    connect(&edit, &QLineEdit::textEdited, this, [this] { complete(); });
    connect(&edit, &FilterEdit::focusLost, this, [this] { close(); });
    edit.setKeyFilter([this](QKeyEvent &event) { return takesKey(event); });
}

void FilterCompleter::close() {
    if (m_popup != nullptr)
        m_popup->close();
}

void FilterCompleter::complete() {
    if (m_popup != nullptr && m_popup->parent() != m_edit.window())
        delete m_popup; // its dock was floated, or put back
    if (m_popup == nullptr) {
        m_popup = new CompletionPopup(m_theme, m_edit.window());
        connect(m_popup, &CompletionPopup::accepted, this,
            [this](const filter::Completion &completion) { accept(completion); });
    }
    const int x = m_edit.xOf(m_edit.cursorPosition());
    store::EventStore *store = m_session != nullptr ? m_session->events() : nullptr;
    m_popup->offer(m_edit.text(), m_edit.cursorPosition(), store, m_edit.mapToGlobal(QPoint(x, m_edit.height() + 2)));
}

void FilterCompleter::accept(const filter::Completion &completion) {
    QString text = m_edit.text();
    // A key or a name goes on to its value; a value is followed by the next term.
    const bool goesOn =
        completion.text.endsWith(u':') || completion.text.endsWith(u'.') || completion.text.endsWith(u'>');
    const bool atEnd = completion.replaceEnd >= text.size();
    const QString typed = completion.text + (goesOn || !atEnd ? QString() : u" "_s);
    text.replace(completion.replaceBegin, completion.replaceEnd - completion.replaceBegin, typed);
    m_edit.setText(text);
    m_edit.setCursorPosition(int(completion.replaceBegin + typed.size()));
    Q_EMIT completed();
    if (goesOn)
        complete();
}

bool FilterCompleter::takesKey(QKeyEvent &event) {
    if (m_popup != nullptr && m_popup->takesKey(event))
        return true;
    const bool asks = event.key() == Qt::Key_Down ||
                      (event.key() == Qt::Key_Space && event.modifiers().testFlag(Qt::ControlModifier));
    if (asks) {
        complete();
        return true;
    }
    return m_keyFilter && m_keyFilter(event);
}

} // namespace offhook::ui
