#pragma once

#include "core/session/session.h"
#include "core/session/share.h"
#include "ui/theme/theme.h"

#include <QObject>

#include <functional>

class QAction;
class QMenu;
class QWidget;

namespace offhook::ui {

class Banner;
struct ShareChoices;

/// Copy as, File > Share and Import, and files that are dropped on the window or named at its start.
class ShareController final : public QObject {
    Q_OBJECT
public:
    /// Tells what the window shows now, when it is asked for.
    using Choices = std::function<ShareChoices()>;
    ShareController(Session &session, const Theme &theme, Banner &banner, Choices choices, QWidget *window);

    /// Every format but those for whole files, by purpose; for the context menu and the detail's head.
    [[nodiscard]] QMenu *copyMenu() const { return m_copyMenu; }
    /// Puts the selected events into the clipboard, in the format of that name.
    void copyAs(const QByteArray &format);
    void share();
    void askForImport();
    /// Asks whether to look at a file of events or to add it to the workspace, and does so.
    void openFile(const QString &file);
    /// Whether a file is events rather than a workspace, by its name.
    [[nodiscard]] static bool isEventFile(const QString &file);

Q_SIGNALS:
    void statusMessage(const QString &text);
    /// The events of a file are in a workspace of their own, to be opened read-only.
    void viewAsked(const QString &workspace);

private:
    void buildCopyMenu();
    void import(const QString &file);
    void view(const QString &file);
    using Work = std::function<std::shared_ptr<std::atomic<bool>>(
        std::function<void(qint64, qint64)>, std::function<void(Result<exchange::ImportReport>)>)>;
    void runImport(const QString &title, const Work &work, const std::function<void()> &whenDone);
    void tellImport(const Result<exchange::ImportReport> &report);

    Session &m_session;
    const Theme &m_theme;
    Banner &m_banner;
    Choices m_choices;
    QWidget *m_window;
    QMenu *m_copyMenu = nullptr;
    QAction *m_copySafely = nullptr;
};

} // namespace offhook::ui
