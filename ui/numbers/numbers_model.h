#pragma once

#include "core/account/routing.h"
#include "ui/theme/theme.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QSet>

#include <array>
#include <vector>

namespace offhook::ui {

/// How a row of the table is doing: pointed here, failed, ...
struct NumberState {
    Role role = Role::Muted;
    QString text; ///< begins with a glyph, so that colour is not needed to tell it

    bool operator==(const NumberState &) const = default;
};

/// The numbers, TwiML apps and Messaging Services of an account, with what each does now: what counts, not what is
/// written in the number. Rows can be ticked. GUI thread.
class NumbersModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Calls, Messages, State, ColumnCount };
    enum DataRole {
        SidRole = Qt::UserRole,
        SubtitleRole, ///< of the Name column: the friendly name, or what kind it is
        SearchRole,   ///< all that a search looks at
        KindRole,     ///< int(account::ResourceKind)
    };

    explicit NumbersModel(const Theme &theme, QObject *parent = nullptr);

    /// Numbers first, in the API's order. Ticks of what is still there stay.
    void setInventory(account::Inventory inventory);
    [[nodiscard]] const account::Inventory &inventory() const { return m_inventory; }
    /// What leads there is marked; empty: nothing is.
    void setPublicUrl(const QString &url);
    /// By SID; those that are left out have none.
    void setStates(QHash<QByteArray, NumberState> states);
    void setState(const QByteArray &sid, const NumberState &state);

    /// In the order of the rows.
    [[nodiscard]] std::vector<QByteArray> ticked() const;
    void setTicked(const std::vector<QByteArray> &sids, bool ticked);
    /// Nothing may be ticked while something is under way.
    void setLocked(bool locked) { m_locked = locked; }
    [[nodiscard]] bool isLocked() const { return m_locked; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void tickedChanged();

private:
    struct Cell {
        QString text;
        QString explanation; ///< why a change of the row itself does nothing
        bool isHere = false;
    };
    struct Row {
        QByteArray sid;
        account::ResourceKind kind = account::ResourceKind::Number;
        QString title;
        QString subtitle;
        QString number;            ///< as Twilio writes it
        std::array<Cell, 2> cells; ///< calls, messages
    };
    [[nodiscard]] Row rowOf(const account::Resource &resource) const;
    [[nodiscard]] Cell cellOf(const account::Resource &resource, account::Hook hook) const;
    void rebuild();
    [[nodiscard]] QVariant nameData(const Row &row, int role) const;
    [[nodiscard]] QVariant cellData(const Cell &cell, int role) const;
    [[nodiscard]] QVariant stateData(const Row &row, int role) const;

    const Theme &m_theme;
    account::Inventory m_inventory;
    QString m_publicUrl;
    std::vector<Row> m_rows;
    QHash<QByteArray, int> m_rowOf;
    QSet<QByteArray> m_ticked;
    QHash<QByteArray, NumberState> m_states;
    bool m_locked = false;
};

} // namespace offhook::ui
