#include "ui/widgets/list_head.h"

#include "ui/detail/styling.h"
#include "ui/widgets/plain_label.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace offhook::ui {

QWidget *listHead(const QString &title, const QString &purpose, QPushButton *add, const Theme &theme, QWidget *parent) {
    auto *head = new QWidget(parent);
    auto *name = new PlainLabel(title, head);
    name->setFont(theme.font(0, QFont::DemiBold));
    setInk(name, theme, Role::Text);
    auto *words = new PlainLabel(purpose, head);
    setInk(words, theme, Role::Muted);
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins(12, 6, 12, 6);
    layout->setSpacing(8);
    layout->addWidget(name);
    layout->addWidget(words);
    layout->addStretch(1);
    layout->addWidget(add);
    return head;
}

} // namespace offhook::ui
