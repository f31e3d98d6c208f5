#pragma once

#include "core/flow/webhook_event.h"
#include "ui/detail/json_text.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QUrl>

#include <vector>

namespace offhook::ui {

/// The parameters of one event as rows: form, then query, in order, repeats shown; or the values of a JSON body. Reads
/// them where they are: an event of a million parameters costs no copy. GUI thread.
class FieldsModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Value, Meaning, ColumnCount };
    enum DataRole {
        NameBytesRole = Qt::UserRole, ///< QByteArray, exact
        ValueBytesRole,               ///< QByteArray, exact
        IsEmptyRole,                  ///< bool: the value is empty
        TagRole,                      ///< QString: "bad escape", "not UTF-8", "query", or empty
        LinkRole,                     ///< QUrl that may be opened in a browser, else invalid
        IsChangedRole,                ///< bool: differs from the previous event of this kind
    };

    explicit FieldsModel(QObject *parent = nullptr);

    void setEvent(flow::EventPtr event);
    /// For a body that is JSON: its values, ahead of the query's parameters.
    void setJson(JsonLeaves leaves);
    [[nodiscard]] const flow::EventPtr &event() const { return m_event; }
    /// JSON values were left out because there are too many.
    [[nodiscard]] bool isCut() const { return m_json.cut; }
    /// The order as received, instead of what people look for first ahead of the rest.
    void setAsReceived(bool asReceived);
    [[nodiscard]] bool isAsReceived() const { return m_asReceived; }
    /// Which parameters differ from those of the previous event of this kind, by their place (flow::changedParameters).
    void setChanged(std::vector<bool> changed);
    /// Every row, in the order as received, as application/x-www-form-urlencoded.
    [[nodiscard]] QByteArray asForm() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        QByteArrayView name;
        QByteArrayView value;
        bool badEscape = false;
        bool query = false;
    };
    [[nodiscard]] std::size_t placeOf(int row) const {
        return m_order.empty() ? std::size_t(row) : m_order[std::size_t(row)];
    }
    [[nodiscard]] Row at(int row) const { return received(placeOf(row)); }
    [[nodiscard]] bool isChanged(int row) const;
    [[nodiscard]] Row received(std::size_t place) const;
    void arrange();
    [[nodiscard]] QString shown(const Row &row) const;
    [[nodiscard]] QString tag(int number, const Row &row) const;
    [[nodiscard]] bool isText(int number, const Row &row) const;

    flow::EventPtr m_event;
    JsonLeaves m_json;
    std::vector<std::size_t> m_order; ///< place as received, by row; empty: the same
    std::vector<bool> m_changed;      ///< by place among the parameters
    bool m_asReceived = false;
    mutable QHash<int, bool> m_isText; ///< of long rows: reading 10 MB at every paint would stall the window
};

/// The address if it may be handed to the system's browser: http or https with a host; else an invalid URL.
[[nodiscard]] QUrl openableUrl(QByteArrayView value);

} // namespace offhook::ui
