#include "ui/forward/undelivered_model.h"

#include "core/base/text_guard.h"
#include "ui/util/error_text.h"
#include "ui/util/text_format.h"

#include <QTextDocument>

#include <algorithm>

namespace offhook::ui {

using namespace Qt::StringLiterals;

UndeliveredModel::UndeliveredModel(QObject *parent)
    : QAbstractListModel(parent) {}

void UndeliveredModel::setSession(Session *session) {
    if (m_session)
        disconnect(&m_session->delivering(), nullptr, this, nullptr);
    m_session = session;
    m_seen.clear();
    m_asking.reset();
    m_total = 0;
    beginResetModel();
    m_copies.clear();
    endResetModel();
    if (m_session) {
        connect(&m_session->delivering(), &Delivering::countsChanged, this, [this] { countsChanged(); });
        connect(&m_session->delivering(), &Delivering::routesChanged, this, [this] {
            if (!m_copies.empty())
                Q_EMIT dataChanged(index(0), index(rowCount() - 1), {RouteRole});
        });
        countsChanged();
    }
    Q_EMIT refreshed();
}

void UndeliveredModel::setFilter(const filter::Expression &filter) {
    m_query.filter = filter;
    read();
}

void UndeliveredModel::countsChanged() {
    flow::DeliveryCountsByRoute resting;
    qint64 total = 0;
    for (const auto &[route, counts] : m_session->delivering().allCounts()) {
        if (counts.undelivered == 0)
            continue;
        resting[route].undelivered = counts.undelivered;
        total += counts.undelivered;
    }
    if (resting == m_seen)
        return;
    m_seen = std::move(resting);
    m_total = total;
    read();
}

void UndeliveredModel::read() {
    m_asking = std::make_unique<QObject>();
    if (!m_session || m_session->events() == nullptr)
        return;
    m_session->events()->undelivered(
        m_query, m_asking.get(), [this](Result<std::vector<store::UndeliveredCopy>> copies) {
            if (!copies)
                return;
            const auto same = [](const store::UndeliveredCopy &a, const store::UndeliveredCopy &b) {
                return a.delivery == b.delivery;
            };
            if (!std::equal(copies->begin(), copies->end(), m_copies.begin(), m_copies.end(), same)) {
                beginResetModel();
                m_copies = std::move(*copies);
                endResetModel();
            }
            Q_EMIT refreshed();
        });
}

int UndeliveredModel::rowCount(const QModelIndex &parent) const {
    return parent.isValid() ? 0 : int(m_copies.size());
}

QString UndeliveredModel::routeName(const QString &id) const {
    if (m_session) {
        for (const deliver::Route &route : m_session->delivering().routes()) {
            if (route.id == id)
                return route.name;
        }
    }
    return tr("a route that is gone");
}

QVariant UndeliveredModel::data(const QModelIndex &index, int role) const {
    if (index.row() < 0 || index.row() >= rowCount())
        return {};
    const auto &[delivery, event] = m_copies[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return event.summary.isEmpty() ? kindLabel(event.kind) : printable(event.summary, 200);
    case WhyRole: {
        const QString why =
            delivery.error.isEmpty() ? tr("answered %1").arg(delivery.status) : printable(delivery.error, 200);
        return QString(why + u" · "_s + (delivery.tries == 1 ? tr("1 try") : tr("%1 tries").arg(delivery.tries)));
    }
    case TimeRole:
        return shortLocalTime(event.receivedAt);
    case RouteRole:
        return printable(routeName(delivery.route), 80);
    case IdRole:
        return delivery.id;
    case EventRole:
        return delivery.event;
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole: {
        const QString text = QStringList{data(index, Qt::DisplayRole).toString(), data(index, WhyRole).toString(),
            data(index, RouteRole).toString(), localTime(event.receivedAt)}
                                 .join(role == Qt::ToolTipRole ? u"\n"_s : u", "_s);
        return role == Qt::ToolTipRole ? Qt::convertFromPlainText(text) : text;
    }
    default:
        return {};
    }
}

} // namespace offhook::ui
