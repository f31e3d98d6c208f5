#include "ui/numbers/plain_table.h"

#include "ui/detail/styling.h"
#include "ui/numbers/numbers_delegate.h"

#include <QHeaderView>
#include <QTableView>

namespace offhook::ui {

void setUpPlainTable(QTableView &table, const QString &name, const Theme &theme) {
    table.setAccessibleName(name);
    table.setItemDelegate(new NumbersDelegate(theme, &table));
    table.setShowGrid(false);
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setEditTriggers(QAbstractItemView::NoEditTriggers);
    table.setTabKeyNavigation(false);
    table.setWordWrap(false);
    table.setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table.verticalHeader()->hide();
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table.verticalHeader()->setDefaultSectionSize(NumbersDelegate::RowHeight);
    table.horizontalHeader()->setHighlightSections(false);
    table.horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setFramed(&table, theme);
}

} // namespace offhook::ui
