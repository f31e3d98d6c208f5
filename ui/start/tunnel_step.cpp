#include "ui/start/tunnel_step.h"

#include "ui/detail/elided_label.h"
#include "ui/detail/styling.h"
#include "ui/widgets/plain_label.h"

#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace offhook::ui {

TunnelStep::TunnelStep(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme) {
    m_words = new PlainLabel(this);
    m_words->setWordWrap(true);
    setInk(m_words, theme, Role::Muted);
    m_urlRow = new QWidget(this);
    m_url = new ElidedLabel(m_urlRow);
    m_url->setFont(theme.mono());
    setInk(m_url, theme, Role::Text);
    auto *copy = iconButton(theme, QStringLiteral("copy"), tr("Copy the public URL"), m_urlRow);
    connect(copy, &QToolButton::clicked, this, &TunnelStep::copyAsked);
    auto *url = new QHBoxLayout(m_urlRow);
    url->setContentsMargins({});
    url->setSpacing(4);
    url->addWidget(m_url);
    url->addWidget(copy);
    url->addStretch(1);
    m_state = new PlainLabel(this);
    m_state->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(m_words);
    layout->addWidget(m_urlRow);
    layout->addWidget(m_state);
    setPublicUrl({});
    setTunnel({}, Role::Muted);
}

void TunnelStep::setPublicUrl(const QString &url) {
    const bool known = !url.isEmpty();
    m_words->setText(known
                         ? tr("Twilio dials this URL, and signatures are checked against it:")
                         : tr("Twilio needs a URL that leads to this listener. Start a tunnel, or enter the URL of one "
                              "that runs already."));
    m_urlRow->setVisible(known);
    m_url->setContent(url, url.toUtf8());
}

void TunnelStep::setTunnel(const QString &text, Role role) {
    setInk(m_state, m_theme, role);
    m_state->setText(text);
    m_state->setVisible(!text.isEmpty());
}

} // namespace offhook::ui
