#pragma once

#include <QAbstractListModel>
#include <QUndoCommand>
#include <QUndoStack>

#include <algorithm>
#include <utility>
#include <vector>

namespace offhook::ui {

/// What a SwitchList shows: things with an id that are switched on and off (Qt::CheckStateRole), duplicated and
/// deleted, and all of that undone. GUI thread.
class SwitchListModel : public QAbstractListModel {
public:
    /// Every model of this kind tells ids by it.
    static constexpr int IdRole = Qt::UserRole;

    using QAbstractListModel::QAbstractListModel;
    /// -1 when it is not there.
    [[nodiscard]] virtual int rowOfId(const QString &id) const = 0;
    [[nodiscard]] virtual bool isReadOnly() const = 0;
    /// Returns the new one's row.
    virtual int duplicate(int row) = 0;
    virtual void remove(int row) = 0;
    [[nodiscard]] QUndoStack &undoStack() { return m_undo; }

protected:
    QUndoStack m_undo;
};

/// The same for a list that belongs to the session and is replaced as a whole: each change is in force at once, and is
/// a step that can be undone. Items have `id` and `name` and can be compared.
template <typename Item>
class UndoableListModel : public SwitchListModel {
public:
    using Items = std::vector<Item>;

    using SwitchListModel::SwitchListModel;
    [[nodiscard]] const Items &items() const { return m_items; }
    /// Null where there is no such row.
    [[nodiscard]] const Item *itemAt(int row) const {
        return row >= 0 && row < rowCount() ? &m_items[std::size_t(row)] : nullptr;
    }
    [[nodiscard]] int rowOfId(const QString &id) const override {
        const auto found =
            std::find_if(m_items.begin(), m_items.end(), [&](const Item &item) { return item.id == id; });
        return found == m_items.end() ? -1 : int(found - m_items.begin());
    }
    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_items.size()); }

protected:
    /// The session's list, and how to replace it.
    [[nodiscard]] virtual Items stored() const = 0;
    virtual void store(const Items &items) = 0;
    /// The items are others now: by a change here, by undo, or from elsewhere.
    virtual void itemsChanged() = 0;

    /// Takes over what the session has. What comes from elsewhere makes the steps behind it meaningless.
    void load() {
        if (m_applying)
            return;
        const Items items = stored();
        if (items == m_items)
            return;
        m_undo.clear();
        show(items);
    }
    /// A step. Those that follow each other with the same `merge` become one, unless it is empty.
    void change(Items items, const QString &words, const QString &merge = {}) {
        if (!isReadOnly() && items != m_items)
            m_undo.push(new Change(*this, m_items, std::move(items), words, merge));
    }
    void insertItem(const Item &item, int row, const QString &words) {
        Items changed = m_items;
        changed.insert(changed.begin() + row, item);
        change(std::move(changed), words);
    }
    void removeItem(int row, const QString &words) {
        if (itemAt(row) == nullptr)
            return;
        Items changed = m_items;
        changed.erase(changed.begin() + row);
        change(std::move(changed), words);
    }
    /// In place of the one with its id. `field` names what is edited: steps of the same item and field become one.
    void replaceItem(const Item &item, const QString &words, const QString &field) {
        const int row = rowOfId(item.id);
        if (row < 0)
            return;
        Items changed = m_items;
        changed[std::size_t(row)] = item;
        changed[std::size_t(row)].name = uniqueName(item.name, m_items, item.id);
        change(std::move(changed), words, item.id + u'/' + field);
    }
    void refresh(const QList<int> &roles) {
        if (!m_items.empty())
            Q_EMIT dataChanged(index(0), index(rowCount() - 1), roles);
    }

private:
    /// The items before and after.
    class Change final : public QUndoCommand {
    public:
        Change(UndoableListModel &model, Items before, Items after, const QString &words, QString merge)
            : QUndoCommand(words)
            , m_model(model)
            , m_before(std::move(before))
            , m_after(std::move(after))
            , m_merge(std::move(merge)) {}

        void undo() override { m_model.apply(m_before); }
        void redo() override { m_model.apply(m_after); }
        int id() const override { return m_merge.isEmpty() ? -1 : 1; }
        bool mergeWith(const QUndoCommand *other) override {
            const auto *next = static_cast<const Change *>(other);
            if (next->m_merge != m_merge)
                return false;
            m_after = next->m_after;
            return true;
        }

    private:
        UndoableListModel &m_model;
        Items m_before;
        Items m_after;
        QString m_merge;
    };

    void apply(const Items &items) {
        m_applying = true;
        store(items);
        m_applying = false;
        show(items);
    }
    // A change of one item keeps the view as it is: selection, scrolling, what is dragged.
    void show(const Items &items) {
        const bool sameRows = std::equal(items.begin(), items.end(), m_items.begin(), m_items.end(),
            [](const Item &a, const Item &b) { return a.id == b.id; });
        if (sameRows) {
            m_items = items;
            refresh({});
        } else {
            beginResetModel();
            m_items = items;
            endResetModel();
        }
        itemsChanged();
    }

    Items m_items;
    bool m_applying = false;
};

} // namespace offhook::ui
