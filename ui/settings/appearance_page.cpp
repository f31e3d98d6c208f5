#include "ui/settings/appearance_page.h"

#include <QButtonGroup>
#include <QRadioButton>
#include <QVBoxLayout>

namespace offhook::ui {

AppearancePage::AppearancePage(Theme &theme, QWidget *parent)
    : SettingsPage(parent) {
    using Mode = settings::Preferences::Theme;
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(heading(theme, tr("Appearance"), tr("The choice takes effect at once.")));
    auto *group = new QButtonGroup(this);
    const auto addChoice = [&](const QString &label, Mode mode) {
        auto *button = new QRadioButton(label, this);
        button->setChecked(theme.mode() == mode);
        group->addButton(button, int(mode));
        layout->addWidget(button);
    };
    addChoice(tr("As the &system is"), Mode::System);
    addChoice(tr("&Light"), Mode::Light);
    addChoice(tr("&Dark"), Mode::Dark);
    layout->addStretch(1);
    connect(group, &QButtonGroup::idClicked, this, [&theme](int id) { theme.setMode(Mode(id)); });
}

} // namespace offhook::ui
