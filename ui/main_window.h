#pragma once

#include "core/session/session.h"
#include "ui/actions.h"
#include "ui/theme/theme.h"

#include <QMainWindow>
#include <QPointer>

class QStackedWidget;

namespace offhook::ui {

class Banner;
class DetailPane;
class EventController;
class EventTableModel;
class EventTableView;
class FacetPanel;
class FilterLine;
class FirstStepsPage;
class FirstStepsStrip;
class ForwardDock;
class NumbersController;
class PlainLabel;
class RecoverDialog;
class ReplayController;
class RespondDock;
class RulesController;
class ShareController;
class SettingsDialog;
class StartController;
class StatisticsDock;
class StatusLine;
class TopBar;
class TunnelDialog;
class WorkspaceController;

/// The one window. Composes panes and wires them; what the commands do stands in the controllers.
class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(Session &session, Theme &theme, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Opens a workspace (read-only when somebody else writes it) and listens, as at the program's start.
    void openWorkspace(const QString &path, store::Access access = store::Access::ReadWrite);
    /// Asks what to do with a file of events, once a workspace is open.
    void openEvents(const QString &file);
    /// Listens there instead of where the workspace did last.
    void setListenOptions(const http::ListenOptions &options);

    [[nodiscard]] EventTableModel &model() const { return *m_model; }
    [[nodiscard]] Actions &actions() const { return *m_actions; }

protected:
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void createPanes();
    void createDocks();
    void createShare();
    void createMenus();
    void connectPanes();
    void connectSession();
    void connectActions();
    void workspaceChanged();
    void listenerChanged();
    void publicUrlChanged();
    void keysChanged();
    void storageChanged(const store::StorageState &state);
    void recount();
    void showCounts();
    void lendDetailRoom(bool lent);
    void offerDiff();
    void applyFilter(const QString &text, const filter::Expression &expression);
    void chooseFilter(const QString &text, bool add);
    void showSettings(int page);
    void openEvent(EventId id);
    void showRespond();
    void showForward();
    void showRecover();
    void showTunnel();
    void setTunnelOn(bool on);
    void tunnelChanged();
    void setTheme(settings::Preferences::Theme mode);
    void restoreLayout();
    void saveLayout();
    void resetLayout();
    [[nodiscard]] QDockWidget *dock(
        const QString &name, const QString &title, QWidget *content, Qt::DockWidgetArea area);

    Session &m_session;
    Theme &m_theme;
    Actions *m_actions;
    EventTableModel *m_model;
    EventTableView *m_table = nullptr;
    FilterLine *m_filter = nullptr;
    FacetPanel *m_facets = nullptr;
    DetailPane *m_detail = nullptr;
    RespondDock *m_respond = nullptr;
    ForwardDock *m_forward = nullptr;
    StatisticsDock *m_statistics = nullptr;
    FirstStepsPage *m_firstSteps = nullptr;
    FirstStepsStrip *m_strip = nullptr;
    QStackedWidget *m_stack = nullptr;
    bool m_isDetailLent = false; ///< hidden by us, not by the user
    bool m_mayLendDetail = true;
    Banner *m_banner = nullptr;
    TopBar *m_topBar = nullptr;
    StatusLine *m_status = nullptr;
    PlainLabel *m_workspaceName = nullptr;
    WorkspaceController *m_workspaces = nullptr;
    EventController *m_events = nullptr;
    RulesController *m_rules = nullptr;
    ShareController *m_share = nullptr;
    ReplayController *m_replay = nullptr;
    StartController *m_start = nullptr;
    NumbersController *m_numbers = nullptr;
    QDockWidget *m_facetDock = nullptr;
    QDockWidget *m_detailDock = nullptr;
    QDockWidget *m_respondDock = nullptr;
    QDockWidget *m_forwardDock = nullptr;
    QDockWidget *m_statisticsDock = nullptr;
    SettingsDialog *m_settings = nullptr;
    QPointer<TunnelDialog> m_tunnel;
    QPointer<RecoverDialog> m_recover;
    QByteArray m_firstLayout;
    qint64 m_total = 0;
};

} // namespace offhook::ui
