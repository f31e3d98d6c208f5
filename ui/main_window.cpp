#include "ui/main_window.h"

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
#include "ui/numbers_controller.h"
#include "ui/recover/recover_dialog.h"
#include "ui/replay/replay_controller.h"
#include "ui/respond/respond_dock.h"
#include "ui/rules_controller.h"
#include "ui/settings/add_key_dialog.h"
#include "ui/settings/settings_dialog.h"
#include "ui/share/share_controller.h"
#include "ui/share/share_dialog.h"
#include "ui/shortcuts_dialog.h"
#include "ui/start/first_steps_page.h"
#include "ui/start/first_steps_strip.h"
#include "ui/start/start_controller.h"
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

#include <algorithm>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr int LayoutVersion = 1;

} // namespace

MainWindow::MainWindow(Session &session, Theme &theme, QWidget *parent)
    : QMainWindow(parent)
    , m_session(session)
    , m_theme(theme)
    , m_actions(new Actions(theme, this))
    , m_model(new EventTableModel(theme, this)) {
    setWindowIcon(theme.icon(u"offhook"_s, Role::Accent));
    createPanes();
    createDocks();
    createShare();
    createMenus();
    connectPanes();
    connectSession();
    connectActions();
    resize(1280, 800);
    m_firstLayout = saveState(LayoutVersion);
    restoreLayout();
    workspaceChanged();
    keysChanged();
    m_firstSteps->setFocus(); // the table has it once there are events
}

MainWindow::~MainWindow() = default;

void MainWindow::createPanes() {
    m_topBar = new TopBar(*m_actions, m_theme, this);
    addToolBar(Qt::TopToolBarArea, m_topBar);
    m_status = new StatusLine(this);
    setStatusBar(m_status);
    m_banner = new Banner(m_theme, this);
    m_banner->setObjectName(u"banner"_s);
    m_filter = new FilterLine(m_theme, this);
    m_table = new EventTableView(*m_model, m_theme, this);
    m_firstSteps = new FirstStepsPage(m_theme, this);
    m_strip = new FirstStepsStrip(m_theme, this);
    m_stack = new QStackedWidget(this);
    m_stack->setObjectName(u"centre"_s);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_firstSteps);
    auto *centre = new QWidget(this);
    auto *layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_banner);
    layout->addWidget(m_strip);
    layout->addWidget(m_filter);
    layout->addWidget(m_stack, 1);
    setCentralWidget(centre);
}

void MainWindow::createDocks() {
    m_facets = new FacetPanel(m_theme, this);
    m_detail = new DetailPane(m_theme, this);
    m_respond = new RespondDock(m_theme, this);
    m_forward = new ForwardDock(m_theme, this);
    m_statistics = new StatisticsDock(m_theme, this);
    for (const auto corner : {Qt::TopLeftCorner, Qt::BottomLeftCorner})
        setCorner(corner, Qt::LeftDockWidgetArea);
    for (const auto corner : {Qt::TopRightCorner, Qt::BottomRightCorner})
        setCorner(corner, Qt::RightDockWidgetArea);
    m_facetDock = dock(u"facets"_s, tr("Facets"), m_facets, Qt::LeftDockWidgetArea);
    m_detailDock = dock(u"detail"_s, tr("Details"), m_detail, Qt::BottomDockWidgetArea);
    m_respondDock = dock(u"respond"_s, tr("Respond"), m_respond, Qt::RightDockWidgetArea);
    m_forwardDock = dock(u"forward"_s, tr("Forward"), m_forward, Qt::RightDockWidgetArea);
    m_statisticsDock = dock(u"statistics"_s, tr("Statistics"), m_statistics, Qt::RightDockWidgetArea);
    tabifyDockWidget(m_respondDock, m_forwardDock);
    tabifyDockWidget(m_forwardDock, m_statisticsDock);
    m_respondDock->raise();
    setTabPosition(Qt::RightDockWidgetArea, QTabWidget::North);
    m_statisticsDock->hide();
    connect(m_detailDock->toggleViewAction(), &QAction::triggered, this, [this] {
        m_isDetailLent = false;
        m_mayLendDetail = false; // whoever asks for the pane gets it
    });
    resizeDocks({m_facetDock, m_respondDock}, {172, 318}, Qt::Horizontal);
    resizeDocks({m_detailDock}, {340}, Qt::Vertical);
    m_workspaces = new WorkspaceController(m_session, *m_banner, this);
    m_events = new EventController(m_session, *m_actions, *m_model, *m_table, *m_detail);
    m_start = new StartController(m_session, m_theme, *m_actions, *m_firstSteps, *m_strip, this);
    m_numbers = new NumbersController(m_session, m_theme, *m_actions, *m_topBar, *m_banner, this);
    m_rules = new RulesController(*m_actions, *m_respond, *m_topBar, *m_model, *m_banner, this);
}

