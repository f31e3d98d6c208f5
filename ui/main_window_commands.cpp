// The menus of the window, and what its commands are bound to.
#include "core/compose/templates.h"
#include "core/session/tunnelling.h"
#include "ui/command_palette.h"
#include "ui/compose/send_test_dialog.h"
#include "ui/detail/detail_pane.h"
#include "ui/event_controller.h"
#include "ui/events/event_table_view.h"
#include "ui/explain/explanation_popover.h"
#include "ui/facets/facet_panel.h"
#include "ui/filter/filter_line.h"
#include "ui/forward/forward_dock.h"
#include "ui/main_window.h"
#include "ui/recover/recover_dialog.h"
#include "ui/replay/replay_controller.h"
#include "ui/respond/respond_dock.h"
#include "ui/rules_controller.h"
#include "ui/settings/add_key_dialog.h"
#include "ui/settings/settings_dialog.h"
#include "ui/share/share_controller.h"
#include "ui/share/share_dialog.h"
#include "ui/shortcuts_dialog.h"
#include "ui/statistics/statistics_dock.h"
#include "ui/status_line.h"
#include "ui/top_bar.h"
#include "ui/tunnel/tunnel_dialog.h"
#include "ui/util/error_text.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/plain_label.h"
#include "ui/workspace_controller.h"

#include <QClipboard>
#include <QCloseEvent>
#include <QDockWidget>
#include <QDropEvent>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace offhook::ui {
using namespace Qt::StringLiterals;

void MainWindow::createMenus() {
    const Actions &a = *m_actions;
    QMenu *file = menuBar()->addMenu(tr("&File"));
    file->addActions({a.newWorkspace, a.openWorkspace});
    QMenu *recent = file->addMenu(tr("Open &recent"));
    connect(file, &QMenu::aboutToShow, recent, [this, recent] { m_workspaces->fillRecent(recent); });
    file->addSeparator();
    file->addActions({a.share, a.importEvents, a.recover});
    file->addSeparator();
    file->addActions({a.salvage});
    file->addSeparator();
    file->addAction(a.quit);
    QMenu *edit = menuBar()->addMenu(tr("&Edit"));
    edit->addActions({a.copyCurl, a.copyRows});
    edit->addMenu(m_share->copyMenu());
    edit->addActions({a.filter, a.settings});
    menuBar()
        ->addMenu(tr("&Capture"))
        ->addActions({a.listen, a.copyListenerUrl, a.tunnel, a.tunnelOn, a.publicUrl, a.copyPublicUrl, a.numbers,
            a.keys, a.sendTest});
    menuBar()
        ->addMenu(tr("E&vent"))
        ->addActions({a.replay, a.editReplay, a.mark, a.note, a.fieldsTab, a.signatureTab, a.requestTab, a.responseTab,
            a.timelineTab, a.compare, a.makeRule, a.removeEvents});
    QMenu *response = menuBar()->addMenu(tr("&Response"));
    response->addActions({a.answer, a.newRule, a.undoRules, a.redoRules, a.importRules, a.exportRules});
    response->addSeparator();
    response->addActions({a.hold, a.holdCondition, a.holdSound, a.answerHeld, a.parkHeld, a.dropHeld, a.answerAllHeld});
    response->addSeparator();
    response->addActions({a.routes, a.newRoute});
    QMenu *view = menuBar()->addMenu(tr("&View"));
    view->addActions({a.follow, a.statistics});
    view->addMenu(m_table->columnsMenu());
    view->addSeparator();
    QMenu *floating = new QMenu(tr("Fl&oat"), view);
    for (QDockWidget *pane : {m_facetDock, m_detailDock, m_respondDock, m_forwardDock, m_statisticsDock}) {
        view->addAction(pane->toggleViewAction());
        QAction *action = floating->addAction(pane->windowTitle());
        action->setCheckable(true);
        connect(action, &QAction::toggled, pane, &QDockWidget::setFloating);
        connect(pane, &QDockWidget::topLevelChanged, action, &QAction::setChecked);
    }
    view->addMenu(floating);
    view->addAction(a.resetLayout);
    view->addSeparator();
    view->addActions({a.themeSystem, a.themeLight, a.themeDark});
    menuBar()->addMenu(tr("&Help"))->addActions({a.firstSteps, a.palette, a.explain, a.shortcuts, a.about});
    m_workspaceName = new PlainLabel(menuBar());
    m_workspaceName->setContentsMargins(0, 0, 12, 0);
    m_workspaceName->setForegroundRole(QPalette::PlaceholderText);
    menuBar()->setCornerWidget(m_workspaceName);
}

