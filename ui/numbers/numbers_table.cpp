#include "ui/numbers/numbers_table.h"

#include "ui/numbers/numbers_delegate.h"
#include "ui/widgets/plain_table.h"

#include <QTableView>

namespace offhook::ui {

void setUpNumbersTable(QTableView &table, const QString &name, const Theme &theme) {
    setUpPlainTable(table, name, theme, NumbersDelegate::RowHeight);
    table.setItemDelegate(new NumbersDelegate(theme, &table));
    table.setSelectionMode(QAbstractItemView::ExtendedSelection);
    table.setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
}

} // namespace offhook::ui
