// What keys do in the editor; the rest of TwimlEditor is in twiml_editor.cpp.
#include "ui/respond/editor_popup.h"
#include "ui/respond/editor_typing.h"
#include "ui/respond/twiml_editor.h"
#include "ui/respond/twiml_lexer.h"

#include <QKeyEvent>

namespace offhook::ui {

void TwimlEditor::offerCompletions() {
    if (m_readOnly || !m_lexer->isXml() || !isSmall())
        return;
    if (m_popup->parentWidget() != window())
        m_popup->setParent(window());
    const QByteArray text = body();
    twiml::CompletionList list = twiml::complete(text, caret(), m_product);
    const QByteArrayView written = list.replace.in(text);
    if (list.items.size() == 1 && list.items.front().text == written)
        list.items.clear();
    if (list.items.empty())
        return showTip();
    m_popup->offer(std::move(list), lineRect(caret()));
}

void TwimlEditor::showTip() {
    if (!m_lexer->isXml() || !isSmall())
        return m_popup->close();
    if (m_popup->parentWidget() != window())
        m_popup->setParent(window());
    const std::optional<twiml::CallTip> tip = twiml::callTip(body(), caret(), m_product);
    if (!tip)
        return m_popup->close();
    m_popup->explain(*tip, lineRect(caret()));
}

// Tab indents, so it must not be the only way out (WCAG 2.1.2): Ctrl+Tab, or Esc and then Tab.
bool TwimlEditor::leaves(QKeyEvent &event) {
    const bool tab = event.key() == Qt::Key_Tab;
    if (!tab && event.key() != Qt::Key_Backtab)
        return false;
    const bool control = event.modifiers().testFlag(Qt::ControlModifier);
    if (!control && !m_tabLeaves)
        return false;
    m_tabLeaves = false;
    QAbstractScrollArea::focusNextPrevChild(tab);
    return true;
}

void TwimlEditor::keyPressEvent(QKeyEvent *event) {
    const bool plain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (plain && !event->modifiers().testFlag(Qt::ShiftModifier) && m_popup->takesKey(event->key()))
        return;
    if (leaves(*event))
        return;
    m_tabLeaves = plain && event->key() == Qt::Key_Escape;
    if (m_tabLeaves) {
        setCaret(caret());
        return event->ignore();
    }
    if (event->key() == Qt::Key_Space && event->modifiers().testFlag(Qt::ControlModifier))
        return event->modifiers().testFlag(Qt::ShiftModifier) ? showTip() : offerCompletions();
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (plain && isReturn && !m_readOnly)
        return breakLine();
    const QByteArray text = plain && !m_readOnly ? event->text().toUtf8() : QByteArray();
    QsciScintilla::keyPressEvent(event);
    const bool isText = !text.isEmpty() && static_cast<unsigned char>(text[0]) >= ' ' && text[0] != '\x7F';
    if (isText)
        typed(text);
    else if (m_popup->isVisible() && event->key() == Qt::Key_Backspace)
        isInTag(body(), caret()) ? offerCompletions() : m_popup->close();
    else if (!event->text().isEmpty() || event->key() < Qt::Key_Shift || event->key() > Qt::Key_ScrollLock)
        m_popup->close();
}

void TwimlEditor::inputMethodEvent(QInputMethodEvent *event) {
    const QByteArray text = event->commitString().toUtf8();
    QsciScintilla::inputMethodEvent(event);
    if (!text.isEmpty() && !m_readOnly)
        typed(text);
}

void TwimlEditor::typed(const QByteArray &text) {
    if (!m_lexer->isXml() || !isSmall())
        return;
    const char last = text.back();
    const QByteArray now = body();
    const qsizetype at = caret();
    QByteArray added;
    if (last == '>')
        added = closingTagAfter(now, at);
    else if (last == '/')
        added = closingNameAfter(now, at);
    if (!added.isEmpty()) {
        change([&] { replaceRange({at, at}, added); });
        setCaret(last == '/' ? at + added.size() : at);
        return m_popup->close();
    }
    if (isInTag(now, at))
        offerCompletions();
    else
        m_popup->close();
}

void TwimlEditor::breakLine() {
    m_popup->close();
    const long mode = SendScintilla(SCI_GETEOLMODE);
    const QByteArrayView ending = mode == SC_EOL_CRLF ? QByteArrayView("\r\n")
                                  : mode == SC_EOL_CR ? QByteArrayView("\r")
                                                      : QByteArrayView("\n");
    qsizetype after = 0;
    change([&] {
        SendScintilla(SCI_REPLACESEL, "");
        const qsizetype at = caret();
        const LineBreak added = lineBreakAt(body(), at, ending);
        replaceRange({at, at}, added.text);
        after = at + added.caret;
    });
    setCaret(after);
    SendScintilla(SCI_SCROLLCARET);
}

bool TwimlEditor::event(QEvent *event) {
    if (event->type() == QEvent::ShortcutOverride) {
        const auto &key = static_cast<QKeyEvent &>(*event);
        const bool popup = m_popup->isVisible() && key.key() == Qt::Key_Escape;
        const bool space = key.key() == Qt::Key_Space && key.modifiers().testFlag(Qt::ControlModifier);
        if (popup || space) {
            event->accept();
            return true;
        }
    }
    return QsciScintilla::event(event);
}

void TwimlEditor::focusOutEvent(QFocusEvent *event) {
    if (m_popup)
        m_popup->close();
    m_tabLeaves = false;
    QsciScintilla::focusOutEvent(event);
}

void TwimlEditor::mousePressEvent(QMouseEvent *event) {
    m_popup->close();
    QsciScintilla::mousePressEvent(event);
}

} // namespace offhook::ui
