#pragma once

#include "core/session/session.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <memory>

namespace offhook::ui {

class RoutesModel;
class UndeliveredPanel;

/// The Forward dock: the routes that send copies behind the answer, the one that is chosen, and what could not be
/// delivered. Edited live: a change is in force for the next event. Its widgets are made when they are first seen, for
/// a quick start of the window.
class ForwardDock final : public QWidget {
    Q_OBJECT
public:
    explicit ForwardDock(const Theme &theme, QWidget *parent = nullptr);
    ~ForwardDock() override;

    void setSession(Session *session);
    /// Makes a route and opens it.
    void addRoute();

    QSize minimumSizeHint() const override;
    [[nodiscard]] RoutesModel &routes() const;
    [[nodiscard]] UndeliveredPanel &undelivered() const;

Q_SIGNALS:
    void eventAsked(offhook::EventId id);

protected:
    void showEvent(QShowEvent *event) override;

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

} // namespace offhook::ui
