#include "ui/respond/find_bar.h"

#include "ui/detail/styling.h"
#include "ui/respond/twiml_editor.h"
#include "ui/widgets/plain_label.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace offhook::ui {
namespace {

constexpr int Side = 8;

} // namespace

FindBar::FindBar(const Theme &theme, TwimlEditor &editor, QWidget *parent)
    : QWidget(parent)
    , m_editor(editor) {
    m_find = new QLineEdit(this);
    m_find->setPlaceholderText(tr("Find"));
    m_find->setAccessibleName(tr("Find in the answer"));
    m_count = new PlainLabel(this);
    setInk(m_count, theme, Role::Muted);
    QToolButton *back = iconButton(theme, QStringLiteral("chevron-up"), tr("Previous place (Shift+F3)"), this);
    QToolButton *next = iconButton(theme, QStringLiteral("chevron-down"), tr("Next place (F3)"), this);
    QToolButton *shut = iconButton(theme, QStringLiteral("close"), tr("Close (Esc)"), this);
    connect(back, &QToolButton::clicked, this, [this] { step(-1); });
    connect(next, &QToolButton::clicked, this, [this] { step(1); });
    connect(shut, &QToolButton::clicked, this, [this] { close(); });
    connect(m_find, &QLineEdit::textChanged, this, [this] {
        search();
        step(0);
    });
    connect(&editor, &TwimlEditor::bodyEdited, this, [this] {
        if (isVisible())
            search();
    });
    auto *row = new QHBoxLayout;
    row->setSpacing(2);
    row->addWidget(m_find, 1);
    row->addSpacing(4);
    row->addWidget(m_count);
    row->addWidget(back);
    row->addWidget(next);
    row->addWidget(shut);
    auto *rows = new QVBoxLayout;
    rows->setContentsMargins(Side, 6, Side, 6);
    rows->setSpacing(6);
    rows->addLayout(row);
    rows->addWidget(buildReplaceRow(theme));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(horizontalLine(theme, this));
    layout->addLayout(rows);
    setGround(this, theme, Role::Raised);
    hide();
}

QWidget *FindBar::buildReplaceRow(const Theme &) {
    m_replaceRow = new QWidget(this);
    m_replace = new QLineEdit(m_replaceRow);
    m_replace->setPlaceholderText(tr("Replace with"));
    m_replace->setAccessibleName(tr("Replace with"));
    auto *one = new QPushButton(tr("&Replace"), m_replaceRow);
    auto *all = new QPushButton(tr("&All"), m_replaceRow);
    connect(one, &QPushButton::clicked, this, [this] { replaceOne(); });
    connect(all, &QPushButton::clicked, this, [this] { replaceAll(); });
    auto *row = new QHBoxLayout(m_replaceRow);
    row->setContentsMargins({});
    row->setSpacing(6);
    row->addWidget(m_replace, 1);
    row->addWidget(one);
    row->addWidget(all);
    return m_replaceRow;
}

void FindBar::open(bool withReplace) {
    const QString selected = m_editor.selectedText();
    if (!selected.isEmpty() && !selected.contains(u'\n') && !selected.contains(u'\r'))
        m_find->setText(selected);
    m_replaceRow->setVisible(withReplace && !m_editor.isReadOnly());
    show();
    search();
    m_find->setFocus(Qt::ShortcutFocusReason);
    m_find->selectAll();
}

void FindBar::close() {
    hide();
    m_editor.markFound({});
    m_editor.setFocus(Qt::OtherFocusReason);
}

void FindBar::search() {
    m_places = m_editor.placesOf(m_find->text());
    m_editor.markFound(m_places);
    showCount();
}

void FindBar::showCount() {
    if (m_find->text().isEmpty())
        return m_count->clear();
    const twiml::TextRange selected = m_editor.selectedRange();
    const auto at = std::find(m_places.begin(), m_places.end(), selected);
    if (m_places.empty())
        m_count->setText(tr("none"));
    else if (at == m_places.end())
        m_count->setText(m_places.size() == 1 ? tr("1 place") : tr("%1 places").arg(m_places.size()));
    else
        m_count->setText(tr("%1 of %2").arg(at - m_places.begin() + 1).arg(m_places.size()));
}

// To the next place after the selection; by 0 the one at the selection or after it.
void FindBar::step(int by) {
    if (m_places.empty())
        return;
    const twiml::TextRange selected = m_editor.selectedRange();
    auto next = std::find_if(m_places.begin(), m_places.end(), [&](const twiml::TextRange &place) {
        return by > 0 ? place.begin > selected.begin || (selected.isEmpty() && place.begin == selected.begin)
                      : place.begin >= selected.begin;
    });
    if (by < 0)
        next = next == m_places.begin() ? m_places.end() - 1 : next - 1;
    m_editor.select(next == m_places.end() ? m_places.front() : *next);
    showCount();
}

void FindBar::replaceOne() {
    const twiml::TextRange selected = m_editor.selectedRange();
    if (std::find(m_places.begin(), m_places.end(), selected) == m_places.end())
        return step(1);
    m_editor.apply({{selected, m_replace->text().toUtf8()}});
    search();
    step(0);
}

void FindBar::replaceAll() {
    std::vector<twiml::Edit> edits;
    for (const twiml::TextRange &place : m_places)
        edits.push_back({place, m_replace->text().toUtf8()});
    m_editor.apply(edits);
    search();
}

void FindBar::keyPressEvent(QKeyEvent *event) {
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape)
        return close();
    if (isReturn && m_replace->hasFocus())
        return replaceOne();
    if (isReturn)
        return step(event->modifiers().testFlag(Qt::ShiftModifier) ? -1 : 1);
    QWidget::keyPressEvent(event);
}

} // namespace offhook::ui
