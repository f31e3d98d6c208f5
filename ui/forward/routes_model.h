#pragma once

#include "core/session/session.h"
#include "ui/widgets/switch_list_model.h"

#include <QPointer>

namespace offhook::ui {

/// The routes of the session as a list, with how they do, and everything that changes them. GUI thread.
class RoutesModel final : public UndoableListModel<deliver::Route> {
    Q_OBJECT
public:
    enum DataRole { TargetRole = IdRole + 1, HealthRole, HealthTextRole, CountsRole, UsableRole };
    enum class Health : std::uint8_t { Unknown, Reachable, Unreachable };

    explicit RoutesModel(QObject *parent = nullptr);

    void setSession(Session *session);
    [[nodiscard]] const deliver::RouteList &routes() const { return items(); }
    [[nodiscard]] const deliver::Route *routeAt(int row) const { return itemAt(row); }
    /// Of a route that is gone its id.
    [[nodiscard]] QString nameOf(const QString &id) const;
    [[nodiscard]] bool isReadOnly() const override;

    /// Puts a route behind the others; its name is made unique. Returns its row.
    int add(deliver::Route route);
    int duplicate(int row) override;
    void remove(int row) override;
    /// Replaces the route of that id. `field` names what is edited: steps of the same route and field become one.
    void edit(const deliver::Route &route, const QString &field);

    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    /// The routes are others now: by a change here, by undo, or from elsewhere.
    void routesChanged();

private:
    [[nodiscard]] deliver::RouteList stored() const override;
    void store(const deliver::RouteList &routes) override;
    void itemsChanged() override { Q_EMIT routesChanged(); }
    [[nodiscard]] QString healthText(const deliver::Route &route) const;
    [[nodiscard]] QString countsText(const deliver::Route &route) const;
    [[nodiscard]] QString toolTip(const deliver::Route &route) const;

    QPointer<Session> m_session;
};

} // namespace offhook::ui
