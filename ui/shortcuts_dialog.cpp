#include "ui/shortcuts_dialog.h"

#include "ui/command_palette.h"
#include "ui/widgets/plain_label.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace offhook::ui {
namespace {

struct Line {
    QString keys;
    QString what;
};

QList<Line> tableKeys() {
    return {{ShortcutsDialog::tr("J, K or arrows"), ShortcutsDialog::tr("Next, previous event")},
        {ShortcutsDialog::tr("Home"), ShortcutsDialog::tr("Newest event")},
        {ShortcutsDialog::tr("Esc in the filter"), ShortcutsDialog::tr("Clear the filter")},
        {ShortcutsDialog::tr("Tab in the filter"), ShortcutsDialog::tr("Take the suggestion")}};
}

} // namespace

ShortcutsDialog::ShortcutsDialog(const Actions &actions, const Theme &theme, QWidget *parent)
    : QDialog(parent) {
    setWindowTitle(tr("Keyboard shortcuts"));
    resize(440, 560);
    QList<Line> lines = tableKeys();
    for (const QAction *action : actions.all()) {
        if (!action->shortcut().isEmpty())
            lines.append({action->shortcut().toString(QKeySequence::NativeText), plainName(*action)});
    }
    auto *content = new QWidget(this);
    auto *grid = new QGridLayout(content);
    grid->setHorizontalSpacing(24);
    for (const Line &line : lines) {
        auto *keys = new PlainLabel(line.keys, content);
        keys->setFont(theme.mono());
        grid->addWidget(keys, grid->rowCount(), 0);
        grid->addWidget(new PlainLabel(line.what, content), grid->rowCount() - 1, 1);
    }
    grid->setColumnStretch(1, 1);
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(scroll);
    layout->addWidget(buttons);
}

} // namespace offhook::ui
