#pragma once

#include "core/http/form.h"
#include "core/http/message.h"
#include "ui/theme/theme.h"

#include <QAbstractTableModel>

#include <vector>

namespace offhook::ui {

/// Names and values to be edited, added and removed: parameters or headers of a request. What does not read as UTF-8
/// keeps its bytes until it is edited. GUI thread.
class NameValueModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Value, ColumnCount };

    NameValueModel(const Theme &theme, const QString &nameTitle, QObject *parent = nullptr);

    void setParameters(const http::Parameters &parameters);
    [[nodiscard]] http::Parameters parameters() const;
    void setHeaders(const std::vector<http::HeaderField> &headers);
    [[nodiscard]] std::vector<http::HeaderField> headers() const;

    /// Adds an empty pair at the end; its row.
    int append();
    void remove(int row);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void edited();

private:
    struct Pair {
        QByteArray name;
        QByteArray value;
        bool isChanged = false;
    };
    void setPairs(std::vector<Pair> pairs);

    const Theme &m_theme;
    QString m_nameTitle;
    std::vector<Pair> m_pairs;
};

} // namespace offhook::ui
