#include "ui/command_palette.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

namespace offhook::ui {

bool matchesLetters(QStringView name, QStringView wanted) {
    qsizetype at = 0;
    for (const QChar letter : wanted) {
        if (letter.isSpace())
            continue;
        at = name.indexOf(letter, at, Qt::CaseInsensitive);
        if (at < 0)
            return false;
        ++at;
    }
    return true;
}

QString plainName(const QAction &action) {
    QString name = action.text();
    name.remove(u'&');
    if (name.endsWith(u'…'))
        name.chop(1);
    return name;
}

CommandPalette::CommandPalette(const Actions &actions, QWidget *parent)
    : QDialog(parent)
    , m_actions(actions)
    , m_search(new QLineEdit(this))
    , m_list(new QListWidget(this)) {
    setWindowTitle(tr("Find a command"));
    resize(460, 380);
    m_search->setPlaceholderText(tr("Type a few letters of a command"));
    m_search->setAccessibleName(tr("Command"));
    m_list->setAccessibleName(tr("Commands"));
    m_search->installEventFilter(this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->addWidget(m_search);
    layout->addWidget(m_list);
    connect(m_search, &QLineEdit::textChanged, this, [this] { refill(); });
    connect(m_search, &QLineEdit::returnPressed, this, [this] { run(); });
    connect(m_list, &QListWidget::itemActivated, this, [this] { run(); });
    refill();
}

void CommandPalette::refill() {
    m_list->clear();
    for (QAction *action : m_actions.all()) {
        const QString name = plainName(*action);
        if (!action->isEnabled() || action == m_actions.palette || !matchesLetters(name, m_search->text()))
            continue;
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        auto *item =
            new QListWidgetItem(action->icon(), keys.isEmpty() ? name : name + QStringLiteral("    ") + keys, m_list);
        item->setData(Qt::UserRole, QVariant::fromValue(action));
    }
    m_list->setCurrentRow(0);
}

void CommandPalette::run() {
    const QListWidgetItem *item = m_list->currentItem();
    if (item == nullptr)
        return;
    auto *action = item->data(Qt::UserRole).value<QAction *>();
    accept();
    action->trigger();
}

// Up and down move in the list while the caret stays in the search.
bool CommandPalette::eventFilter(QObject *watched, QEvent *event) {
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        const int step = key == Qt::Key_Down ? 1 : key == Qt::Key_Up ? -1 : 0;
        if (step != 0) {
            m_list->setCurrentRow(qBound(0, m_list->currentRow() + step, m_list->count() - 1));
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace offhook::ui
