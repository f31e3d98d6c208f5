#pragma once

#include "ui/theme/theme.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <array>
#include <vector>

namespace offhook::ui {

/// Webhook settings with two values each, one row a setting: what it belongs to, its name, and the two. GUI thread.
class SettingsModel : public QAbstractTableModel {
public:
    enum Column { Name, Setting, First, Second, ColumnCount };

    /// `headings` of the four columns.
    SettingsModel(const Theme &theme, std::array<QString, ColumnCount> headings, QObject *parent);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    struct Row {
        std::array<QString, ColumnCount> texts;
        Role role = Role::Text; ///< of the second value
        bool isRemark = false;  ///< the second value is no URL, but words
        QByteArray sid;         ///< of what the setting belongs to
    };
    void setRows(std::vector<Row> rows);
    [[nodiscard]] const std::vector<Row> &rows() const { return m_rows; }
    /// How a setting's URL is shown.
    [[nodiscard]] static QString urlText(const QString &url);
    /// A phone number, or the friendly name of an app or service.
    [[nodiscard]] static QString title(const QString &name);

private:
    const Theme &m_theme;
    std::array<QString, ColumnCount> m_headings;
    std::vector<Row> m_rows;
};

} // namespace offhook::ui
