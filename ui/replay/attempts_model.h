#pragma once

#include "core/deliver/replayer.h"
#include "ui/theme/theme.h"

#include <QAbstractTableModel>

#include <array>
#include <vector>

namespace offhook::ui {

/// What came of each event of a replay, in the order in which they ended. All are counted; the first MostRows are
/// listed. GUI thread.
class AttemptsModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Event, Verdict, Status, Took, Difference, ColumnCount };
    static constexpr std::size_t MostRows = 10'000;

    explicit AttemptsModel(const Theme &theme, QObject *parent = nullptr);

    void clear();
    void add(const std::vector<deliver::ReplayAttempt> &attempts);
    [[nodiscard]] qint64 count() const { return m_count; }
    [[nodiscard]] qint64 count(deliver::ReplayVerdict verdict) const { return m_counts.at(std::size_t(verdict)); }
    /// What differs in a row's answer, also what is the same.
    [[nodiscard]] const std::vector<flow::DiffLine> &lines(int row) const { return m_rows[std::size_t(row)].lines; }
    [[nodiscard]] EventId event(int row) const { return m_rows[std::size_t(row)].id; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// "✓ same", "✕ regressed", ...
    [[nodiscard]] static QString verdictLabel(deliver::ReplayVerdict verdict);
    [[nodiscard]] static Role verdictRole(deliver::ReplayVerdict verdict);

private:
    struct Row {
        EventId id = 0;
        QString summary;
        deliver::ReplayVerdict verdict = deliver::ReplayVerdict::New;
        int status = 0;
        qint64 tookUs = -1;
        QString difference;
        std::vector<flow::DiffLine> lines;
    };
    [[nodiscard]] QString text(const Row &row, int column) const;

    const Theme &m_theme;
    std::vector<Row> m_rows;
    qint64 m_count = 0;
    std::array<qint64, deliver::ReplayVerdictCount> m_counts{};
};

} // namespace offhook::ui
