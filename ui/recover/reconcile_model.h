#pragma once

#include "core/session/reconcile.h"
#include "ui/theme/theme.h"

#include <QAbstractTableModel>

#include <array>
#include <vector>

namespace offhook::ui {

/// Messages and calls as Twilio keeps them, beside what was captured. GUI thread.
class ReconcileModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Time, What, Sid, To, Twilio, Captured, Verdict, Why, ColumnCount };

    explicit ReconcileModel(const Theme &theme, QObject *parent = nullptr);

    void setRows(std::vector<ReconcileRow> rows);
    /// Only those that are missing or differ.
    void setOnlyTrouble(bool on);
    [[nodiscard]] int count(ReconcileVerdict verdict) const { return m_counts.at(std::size_t(verdict)); }
    [[nodiscard]] const ReconcileRow &row(int row) const { return m_all[m_shown[std::size_t(row)]]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// "✓ complete", "✕ missing", ...
    [[nodiscard]] static QString verdictLabel(ReconcileVerdict verdict);
    [[nodiscard]] static Role verdictRole(ReconcileVerdict verdict);
    /// One sentence.
    [[nodiscard]] static QString reasonText(const ReconcileRow &row);

private:
    void show();
    [[nodiscard]] static QString text(const ReconcileRow &row, int column);

    const Theme &m_theme;
    std::vector<ReconcileRow> m_all;
    std::vector<std::size_t> m_shown; ///< into m_all
    std::array<int, 5> m_counts{};    ///< by the verdict
    bool m_onlyTrouble = false;
};

} // namespace offhook::ui
