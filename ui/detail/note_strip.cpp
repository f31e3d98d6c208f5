#include "ui/detail/note_strip.h"

#include "core/base/text_guard.h"
#include "ui/detail/styling.h"
#include "ui/widgets/plain_label.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QVBoxLayout>

namespace offhook::ui {

NoteStrip::NoteStrip(const Theme &theme, QWidget *parent)
    : QWidget(parent) {
    auto *sign = new PlainLabel(this);
    sign->setPixmap(theme.icon(QStringLiteral("note"), Role::Warn).pixmap(16, 16));
    connect(&theme, &Theme::changed, sign,
        [sign, &theme] { sign->setPixmap(theme.icon(QStringLiteral("note"), Role::Warn).pixmap(16, 16)); });
    m_line = new QLineEdit(this);
    m_line->setMaxLength(LongestNote);
    m_line->setProperty("bare", true);
    m_line->setPlaceholderText(tr("Note: Enter keeps it, Esc takes the change back"));
    m_line->setAccessibleName(tr("Note of the event"));
    m_line->installEventFilter(this);
    connect(m_line, &QLineEdit::editingFinished, this, [this] { keep(); });
    auto *row = new QHBoxLayout;
    row->setContentsMargins(12, 3, 12, 3);
    row->addWidget(sign);
    row->addWidget(m_line, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addLayout(row);
    layout->addWidget(horizontalLine(theme, this));
    setGround(this, theme, Role::WarnSoft);
    hide();
}

void NoteStrip::setNote(const QString &note) {
    m_note = note;
    // Shared workspaces carry the notes of others: shown as untrusted text is.
    m_line->setText(printable(note, LongestNote));
    m_line->setCursorPosition(0);
    setVisible(!note.isEmpty());
}

void NoteStrip::setWritable(bool writable) {
    m_line->setReadOnly(!writable);
}

void NoteStrip::edit() {
    if (m_line->isReadOnly())
        return;
    show();
    m_line->setFocus();
    m_line->end(false);
}

void NoteStrip::keep() {
    const QString typed = m_line->text().trimmed();
    if (!m_line->isModified() || typed == m_note)
        return setVisible(!m_note.isEmpty());
    m_note = typed;
    m_line->setModified(false);
    setVisible(!m_note.isEmpty());
    Q_EMIT noteChanged(m_note);
}

bool NoteStrip::eventFilter(QObject *watched, QEvent *event) {
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        setNote(m_note);
        m_line->clearFocus();
        setVisible(!m_note.isEmpty());
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace offhook::ui