void MainWindow::createShare() {
    const auto choices = [this] {
        const bool filtered = !m_model->filter().isEmpty();
        std::vector<EventId> selected = m_table->selectedEvents();
        std::sort(selected.begin(), selected.end());
        return ShareChoices{std::move(selected), m_model->filter(), filtered ? m_model->rowCount() : 0, m_total};
    };
    m_share = new ShareController(m_session, m_theme, *m_banner, choices, this);
    m_replay = new ReplayController(m_session, m_theme, *m_actions, choices, this);
    connect(m_replay, &ReplayController::statusMessage, this,
        [this](const QString &text) { m_status->showMessage(text, 5000); });
    m_events->setCopyMenu(m_share->copyMenu());
    m_detail->setCopyMenu(m_share->copyMenu());
    setAcceptDrops(true);
    connect(m_share, &ShareController::statusMessage, this,
        [this](const QString &text) { m_status->showMessage(text, 5000); });
    connect(m_share, &ShareController::viewAsked, this,
        [this](const QString &workspace) { openWorkspace(workspace, store::Access::ReadOnly); });
}

QDockWidget *MainWindow::dock(const QString &name, const QString &title, QWidget *content, Qt::DockWidgetArea area) {
    auto *dock = new QDockWidget(title, this);
    dock->setObjectName(name);
    dock->setWidget(content);
    // No title bar while docked: the panes have their own heads. View > Float gives a pane a window and its frame.
    dock->setTitleBarWidget(new QWidget(dock));
    connect(dock, &QDockWidget::topLevelChanged, dock, [dock](bool floating) {
        QWidget *bar = dock->titleBarWidget();
        dock->setTitleBarWidget(floating ? nullptr : new QWidget(dock));
        if (bar != nullptr)
            bar->deleteLater();
    });
    addDockWidget(area, dock);
    return dock;
}

void MainWindow::connectPanes() {
    connect(m_filter, &FilterLine::filterChanged, this, &MainWindow::applyFilter);
    connect(m_facets, &FacetPanel::filterChosen, this, &MainWindow::chooseFilter);
    connect(m_detail, &DetailPane::filterAsked, this, [this](const QString &term) { chooseFilter(term, true); });
    connect(
        m_statistics, &StatisticsDock::filterAsked, this, [this](const QString &term) { chooseFilter(term, true); });
    connect(m_statistics, &StatisticsDock::timeRangeAsked, this,
        [this](const filter::TimeRange &range) { m_filter->setText(filter::withTimeRange(m_filter->text(), range)); });
    connect(m_detail, &DetailPane::addKeyAsked, this,
        [this](const QByteArray &account) { AddKeyDialog(m_session.keys(), m_theme, account, this).exec(); });
    connect(m_detail, &DetailPane::ruleAsked, this, [this](const QString &name) {
        showRespond();
        if (!m_respond->showRule(name))
            m_status->showMessage(tr("There is no rule of this name any more."), 3000);
    });
    connect(m_detail, &DetailPane::eventShown, this, [this] { m_respond->setSample(m_detail->currentEvent()); });
    connect(m_events, &EventController::ruleAsked, this, [this] {
        showRespond();
        m_respond->addRule(m_detail->currentEvent());
    });
    connect(m_forward, &ForwardDock::eventAsked, m_table, &EventTableView::selectEvent);
    connect(m_rules, &RulesController::dockAsked, this, [this] { showRespond(); });
    connect(m_events, &EventController::filterAsked, this, [this](const QString &term) { chooseFilter(term, true); });
    connect(
        m_detail, &DetailPane::statusMessage, this, [this](const QString &text) { m_status->showMessage(text, 3000); });
    connect(m_detail, &DetailPane::eventAsked, this, &MainWindow::openEvent);
    connect(m_table, &EventTableView::currentEventChanged, this, [this](EventId id) {
        m_detail->setEvent(id);
        m_events->update();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] { offerDiff(); });
    connect(m_table, &EventTableView::followingChanged, m_actions->follow, &QAction::setChecked);
    connect(m_model, &EventTableModel::queryFinished, this, [this] { showCounts(); });
    connect(m_model, &EventTableModel::eventsArrived, this, [this] { showCounts(); });
    connect(m_model, &EventTableModel::queryFailed, this,
        [this](const Error &error) { m_banner->showMessage(Banner::Tone::Problem, errorText(error)); });
    m_workspaces->setBefore([this](std::function<void()> then) { m_numbers->leave(std::move(then)); });
    connect(m_numbers, &NumbersController::statusMessage, this,
        [this](const QString &text) { m_status->showMessage(text, 5000); });
    connect(m_start, &StartController::pageChanged, this, [this] { showCounts(); });
    connect(m_start, &StartController::eventAsked, this, &MainWindow::openEvent);
    connect(m_start, &StartController::problem, this,
        [this](const QString &text) { m_banner->showMessage(Banner::Tone::Problem, text); });
}

