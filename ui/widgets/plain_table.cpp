#include "ui/widgets/plain_table.h"

#include "ui/detail/styling.h"

#include <QHeaderView>
#include <QTableView>

namespace offhook::ui {

void setUpPlainTable(QTableView &table, const QString &name, const Theme &theme, int rowHeight) {
    table.setAccessibleName(name);
    table.setShowGrid(false);
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setSelectionMode(QAbstractItemView::SingleSelection);
    table.setEditTriggers(QAbstractItemView::NoEditTriggers);
    table.setTabKeyNavigation(false);
    table.setWordWrap(false);
    table.verticalHeader()->hide();
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table.verticalHeader()->setDefaultSectionSize(rowHeight);
    table.horizontalHeader()->setHighlightSections(false);
    table.horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setFramed(&table, theme);
    QObject::connect(&theme, &Theme::changed, &table, [&table] { table.viewport()->update(); });
}

void setUpEditableTable(QTableView &table, const QString &name, const Theme &theme, int rowHeight) {
    setUpPlainTable(table, name, theme, rowHeight);
    table.setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                          QAbstractItemView::AnyKeyPressed | QAbstractItemView::SelectedClicked);
    table.horizontalHeader()->setStretchLastSection(true);
}

} // namespace offhook::ui
