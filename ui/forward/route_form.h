#pragma once

#include "core/deliver/route.h"
#include "core/session/session.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <memory>

namespace offhook::ui {

/// Everything of one route. Edits are announced at once; a condition or target with a mistake is shown and not
/// announced.
class RouteForm final : public QWidget {
    Q_OBJECT
public:
    explicit RouteForm(const Theme &theme, QWidget *parent = nullptr);
    ~RouteForm() override;

    /// Shows a route; announces nothing.
    void setRoute(const deliver::Route &route);
    void setReadOnly(bool on);
    /// Whose seen values are offered in the conditions.
    void setSession(Session *session);
    /// Gives the target the focus, as for a new route.
    void focusTarget();

Q_SIGNALS:
    /// By the user. `field` names what was edited.
    void edited(const offhook::deliver::Route &route, const QString &field);

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

} // namespace offhook::ui
