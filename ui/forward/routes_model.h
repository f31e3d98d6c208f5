#pragma once

#include "core/session/session.h"

#include <QAbstractListModel>
#include <QPointer>
#include <QUndoStack>

namespace offhook::ui {

/// The routes of the session as a list, with how they do, and everything that changes them: each change is in force at
/// once and can be undone. Changes of one route's field that follow each other are one step. GUI thread.
class RoutesModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum DataRole { IdRole = Qt::UserRole, TargetRole, HealthRole, HealthTextRole, CountsRole, UsableRole };
    enum class Health : std::uint8_t { Unknown, Reachable, Unreachable };

    explicit RoutesModel(QObject *parent = nullptr);

    void setSession(Session *session);
    [[nodiscard]] const deliver::RouteList &routes() const { return m_routes; }
    /// Null where there is no such row.
    [[nodiscard]] const deliver::Route *routeAt(int row) const;
    /// -1 when it is not there.
    [[nodiscard]] int rowOfId(const QString &id) const;
    /// Of a route that is gone its id.
    [[nodiscard]] QString nameOf(const QString &id) const;
    [[nodiscard]] bool isReadOnly() const;
    [[nodiscard]] QUndoStack &undoStack() { return m_undo; }

    /// Puts a route behind the others; its name is made unique. Returns its row.
    int add(deliver::Route route);
    int duplicate(int row);
    void remove(int row);
    /// Replaces the route of that id. `field` names what is edited: steps of the same route and field become one.
    void edit(const deliver::Route &route, const QString &field);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    /// The routes are others now: by a change here, by undo, or from elsewhere.
    void routesChanged();

private:
    class Change;
    void change(deliver::RouteList routes, const QString &words, const QString &merge = {});
    void apply(const deliver::RouteList &routes);
    void load();
    void show(const deliver::RouteList &routes);
    void refresh(const QList<int> &roles);
    [[nodiscard]] QString healthText(const deliver::Route &route) const;
    [[nodiscard]] QString countsText(const deliver::Route &route) const;
    [[nodiscard]] QString toolTip(const deliver::Route &route) const;

    QPointer<Session> m_session;
    deliver::RouteList m_routes;
    QUndoStack m_undo;
    bool m_applying = false;
};

} // namespace offhook::ui
