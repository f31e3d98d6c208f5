#pragma once

#include "core/session/session.h"

#include <QObject>
#include <QPointer>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

class QMenu;
class QWidget;

namespace offhook::ui {

class Banner;

/// File commands: opening, making and salvaging workspaces, and what has to be said about them.
class WorkspaceController final : public QObject {
    Q_OBJECT
public:
    WorkspaceController(Session &session, Banner &banner, QWidget *window);

    /// Opens and starts to listen. When another program writes the workspace it is opened read-only and the banner says
    /// so; a damaged file is kept aside and a fresh one opened.
    void open(const QString &path, store::Access access = store::Access::ReadWrite);
    /// What is done before the workspace that is open is left; it goes on with `then`, or not.
    void setBefore(std::function<void(std::function<void()> then)> before) { m_before = std::move(before); }
    void setListenOptions(const http::ListenOptions &options) { m_listen = options; }
    void askForNew();
    void askForExisting();
    void askForSalvage(const QString &damaged = {});
    void fillRecent(QMenu *menu);

Q_SIGNALS:
    /// Another workspace (or none) is open now.
    void opened();

private:
    void openNow(const QString &path, store::Access access);
    void opening();
    void openReadOnly(const QString &path, const Error &why);
    void opensDamaged(const QString &aside);
    void runSalvage(const QString &damaged, const QString &into);

    Session &m_session;
    Banner &m_banner;
    QWidget *m_window;
    std::function<void(std::function<void()>)> m_before;
    std::optional<http::ListenOptions> m_listen;
    QString m_setAside;
    bool m_offersOther = false;
};

} // namespace offhook::ui
