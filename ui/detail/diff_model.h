#pragma once

#include "core/flow/diff.h"

#include <QAbstractTableModel>

namespace offhook::ui {

/// The lines of a comparison, under headings by section. GUI thread.
class DiffModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Before, After, ColumnCount };
    enum DataRole {
        ChangeRole = Qt::UserRole, ///< int(flow::Change)
        HeadingRole,               ///< bool
        DepthRole,                 ///< int
        BytesRole,                 ///< QByteArray: the value, exact
    };

    explicit DiffModel(QObject *parent = nullptr);

    void setLines(std::vector<flow::DiffLine> lines);
    void setWithSame(bool withSame);
    /// How many lines differ.
    [[nodiscard]] int differences() const { return m_differences; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        int line = -1; ///< -1: a heading
        flow::DiffSection section = flow::DiffSection::Request;
    };
    void arrange();
    [[nodiscard]] QVariant heading(const Row &row, int column, int role) const;

    std::vector<flow::DiffLine> m_lines;
    std::vector<Row> m_rows;
    int m_differences = 0;
    bool m_withSame = false;
};

/// A value as one line in which blanks that are easy to miss can be seen: "·" at its ends and where several follow
/// each other.
[[nodiscard]] QString visibleBlanks(const QByteArray &value);

} // namespace offhook::ui
