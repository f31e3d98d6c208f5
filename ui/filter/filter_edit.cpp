#include "ui/filter/filter_edit.h"

#include <QCoreApplication>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QTextCharFormat>

#include <algorithm>

namespace offhook::ui {

FilterEdit::FilterEdit(const Theme &theme, QWidget *parent)
    : QLineEdit(parent)
    , m_theme(theme) {
    setFont(theme.mono());
}

// A line edit takes character formats only as an input method gives them: as attributes of an empty composition, their
// positions counted from the cursor.
void FilterEdit::setProblems(const std::vector<filter::Problem> &problems) {
    if (m_composing)
        return;
    QTextCharFormat wave;
    wave.setUnderlineStyle(QTextCharFormat::WaveUnderline);
    wave.setUnderlineColor(m_theme.color(Role::Invalid));
    QList<QInputMethodEvent::Attribute> attributes;
    for (const filter::Problem &problem : problems) {
        // A mistake at the end, where something is missing, is shown under what stands before it.
        const int begin = int(std::clamp<qsizetype>(problem.begin, 0, std::max<qsizetype>(0, text().size() - 1)));
        const int end = std::max(begin + 1, int(problem.end));
        attributes.append({QInputMethodEvent::TextFormat, begin - cursorPosition(), end - begin, wave});
    }
    QInputMethodEvent formats({}, attributes);
    QLineEdit::inputMethodEvent(&formats);
}

int FilterEdit::xOf(qsizetype position) const {
    // cursorRect() knows the scrolled text; the distance from the cursor is exact in a fixed-pitch face.
    const qsizetype columns = position - cursorPosition();
    return cursorRect().center().x() + qRound(QFontMetricsF(font()).horizontalAdvance(u'0') * double(columns));
}

bool FilterEdit::event(QEvent *event) {
    // Tab completes before it moves the focus.
    if (event->type() == QEvent::KeyPress) {
        auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Tab && m_keyFilter && m_keyFilter(*key))
            return true;
    }
    // Escape belongs to this line while it has the focus, whatever shortcut the window gives it.
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape)
        event->accept();
    return QLineEdit::event(event);
}

void FilterEdit::keyPressEvent(QKeyEvent *event) {
    if (!m_keyFilter || !m_keyFilter(*event))
        QLineEdit::keyPressEvent(event);
}

void FilterEdit::focusOutEvent(QFocusEvent *event) {
    QLineEdit::focusOutEvent(event);
    Q_EMIT focusLost();
}

void FilterEdit::inputMethodEvent(QInputMethodEvent *event) {
    m_composing = !event->preeditString().isEmpty();
    QLineEdit::inputMethodEvent(event);
}

} // namespace offhook::ui
