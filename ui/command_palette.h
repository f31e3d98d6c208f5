#pragma once

#include "ui/actions.h"

#include <QDialog>

class QLineEdit;
class QListWidget;

namespace offhook::ui {

/// Finds every command by a few letters of its name; Enter runs it.
class CommandPalette final : public QDialog {
    Q_OBJECT
public:
    explicit CommandPalette(const Actions &actions, QWidget *parent);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void refill();
    void run();

    const Actions &m_actions;
    QLineEdit *m_search;
    QListWidget *m_list;
};

/// Whether every letter of `wanted` stands in `name`, in order; case-insensitive.
[[nodiscard]] bool matchesLetters(QStringView name, QStringView wanted);
/// A command's name without its mnemonic and ellipsis.
[[nodiscard]] QString plainName(const QAction &action);

} // namespace offhook::ui
