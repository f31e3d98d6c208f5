#include "ui/forward/routes_model.h"

#include "core/base/text_guard.h"
#include "core/filter/expression.h"
#include "ui/util/text_format.h"

#include <QTextDocument>
#include <QUndoCommand>

#include <algorithm>

namespace offhook::ui {

using namespace Qt::StringLiterals;
using deliver::Route;
using deliver::RouteList;

/// The routes before and after.
class RoutesModel::Change final : public QUndoCommand {
public:
    Change(RoutesModel &model, RouteList before, RouteList after, const QString &words, QString merge)
        : QUndoCommand(words)
        , m_model(model)
        , m_before(std::move(before))
        , m_after(std::move(after))
        , m_merge(std::move(merge)) {}

    void undo() override { m_model.apply(m_before); }
    void redo() override { m_model.apply(m_after); }
    int id() const override { return m_merge.isEmpty() ? -1 : 1; }
    bool mergeWith(const QUndoCommand *other) override {
        const auto *next = static_cast<const Change *>(other);
        if (next->m_merge != m_merge)
            return false;
        m_after = next->m_after;
        return true;
    }

private:
    RoutesModel &m_model;
    RouteList m_before;
    RouteList m_after;
    QString m_merge;
};

RoutesModel::RoutesModel(QObject *parent)
    : QAbstractListModel(parent) {}

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

void RoutesModel::refresh(const QList<int> &roles) {
    if (!m_routes.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), roles);
}

// What comes from elsewhere makes the steps behind it meaningless.
void RoutesModel::load() {
    if (m_applying)
        return;
    const RouteList routes = m_session ? m_session->delivering().routes() : RouteList();
    if (routes == m_routes)
        return;
    m_undo.clear();
    show(routes);
}

void RoutesModel::apply(const RouteList &routes) {
    if (!m_session)
        return;
    m_applying = true;
    m_session->delivering().setRoutes(routes);
    m_applying = false;
    show(routes);
}

// A change of one route keeps the view as it is.
void RoutesModel::show(const RouteList &routes) {
    const bool sameRows = std::equal(routes.begin(), routes.end(), m_routes.begin(), m_routes.end(),
        [](const Route &a, const Route &b) { return a.id == b.id; });
    if (sameRows) {
        m_routes = routes;
        refresh({});
    } else {
        beginResetModel();
        m_routes = routes;
        endResetModel();
    }
    Q_EMIT routesChanged();
}

void RoutesModel::change(RouteList routes, const QString &words, const QString &merge) {
    if (!isReadOnly() && routes != m_routes)
        m_undo.push(new Change(*this, m_routes, std::move(routes), words, merge));
}

const Route *RoutesModel::routeAt(int row) const {
    return row >= 0 && row < rowCount() ? &m_routes[std::size_t(row)] : nullptr;
}

int RoutesModel::rowOfId(const QString &id) const {
    const auto found =
        std::find_if(m_routes.begin(), m_routes.end(), [&](const Route &route) { return route.id == id; });
    return found == m_routes.end() ? -1 : int(found - m_routes.begin());
}

QString RoutesModel::nameOf(const QString &id) const {
    const Route *route = routeAt(rowOfId(id));
    return route != nullptr ? route->name : id;
}

int RoutesModel::add(Route route) {
    route.id = deliver::newRouteId();
    route.name = deliver::uniqueName(route.name, m_routes);
    RouteList changed = m_routes;
    changed.push_back(route);
    change(std::move(changed), tr("Add route"));
    return rowOfId(route.id);
}

int RoutesModel::duplicate(int row) {
    const Route *route = routeAt(row);
    return route != nullptr ? add(*route) : -1;
}

void RoutesModel::remove(int row) {
    if (routeAt(row) == nullptr)
        return;
    RouteList changed = m_routes;
    changed.erase(changed.begin() + row);
    change(std::move(changed), tr("Delete route"));
}

void RoutesModel::edit(const Route &route, const QString &field) {
    const int row = rowOfId(route.id);
    if (row < 0)
        return;
    RouteList changed = m_routes;
    changed[std::size_t(row)] = route;
    changed[std::size_t(row)].name = deliver::uniqueName(route.name, m_routes, route.id);
    change(std::move(changed), tr("Edit route"), route.id + u'/' + field);
}

int RoutesModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : int(m_routes.size());
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
