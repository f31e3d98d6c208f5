#include "ui/rules_controller.h"

#include "core/filter/expression.h"
#include "core/rules/rule_json.h"
#include "ui/events/event_table_model.h"
#include "ui/respond/hold_notice.h"
#include "ui/respond/hold_panel.h"
#include "ui/respond/respond_dock.h"
#include "ui/respond/rules_model.h"
#include "ui/top_bar.h"
#include "ui/util/error_text.h"
#include "ui/widgets/banner.h"

#include <QFileDialog>
#include <QInputDialog>
#include <QSaveFile>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

QString fileFilter() {
    return RulesController::tr("Rules (*.json);;All files (*)");
}

} // namespace

RulesController::RulesController(
    Actions &actions, RespondDock &dock, TopBar &topBar, EventTableModel &model, Banner &banner, QWidget *window)
    : QObject(window)
    , m_actions(actions)
    , m_dock(dock)
    , m_topBar(topBar)
    , m_model(model)
    , m_banner(banner)
    , m_window(window)
    , m_notice(new HoldNotice(*window)) {
    connectActions();
    QUndoStack &undo = dock.rules().undoStack();
    connect(&undo, &QUndoStack::canUndoChanged, actions.undoRules, &QAction::setEnabled);
    connect(&undo, &QUndoStack::canRedoChanged, actions.redoRules, &QAction::setEnabled);
    connect(&dock.holdPanel(), &HoldPanel::currentChanged, this, [this] { update(); });
    update();
}

void RulesController::connectActions() {
    const auto on = [this](QAction *action, auto work) { connect(action, &QAction::triggered, this, work); };
    on(m_actions.newRule, [this] {
        Q_EMIT dockAsked();
        m_dock.addRule();
    });
    on(m_actions.undoRules, [this] { m_dock.rules().undoStack().undo(); });
    on(m_actions.redoRules, [this] { m_dock.rules().undoStack().redo(); });
    on(m_actions.exportRules, [this] { exportRules(); });
    on(m_actions.importRules, [this] { importRules(); });
    on(m_actions.hold, [this](bool checked) {
        rules::HoldSettings settings = m_session->answering().hold();
        settings.isOn = checked;
        m_session->answering().setHold(settings);
    });
    on(m_actions.holdCondition, [this] { askForCondition(); });
    on(m_actions.holdSound, [this](bool checked) { HoldNotice::setWantsSound(m_session->preferences(), checked); });
    on(m_actions.answerHeld, [this] { m_dock.answerHeld(); });
    on(m_actions.dropHeld, [this] { m_session->answering().dropHeld(m_dock.held()); });
    on(m_actions.parkHeld, [this] { m_session->answering().parkHeld(m_dock.held()); });
    on(m_actions.answerAllHeld, [this] { m_session->answering().answerAllHeld(); });
}

void RulesController::setSession(Session *session) {
    if (m_session)
        disconnect(&m_session->answering(), nullptr, this, nullptr);
    m_session = session;
    m_notice->setSession(session);
    if (m_session) {
        connect(&m_session->answering(), &Answering::holdChanged, this, [this] { update(); });
        connect(&m_session->answering(), &Answering::heldChanged, this, [this] { heldChanged(); });
        m_actions.holdSound->setChecked(HoldNotice::wantsSound(m_session->preferences()));
    }
    heldChanged();
}

void RulesController::update() {
    const bool writable = m_session && !m_session->isReadOnly();
    const rules::HoldSettings hold = m_session ? m_session->answering().hold() : rules::HoldSettings();
    m_topBar.setHolding(hold.isOn, hold.condition);
    m_actions.hold->setChecked(hold.isOn);
    for (QAction *action :
        {m_actions.newRule, m_actions.importRules, m_actions.hold, m_actions.holdCondition, m_actions.holdSound})
        action->setEnabled(writable);
    m_actions.exportRules->setEnabled(m_session != nullptr);
    m_actions.undoRules->setEnabled(writable && m_dock.rules().undoStack().canUndo());
    m_actions.redoRules->setEnabled(writable && m_dock.rules().undoStack().canRedo());
    const rules::HeldRequest *held = m_dock.holdPanel().currentRequest();
    for (QAction *action : {m_actions.answerHeld, m_actions.dropHeld, m_actions.answerAllHeld})
        action->setEnabled(held != nullptr);
    m_actions.parkHeld->setEnabled(held != nullptr && held->canPark && !held->isParked);
}

void RulesController::heldChanged() {
    std::vector<std::pair<EventId, MonotonicTime>> held;
    if (m_session) {
        for (const rules::HeldRequest &one : m_session->answering().held()) {
            if (one.state == rules::HeldRequest::State::Waiting)
                held.emplace_back(one.event, one.limitAt);
        }
    }
    m_model.setHeld(std::move(held));
    update();
}

void RulesController::askForCondition() {
    rules::HoldSettings settings = m_session->answering().hold();
    QString text = settings.condition;
    QString label = tr("Hold what matches this filter, or everything:");
    for (;;) {
        bool ok = false;
        text = QInputDialog::getText(m_window, tr("Hold"), label, QLineEdit::Normal, text, &ok);
        if (!ok)
            return;
        const filter::ParseResult parsed = filter::parse(text, 0);
        if (parsed.ok())
            break;
        label = ui::problemText(parsed.problems.front());
    }
    settings.condition = text.trimmed();
    m_session->answering().setHold(settings);
}

void RulesController::exportRules() {
    const QString path = QFileDialog::getSaveFileName(m_window, tr("Export rules"), u"rules.json"_s, fileFilter());
    if (path.isEmpty())
        return;
    QSaveFile file(path);
    const QByteArray json = rules::toJson(m_dock.rules().rules());
    if (!file.open(QIODevice::WriteOnly) || file.write(json) != json.size() || !file.commit())
        m_banner.showMessage(Banner::Tone::Problem, tr("Cannot write %1: %2").arg(path, file.errorString()));
}

void RulesController::importRules() {
    const QString path = QFileDialog::getOpenFileName(m_window, tr("Import rules"), QString(), fileFilter());
    if (path.isEmpty())
        return;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return m_banner.showMessage(Banner::Tone::Problem, tr("Cannot read %1: %2").arg(path, file.errorString()));
    auto read = rules::rulesFromJson(file.readAll());
    if (!read)
        return m_banner.showMessage(Banner::Tone::Problem, path + u": "_s + read.error().detail);
    m_dock.rules().replaceAll(*std::move(read));
    Q_EMIT dockAsked();
}

} // namespace offhook::ui
