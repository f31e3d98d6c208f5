#pragma once

#include "core/session/recovering.h"
#include "ui/theme/theme.h"

#include <QAbstractTableModel>

#include <vector>

namespace offhook::ui {

/// What became of each webhook that Twilio remembers, and what could not be asked for. GUI thread.
class RecoveredModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Time, Outcome, Kind, Sid, Answer, Why, ColumnCount };

    explicit RecoveredModel(const Theme &theme, QObject *parent = nullptr);

    /// What failed comes first, then what was recovered, what is no webhook, and what was here; each by time.
    /// `isTrial`: nothing was added.
    void setReport(const RecoverReport &report, bool isTrial);
    /// Of the event that was added; 0 when the row has none.
    [[nodiscard]] EventId event(int row) const { return m_rows[std::size_t(row)].item.id; }
    /// Message, call or alert, for a filter.
    [[nodiscard]] QByteArray sid(int row) const { return m_rows[std::size_t(row)].item.sid; }
    [[nodiscard]] std::vector<EventId> events() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        RecoveredItem item;
        bool isProblem = false; ///< could not be asked for; item.why says why
    };
    [[nodiscard]] QString text(const Row &row, int column) const;
    [[nodiscard]] QString outcome(const Row &row) const;
    [[nodiscard]] static Role role(const Row &row);
    [[nodiscard]] static int rank(const Row &row);

    const Theme &m_theme;
    std::vector<Row> m_rows;
    bool m_isTrial = false;
};

} // namespace offhook::ui
