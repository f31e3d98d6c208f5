#include "ui/tunnel/tunnel_dialog.h"

#include "core/session/tunnelling.h"
#include "core/tunnel/providers.h"
#include "ui/detail/styling.h"
#include "ui/tunnel/tunnel_form.h"
#include "ui/tunnel/tunnel_log.h"
#include "ui/tunnel/tunnel_status.h"
#include "ui/widgets/plain_label.h"

#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace offhook::ui {

TunnelDialog::TunnelDialog(Session &session, const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_session(session) {
    setWindowTitle(tr("Tunnel"));
    m_form = new TunnelForm(theme, this);
    m_status = new TunnelStatus(theme, this);
    m_log = new TunnelLog(theme, this);
    m_problem = new PlainLabel(this);
    m_problem->setWordWrap(true);
    setInk(m_problem, theme, Role::Invalid);
    m_button = new QPushButton(this);
    makePrimary(m_button);
    auto *close = new QPushButton(tr("&Close"), this);
    close->setAutoDefault(false);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_problem, 1);
    buttons->addWidget(close);
    buttons->addWidget(m_button);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addWidget(m_form);
    layout->addWidget(horizontalLine(theme, this));
    layout->addWidget(m_status);
    layout->addWidget(m_log, 1);
    layout->addLayout(buttons);
    resize(820, 680);
    Tunnelling &tunnelling = session.tunnelling();
    m_form->setSettings(tunnelling.settings());
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    connect(m_button, &QPushButton::clicked, this, &TunnelDialog::toggle);
    connect(m_form, &TunnelForm::edited, this, &TunnelDialog::showButton);
    connect(m_status, &TunnelStatus::checkAsked, &tunnelling, &Tunnelling::checkReach);
    connect(&tunnelling, &Tunnelling::changed, this, &TunnelDialog::showAll);
    connect(&tunnelling, &Tunnelling::logged, this, [this] { m_log->showLog(m_session.tunnelling().log()); });
    connect(&session, &Session::listenerChanged, this, &TunnelDialog::showAll);
    m_log->showLog(tunnelling.log());
    showAll();
    m_form->list()->setFocus();
}

// What has failed for good is off as far as the user is concerned: it can be changed and started.
static bool isRunning(const Tunnelling &tunnelling) {
    using Type = tunnel::State::Type;
    const Type type = tunnelling.state().type;
    return tunnelling.isWanted() && type != Type::Failed && type != Type::NotInstalled && type != Type::LoginNeeded;
}

void TunnelDialog::toggle() {
    Tunnelling &tunnelling = m_session.tunnelling();
    if (isRunning(tunnelling))
        tunnelling.stop();
    else
        tunnelling.start(m_form->choice());
    showAll();
}

void TunnelDialog::showAll() {
    const Tunnelling &tunnelling = m_session.tunnelling();
    const tunnel::Provider *provider = tunnel::findProvider(tunnelling.settings().provider);
    m_status->showTunnel(
        tunnelling.state(), tunnelling.reach(), provider != nullptr ? &provider->description() : nullptr);
    m_form->setLocked(isRunning(tunnelling));
    showButton();
}

void TunnelDialog::showButton() {
    const bool running = isRunning(m_session.tunnelling());
    const bool listens = m_session.listener().type == ListenerState::Type::Listening;
    const QString problem = running ? QString() : m_form->problem();
    m_button->setText(running ? tr("&Stop the tunnel") : tr("&Start the tunnel"));
    m_button->setEnabled(running || (problem.isEmpty() && listens));
    m_problem->setText(!listens && !running ? tr("The listener has to listen first.") : problem);
}

} // namespace offhook::ui
