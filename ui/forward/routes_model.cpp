#include "ui/forward/routes_model.h"

#include "core/base/text_guard.h"
#include "core/filter/expression.h"
#include "ui/util/text_format.h"

#include <QTextDocument>

namespace offhook::ui {

using namespace Qt::StringLiterals;
using deliver::Route;

RoutesModel::RoutesModel(QObject *parent)
    : UndoableListModel(parent) {}

void RoutesModel::setSession(Session *session) {
    if (m_session)
        disconnect(&m_session->delivering(), nullptr, this, nullptr);
    m_session = session;
    m_undo.clear();
    if (m_session) {
        const Delivering *delivering = &m_session->delivering();
        connect(delivering, &Delivering::routesChanged, this, [this] { load(); });
        connect(delivering, &Delivering::countsChanged, this, [this] { refresh({CountsRole, Qt::ToolTipRole}); });
        connect(delivering, &Delivering::statesChanged, this, [this] {
            refresh({HealthRole, HealthTextRole, CountsRole, Qt::ToolTipRole});
        });
    }
    load();
}

bool RoutesModel::isReadOnly() const {
    return !m_session || m_session->isReadOnly();
}

deliver::RouteList RoutesModel::stored() const {
    return m_session ? m_session->delivering().routes() : deliver::RouteList();
}

void RoutesModel::store(const deliver::RouteList &routes) {
    if (m_session)
        m_session->delivering().setRoutes(routes);
}

QString RoutesModel::nameOf(const QString &id) const {
    const Route *route = routeAt(rowOfId(id));
    return route != nullptr ? route->name : id;
}

int RoutesModel::add(Route route) {
    route.id = deliver::newRouteId();
    route.name = deliver::uniqueName(route.name, routes());
    insertItem(route, rowCount(), tr("Add route"));
    return rowOfId(route.id);
}

int RoutesModel::duplicate(int row) {
    const Route *route = routeAt(row);
    return route != nullptr ? add(*route) : -1;
}

void RoutesModel::remove(int row) {
    removeItem(row, tr("Delete route"));
}

void RoutesModel::edit(const Route &route, const QString &field) {
    replaceItem(route, tr("Edit route"), field);
}

QString RoutesModel::healthText(const Route &route) const {
    if (!route.isEnabled)
        return tr("off");
    const deliver::RouteHealth health = m_session->delivering().state(route.id).health;
    if (!health.isKnown)
        return tr("nothing sent yet");
    const QString since = shortLocalTime(health.since).section(u'.', 0, 0); // nobody needs its milliseconds
    return health.isReachable ? tr("reachable since %1").arg(since) : tr("not reachable since %1").arg(since);
}

QString RoutesModel::countsText(const Route &route) const {
    const flow::DeliveryCounts counts = m_session->delivering().counts(route.id);
    QStringList parts;
    if (counts.waiting > 0)
        parts.append(tr("%1 waiting").arg(grouped(counts.waiting)));
    if (counts.undelivered > 0)
        parts.append(tr("%1 failed").arg(grouped(counts.undelivered)));
    parts.append(tr("%1 delivered").arg(grouped(counts.delivered)));
    return parts.join(u" · "_s);
}

QString RoutesModel::toolTip(const Route &route) const {
    const flow::DeliveryCounts counts = m_session->delivering().counts(route.id);
    const QString error = m_session->delivering().state(route.id).health.error;
    QStringList lines{printable(route.target), countsText(route)};
    if (counts.dropped > 0)
        lines.append(tr("%1 dropped as unwanted").arg(grouped(counts.dropped)));
    if (counts.duplicates > 0)
        lines.append(tr("%1 left out as duplicates").arg(grouped(counts.duplicates)));
    if (!error.isEmpty())
        lines.append(printable(error));
    return Qt::convertFromPlainText(lines.join(u'\n'));
}

QVariant RoutesModel::data(const QModelIndex &index, int role) const {
    const Route *route = routeAt(index.row());
    if (route == nullptr || !m_session)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return route->name;
    case Qt::CheckStateRole:
        return int(route->isEnabled ? Qt::Checked : Qt::Unchecked);
    case Qt::ToolTipRole:
        return toolTip(*route);
    case Qt::AccessibleTextRole:
        return QString(route->name + u", "_s + healthText(*route) + u", "_s + countsText(*route));
    case IdRole:
        return route->id;
    case TargetRole:
        return route->target;
    case HealthRole: {
        const deliver::RouteHealth health = m_session->delivering().state(route->id).health;
        const bool isTold = health.isKnown && route->isEnabled;
        return int(!isTold ? Health::Unknown : health.isReachable ? Health::Reachable : Health::Unreachable);
    }
    case HealthTextRole:
        return healthText(*route);
    case CountsRole:
        return countsText(*route);
    case UsableRole:
        return deliver::targetProblem(route->target).isEmpty() && filter::parse(route->condition, 0).ok();
    default:
        return {};
    }
}

bool RoutesModel::setData(const QModelIndex &index, const QVariant &value, int role) {
    const Route *route = routeAt(index.row());
    if (route == nullptr || role != Qt::CheckStateRole || isReadOnly())
        return false;
    Route changed = *route;
    changed.isEnabled = value.toInt() == Qt::Checked;
    edit(changed, u"enabled"_s + QString::number(int(changed.isEnabled)));
    return true;
}

Qt::ItemFlags RoutesModel::flags(const QModelIndex &index) const {
    return routeAt(index.row()) == nullptr ? Qt::ItemFlags()
                                           : Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable;
}

} // namespace offhook::ui
