#pragma once

#include "ui/theme/theme.h"

#include <QAbstractListModel>
#include <QListView>

#include <optional>
#include <vector>

namespace offhook::ui {

/// One line of the facets: a heading, or an entry that stands for a filter.
struct Facet {
    enum class Type : std::uint8_t { Heading, Entry, Saved };
    Type type = Type::Entry;
    QString label;
    QString filter;
    QString icon;            ///< or
    std::optional<Role> dot; ///< a coloured dot
    std::optional<qint64> count;

    bool operator==(const Facet &) const = default;
};

/// The facets as a list. Headings cannot be selected.
class FacetListModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum DataRole { FacetRole = Qt::UserRole, LitRole };

    using QAbstractListModel::QAbstractListModel;

    /// Same lines with other counts change in place; else the list is set anew.
    void setFacets(std::vector<Facet> facets);
    /// Lights the entry of this filter; equal filters may be written differently.
    void setLit(const QString &filter);
    [[nodiscard]] const Facet &facet(int row) const { return m_facets[std::size_t(row)]; }
    [[nodiscard]] bool isLit(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    std::vector<Facet> m_facets;
    std::vector<QString> m_canonical; ///< the filters of m_facets, for comparing
    QString m_lit;
};

/// The list as in the mocks: 30 px entries, a rounded ground under the lit one, counts at the right. As tall as its
/// lines: the panel around it scrolls. Arrows move, Enter or Space choose, Delete asks to remove a saved filter.
class FacetListView final : public QListView {
    Q_OBJECT
public:
    FacetListView(FacetListModel &model, const Theme &theme, QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void chosen(int row, bool add);
    void removeAsked(int row);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    FacetListModel &m_model;
};

} // namespace offhook::ui
