#include "ui/numbers/no_account_page.h"

#include "ui/detail/styling.h"
#include "ui/widgets/plain_label.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace offhook::ui {
namespace {

constexpr int TextWidth = 460;

} // namespace

NoAccountPage::NoAccountPage(const Theme &theme, QWidget *parent)
    : QWidget(parent) {
    auto *title = new PlainLabel(tr("Offhook cannot ask Twilio yet"), this);
    title->setFont(theme.font(2, QFont::DemiBold));
    auto *text = new PlainLabel(
        tr("To list your numbers and point them here it needs the auth token of your account, or an API key. Both stay "
           "in the keychain of your desktop. Without either, a number can be pointed by hand: Help › First steps."),
        this);
    text->setWordWrap(true);
    text->setFixedWidth(TextWidth);
    setInk(text, theme, Role::Muted);
    auto *key = new QPushButton(tr("Add &key…"), this);
    makePrimary(key);
    key->setAutoDefault(true);
    auto *apiKey = new QPushButton(tr("Add &API key…"), this);
    apiKey->setAutoDefault(true);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(key);
    buttons->addWidget(apiKey);
    buttons->addStretch(1);
    auto *column = new QVBoxLayout;
    column->setSpacing(12);
    column->addStretch(1);
    column->addWidget(title);
    column->addWidget(text);
    column->addLayout(buttons);
    column->addStretch(2);
    auto *layout = new QHBoxLayout(this);
    layout->addStretch(1);
    layout->addLayout(column);
    layout->addStretch(1);
    setFocusProxy(key);
    connect(key, &QPushButton::clicked, this, &NoAccountPage::addKeyAsked);
    connect(apiKey, &QPushButton::clicked, this, &NoAccountPage::addApiKeyAsked);
}

} // namespace offhook::ui