void MainWindow::connectSession() {
    connect(m_workspaces, &WorkspaceController::opened, this, [this] { workspaceChanged(); });
    connect(&m_session, &Session::listenerChanged, this, [this] { listenerChanged(); });
    connect(&m_session, &Session::publicUrlChanged, this, [this] { publicUrlChanged(); });
    connect(&m_session.tunnelling(), &Tunnelling::changed, this, &MainWindow::tunnelChanged);
    connect(&m_session, &Session::metricsChanged, this, [this] { m_status->setMetrics(m_session.metrics()); });
    connect(&m_session.keys(), &KeyStore::changed, this, [this] { keysChanged(); });
}

void MainWindow::openWorkspace(const QString &path, store::Access access) {
    m_workspaces->open(path, access);
}

void MainWindow::openEvents(const QString &file) {
    m_share->openFile(file);
}

void MainWindow::setListenOptions(const http::ListenOptions &options) {
    m_workspaces->setListenOptions(options);
}

void MainWindow::workspaceChanged() {
    store::EventStore *events = m_session.events();
    Session *session = events != nullptr ? &m_session : nullptr;
    m_detail->setSession(session);
    m_respond->setSession(session);
    m_forward->setSession(session);
    m_rules->setSession(session);
    m_statistics->setStore(events);
    m_facets->setSession(session);
    m_filter->setSession(session);
    m_model->setStore(events);
    m_start->follow();
    m_numbers->follow();
    m_total = 0;
    if (m_recover != nullptr)
        m_recover->close(); // it is about the workspace before
    if (events != nullptr) {
        connect(events, &store::EventStore::committed, this, [this](const store::EventBatch &batch) {
            m_total += qint64(batch.events.size());
            showCounts();
        });
        connect(events, &store::EventStore::removed, this, [this] { recount(); });
        connect(events, &store::EventStore::storageStateChanged, this, &MainWindow::storageChanged);
        m_status->setStorage(events->storageState());
        recount();
    }
    m_workspaceName->setText(session != nullptr ? QFileInfo(m_session.path()).fileName() : QString());
    m_workspaceName->setFixedHeight(menuBar()->actionGeometry(menuBar()->actions().constFirst()).height());
    menuBar()->setCornerWidget(m_workspaceName); // takes its new width
    setWindowTitle(
        session != nullptr ? QFileInfo(m_session.path()).completeBaseName() + u" – Offhook"_s : u"Offhook"_s);
    listenerChanged();
    publicUrlChanged();
    m_events->update();
    showCounts();
}

void MainWindow::listenerChanged() {
    const ListenerState state = m_session.listener();
    const bool listening = state.type == ListenerState::Type::Listening;
    m_topBar->setListener(state, m_session.isReadOnly());
    m_actions->listen->setChecked(listening);
    m_actions->listen->setEnabled(m_session.events() != nullptr && !m_session.isReadOnly());
    m_actions->copyListenerUrl->setEnabled(listening);
    m_actions->sendTest->setEnabled(listening);
    if (state.type == ListenerState::Type::Failed)
        m_banner->showMessage(
            Banner::Tone::Problem, tr("Not listening on %1. %2").arg(state.endpoint(), errorText(state.error)));
}

void MainWindow::publicUrlChanged() {
    const QString url = QString::fromUtf8(m_session.publicUrl());
    m_topBar->setPublicUrl(url);
    m_actions->copyPublicUrl->setEnabled(!url.isEmpty());
    tunnelChanged();
}

void MainWindow::keysChanged() {
    m_status->setKeys(m_session.keys());
}

void MainWindow::storageChanged(const store::StorageState &state) {
    m_status->setStorage(state);
    if (state.type == store::StorageState::Type::Failing)
        m_banner->showMessage(Banner::Tone::Problem,
            tr("Requests are answered 503, because they cannot be stored. %1 Capture resumes by itself.")
                .arg(errorText(state.error)));
    else
        m_banner->clear();
}

void MainWindow::recount() {
    m_session.events()->facets(this, [this](const Result<store::FacetCounts> &counts) {
        if (counts)
            m_total = counts->total;
        showCounts();
    });
}

