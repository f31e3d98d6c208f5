#include "ui/settings/settings_page.h"

#include "ui/detail/styling.h"
#include "ui/widgets/plain_label.h"

#include <QVBoxLayout>

namespace offhook::ui {

QWidget *SettingsPage::heading(const Theme &theme, const QString &title, const QString &explanation) {
    auto *head = new QWidget(this);
    auto *titleLabel = new PlainLabel(title, head);
    titleLabel->setFont(theme.font(3, QFont::DemiBold));
    setInk(titleLabel, theme, Role::Text);
    auto *layout = new QVBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 8);
    layout->setSpacing(4);
    layout->addWidget(titleLabel);
    layout->addWidget(hint(theme, explanation));
    return head;
}

PlainLabel *SettingsPage::hint(const Theme &theme, const QString &text) {
    auto *label = new PlainLabel(text, this);
    label->setWordWrap(true);
    setInk(label, theme, Role::Muted);
    return label;
}

} // namespace offhook::ui
