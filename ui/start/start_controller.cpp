#include "ui/start/start_controller.h"

#include "core/compose/templates.h"
#include "core/session/tunnelling.h"
#include "ui/settings/add_key_dialog.h"
#include "ui/start/first_steps_page.h"
#include "ui/start/first_steps_strip.h"
#include "ui/tunnel/tunnel_text.h"
#include "ui/util/error_text.h"

namespace offhook::ui {

StartController::StartController(Session &session, const Theme &theme, Actions &actions, FirstStepsPage &page,
    FirstStepsStrip &strip, QWidget *window)
    : QObject(window)
    , m_session(session)
    , m_theme(theme)
    , m_actions(actions)
    , m_page(page)
    , m_strip(strip)
    , m_window(window)
    , m_steps(session) {
    connectPage();
    connect(&m_steps, &FirstSteps::changed, this, [this] { show(); });
    connect(&m_steps, &FirstSteps::arrived, this, &StartController::arrived);
    connect(&session, &Session::listenerChanged, this, [this] { show(); });
    connect(&session.tunnelling(), &Tunnelling::changed, this, [this] { showTunnel(); });
    connect(actions.firstSteps, &QAction::triggered, this, [this] {
        m_steps.lookBack();
        setAsked(true);
        m_page.setFocus(Qt::ShortcutFocusReason);
    });
    connect(&strip, &FirstStepsStrip::continueAsked, this, [this] {
        setAsked(true);
        m_page.setFocus(Qt::OtherFocusReason);
    });
    connect(&strip, &FirstStepsStrip::dismissed, this, [this] {
        m_arrived = false;
        m_steps.setOver(true);
        show();
    });
    show();
}

void StartController::connectPage() {
    connect(&m_page, &FirstStepsPage::sendTestAsked, this, &StartController::sendTest);
    connect(&m_page, &FirstStepsPage::copyListenerUrlAsked, m_actions.copyListenerUrl, &QAction::trigger);
    connect(&m_page, &FirstStepsPage::addKeyAsked, this,
        [this] { AddKeyDialog(m_session.keys(), m_theme, {}, m_window).exec(); });
    connect(&m_page, &FirstStepsPage::tunnelAsked, m_actions.tunnel, &QAction::trigger);
    connect(&m_page, &FirstStepsPage::publicUrlAsked, m_actions.publicUrl, &QAction::trigger);
    connect(&m_page, &FirstStepsPage::copyPublicUrlAsked, m_actions.copyPublicUrl, &QAction::trigger);
    connect(&m_page, &FirstStepsPage::numbersAsked, m_actions.numbers, &QAction::trigger);
    connect(&m_page, &FirstStepsPage::skipAsked, &m_steps, &FirstSteps::setSkipped);
    connect(&m_page, &FirstStepsPage::closeAsked, this, [this] { setAsked(false); });
    connect(&m_page, &FirstStepsPage::arrivalAsked, this, [this](EventId id) {
        setAsked(false);
        Q_EMIT eventAsked(id);
    });
}

void StartController::follow() {
    m_asked = false;
    m_arrived = false;
    m_empty = true;
    m_steps.follow();
}

void StartController::setEmpty(bool empty) {
    if (empty == m_empty)
        return;
    m_empty = empty;
    show();
}

void StartController::setAsked(bool asked) {
    m_asked = asked;
    show();
    Q_EMIT pageChanged();
}

void StartController::show() {
    const ListenerState listener = m_session.listener();
    const bool listens = listener.type == ListenerState::Type::Listening;
    m_page.setListenerUrl(listens ? listener.url() : QString());
    m_page.setKeyCount(m_session.keys().userKeyCount());
    m_page.setPublicUrl(QString::fromUtf8(m_session.publicUrl()));
    m_page.setHasEvents(!m_empty);
    m_page.showSteps(m_steps);
    m_strip.showSteps(m_steps);
    const bool writable = m_session.events() != nullptr && !m_session.isReadOnly();
    m_strip.setVisible(writable && !isPageShown() && (m_arrived || !m_steps.isOver()));
    showTunnel();
}

// Without a tunnel nothing is known of a public URL, but that somebody typed it.
void StartController::showTunnel() {
    const Tunnelling &tunnelling = m_session.tunnelling();
    using Type = tunnel::State::Type;
    if (tunnelling.state().type == Type::Off)
        return m_page.setTunnel({}, Role::Muted);
    const ToneText text =
        tunnelling.state().type == Type::Up ? tunnelReach(tunnelling.reach()) : tunnelState(tunnelling.state());
    m_page.setTunnel(text.text, text.role);
}

void StartController::sendTest() {
    const compose::Template *sample = compose::findTemplate("sms.inbound");
    if (sample == nullptr)
        return;
    m_session.sendTest(*sample, {}, this, [this](const Result<compose::SendResult> &result) {
        if (!result)
            return Q_EMIT problem(errorText(result.error()));
        setAsked(false); // what was sent is on top of the table
    });
}

// The steps end here: what they led to is on screen.
void StartController::arrived(const flow::EventSummary &event) {
    if (m_steps.isOver() && !m_arrived)
        return;
    m_arrived = true;
    m_steps.setOver(true);
    setAsked(false);
    Q_EMIT eventAsked(event.id);
}

} // namespace offhook::ui