// Counted by ranges: a million rows may be selected.
void MainWindow::offerDiff() {
    int rows = 0;
    for (const QItemSelectionRange &range : m_table->selectionModel()->selection())
        rows += range.height();
    const std::vector<EventId> ids = rows == 2 ? m_table->selectedEvents() : std::vector<EventId>();
    ids.size() == 2 ? m_detail->setCompared(ids[0], ids[1]) : m_detail->setCompared(0, 0);
}

void MainWindow::showCounts() {
    const bool filtered = !m_model->filter().isEmpty();
    const qint64 shown = m_model->rowCount();
    m_total = filtered ? qMax(m_total, shown) : shown;
    m_status->setCounts(shown, m_total, filtered);
    m_start->setEmpty(m_total == 0 && !filtered);
    const bool page = m_start->isPageShown();
    // Who looked at the page goes on with the keyboard in the table that takes its place.
    const bool takesFocus = !page && m_firstSteps->isAncestorOf(focusWidget());
    m_stack->setCurrentWidget(page ? static_cast<QWidget *>(m_firstSteps) : m_table);
    lendDetailRoom(page && m_total == 0);
    if (takesFocus)
        m_table->setFocus(Qt::OtherFocusReason);
}

// Without an event there are no details, and the first steps want the room.
void MainWindow::lendDetailRoom(bool lent) {
    if (lent == m_isDetailLent || (lent && (!m_mayLendDetail || m_detailDock->isHidden())))
        return;
    m_isDetailLent = lent;
    m_detailDock->setVisible(!lent);
}

void MainWindow::applyFilter(const QString &text, const filter::Expression &expression) {
    m_model->setFilter(expression);
    m_statistics->setFilter(expression);
    m_facets->setCurrentFilter(text);
    showCounts();
}

void MainWindow::chooseFilter(const QString &text, bool add) {
    m_filter->setText(add ? filter::withTerm(m_filter->text(), text) : text);
}

void MainWindow::showSettings(int page) {
    if (m_session.events() == nullptr)
        return;
    SettingsDialog dialog(m_session, m_theme, this);
    dialog.showPage(SettingsDialog::Page(page));
    dialog.exec();
}

void MainWindow::showForward() {
    m_forwardDock->show();
    m_forwardDock->raise();
}

void MainWindow::showRespond() {
    m_respondDock->show();
    m_respondDock->raise();
}

// An event that the filter hides, or whose row is not there yet, is shown without one.
void MainWindow::openEvent(EventId id) {
    m_model->rowOf(id) >= 0 ? m_table->selectEvent(id) : m_detail->setEvent(id);
}

void MainWindow::setTheme(settings::Preferences::Theme mode) {
    m_theme.setMode(mode);
}

void MainWindow::restoreLayout() {
    settings::Preferences &preferences = m_session.preferences();
    restoreGeometry(preferences.layout(u"window"_s));
    restoreState(preferences.layout(u"panes"_s), LayoutVersion);
    m_table->restoreLayout(preferences.layout(u"columns"_s));
    const auto mode = m_theme.mode();
    m_actions->themeSystem->setChecked(mode == settings::Preferences::Theme::System);
    m_actions->themeLight->setChecked(mode == settings::Preferences::Theme::Light);
    m_actions->themeDark->setChecked(mode == settings::Preferences::Theme::Dark);
    m_actions->follow->setChecked(m_table->isFollowing());
}

void MainWindow::saveLayout() {
    lendDetailRoom(false);
    m_mayLendDetail = false;
    settings::Preferences &preferences = m_session.preferences();
    preferences.setLayout(u"window"_s, saveGeometry());
    preferences.setLayout(u"panes"_s, saveState(LayoutVersion));
    preferences.setLayout(u"columns"_s, m_table->saveLayout());
}

void MainWindow::resetLayout() {
    m_isDetailLent = false;
    m_mayLendDetail = true;
    restoreState(m_firstLayout, LayoutVersion);
    resizeDocks({m_facetDock, m_respondDock}, {172, 318}, Qt::Horizontal);
    resizeDocks({m_detailDock}, {340}, Qt::Vertical);
    showCounts();
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event) {
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.constFirst().isLocalFile())
        event->acceptProposedAction();
}

// Later: the program that the file was dragged from waits for this to return, and a question may stand long.
void MainWindow::dropEvent(QDropEvent *event) {
    const QString file = event->mimeData()->urls().value(0).toLocalFile();
    event->acceptProposedAction();
    QMetaObject::invokeMethod(
        this,
        [this, file] {
            if (ShareController::isEventFile(file))
                openEvents(file);
            else
                openWorkspace(file);
        },
        Qt::QueuedConnection);
}

void MainWindow::closeEvent(QCloseEvent *event) {
    if (!m_numbers->mayClose())
        return event->ignore();
    saveLayout();
    QMainWindow::closeEvent(event);
}

} // namespace offhook::ui
