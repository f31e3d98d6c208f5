#pragma once

#include "core/session/session.h"
#include "core/store/undelivered.h"

#include <QAbstractListModel>
#include <QPointer>

#include <memory>
#include <vector>

namespace offhook::ui {

/// Copies that rest undelivered and match a filter, newest first; read anew whenever their number changes. GUI thread.
class UndeliveredModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum DataRole { IdRole = Qt::UserRole, EventRole, WhyRole, TimeRole, RouteRole };
    /// More are counted, retried and discarded, but not listed.
    static constexpr qint64 MostRows = 2'000;

    explicit UndeliveredModel(QObject *parent = nullptr);

    void setSession(Session *session);
    void setFilter(const filter::Expression &filter);
    [[nodiscard]] const store::UndeliveredQuery &query() const { return m_query; }
    [[nodiscard]] bool isFiltered() const { return !m_query.filter.isEmpty(); }
    /// In the whole workspace.
    [[nodiscard]] qint64 total() const { return m_total; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

Q_SIGNALS:
    /// The rows or their number are others.
    void refreshed();

private:
    void countsChanged();
    void read();
    [[nodiscard]] QString routeName(const QString &id) const;

    QPointer<Session> m_session;
    store::UndeliveredQuery m_query{{}, {}, MostRows};
    std::vector<store::UndeliveredCopy> m_copies;
    std::unique_ptr<QObject> m_asking; ///< guard of the newest question; an older answer is dropped
    flow::DeliveryCountsByRoute m_seen;
    qint64 m_total = 0;
};

} // namespace offhook::ui
