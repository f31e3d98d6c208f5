#include "ui/numbers/waiting_page.h"

#include "ui/detail/styling.h"
#include "ui/util/text_format.h"
#include "ui/widgets/plain_label.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace offhook::ui {

WaitingPage::WaitingPage(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme) {
    m_text = new PlainLabel(this);
    m_text->setAlignment(Qt::AlignCenter);
    m_text->setWordWrap(true);
    m_again = new QPushButton(tr("&Try again"), this);
    m_again->setAutoDefault(true);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    layout->addStretch(1);
    layout->addWidget(m_text);
    layout->addWidget(m_again, 0, Qt::AlignHCenter);
    layout->addStretch(2);
    connect(m_again, &QPushButton::clicked, this, &WaitingPage::againAsked);
    setKnown(0);
}

void WaitingPage::setKnown(int known) {
    setInk(m_text, m_theme, Role::Muted);
    m_text->setText(known == 0 ? tr("Asking Twilio…") : tr("Asking Twilio… %1 so far").arg(grouped(known)));
    m_again->hide();
}

void WaitingPage::setProblem(const QString &text) {
    setInk(m_text, m_theme, Role::Invalid);
    m_text->setText(text);
    m_again->show();
}

} // namespace offhook::ui