void MainWindow::connectActions() {
    const Actions &a = *m_actions;
    const auto on = [this](QAction *action, auto work) { connect(action, &QAction::triggered, this, work); };
    on(a.newWorkspace, [this] { m_workspaces->askForNew(); });
    on(a.openWorkspace, [this] { m_workspaces->askForExisting(); });
    on(a.share, [this] { m_share->share(); });
    on(a.importEvents, [this] { m_share->askForImport(); });
    on(a.recover, [this] { showRecover(); });
    on(a.copyCurl, [this] { m_share->copyAs("curl"); });
    on(a.salvage, [this] { m_workspaces->askForSalvage(); });
    on(a.quit, [this] { close(); });
    on(a.filter, [this] { m_filter->focusLine(); });
    on(a.settings, [this] { showSettings(int(SettingsDialog::Page::Listener)); });
    on(a.listen,
        [this](bool checked) { checked ? m_session.listen(m_session.listenOptions()) : m_session.stopListening(); });
    on(a.copyListenerUrl, [this] { QGuiApplication::clipboard()->setText(m_session.listener().url()); });
    on(a.publicUrl, [this] { showSettings(int(SettingsDialog::Page::PublicUrl)); });
    on(a.copyPublicUrl, [this] { QGuiApplication::clipboard()->setText(QString::fromUtf8(m_session.publicUrl())); });
    on(a.tunnel, [this] { showTunnel(); });
    on(a.tunnelOn, [this](bool checked) { setTunnelOn(checked); });
    on(a.keys, [this] { showSettings(int(SettingsDialog::Page::Keys)); });
    on(a.sendTest, [this] {
        auto *dialog = new SendTestDialog(m_session, m_theme, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->show();
    });
    on(a.compare,
        [this] { m_table->selectedEvents().size() == 2 ? m_detail->showDiff() : m_detail->compareWithPrevious(); });
    int tab = 0;
    for (QAction *action : {a.fieldsTab, a.signatureTab, a.requestTab, a.responseTab, a.timelineTab})
        on(action, [this, tab = tab++] { m_detail->setTab(tab); });
    on(a.answer, [this] {
        showRespond();
        m_respond->focusEditor();
    });
    on(a.routes, [this] {
        showForward();
        m_forward->setFocus(Qt::ShortcutFocusReason);
    });
    on(a.newRoute, [this] {
        showForward();
        m_forward->addRoute();
    });
    on(a.statistics, [this] {
        m_statisticsDock->show();
        m_statisticsDock->raise();
        m_statistics->setFocus(Qt::ShortcutFocusReason);
    });
    on(a.follow, [this](bool checked) { m_table->setFollowing(checked); });
    on(a.themeSystem, [this] { setTheme(settings::Preferences::Theme::System); });
    on(a.themeLight, [this] { setTheme(settings::Preferences::Theme::Light); });
    on(a.themeDark, [this] { setTheme(settings::Preferences::Theme::Dark); });
    on(a.resetLayout, [this] { resetLayout(); });
    on(a.palette, [this] { CommandPalette(*m_actions, this).exec(); });
    on(a.explain, [this] {
        if (!ExplanationPopover::explainFocus(focusWidget(), m_theme))
            m_status->showMessage(tr("There is nothing to explain here."), 3000);
    });
    on(a.shortcuts, [this] { ShortcutsDialog(*m_actions, m_theme, this).exec(); });
    on(a.about, [this] {
        QMessageBox::about(this, tr("About Offhook"),
            tr("Offhook %1\nThe desktop workbench for Twilio webhooks.\n\nFree software under the GNU GPL, version 3 "
               "or later.")
                .arg(u"" OFFHOOK_VERSION ""_s));
    });
}

void MainWindow::showRecover() {
    if (m_session.events() == nullptr)
        return;
    if (m_recover == nullptr) {
        m_recover = new RecoverDialog(m_session, m_theme, m_session.accountAccess(), this);
        m_recover->setAttribute(Qt::WA_DeleteOnClose);
        connect(
            m_recover, &RecoverDialog::showAsked, this, [this](const QString &filter) { m_filter->setText(filter); });
        connect(m_recover, &RecoverDialog::replayAsked, m_replay, &ReplayController::replayEvents);
        connect(m_recover, &RecoverDialog::addKeyAsked, m_actions->keys, &QAction::trigger);
    }
    m_recover->show();
    m_recover->raise();
    m_recover->activateWindow();
}

void MainWindow::showTunnel() {
    if (m_session.events() == nullptr || m_session.isReadOnly())
        return;
    if (m_tunnel == nullptr) {
        m_tunnel = new TunnelDialog(m_session, m_theme, this);
        m_tunnel->setAttribute(Qt::WA_DeleteOnClose);
    }
    m_tunnel->show();
    m_tunnel->raise();
    m_tunnel->activateWindow();
}

// With what was used last; the dialog where that is nothing, or not enough.
void MainWindow::setTunnelOn(bool on) {
    Tunnelling &tunnelling = m_session.tunnelling();
    if (!on)
        tunnelling.stop();
    else if (!tunnelling.startLast())
        showTunnel();
    tunnelChanged();
}

void MainWindow::tunnelChanged() {
    const Tunnelling &tunnelling = m_session.tunnelling();
    m_topBar->setTunnel(tunnelling.settings().provider, tunnelling.state(), tunnelling.reach());
    m_actions->tunnelOn->setChecked(tunnelling.isWanted());
    const bool writable = m_session.events() != nullptr && !m_session.isReadOnly();
    m_actions->tunnel->setEnabled(writable);
    m_actions->tunnelOn->setEnabled(writable);
}

} // namespace offhook::ui
