#pragma once

#include "ui/theme/theme.h"

class QTableView;

namespace offhook::ui {

inline constexpr int PlainRowHeight = 26;

/// A framed table of rows for a dialog: no grid, no row numbers, one row chosen at a time, Tab leaves it. Nothing is
/// edited. Follows the theme.
void setUpPlainTable(QTableView &table, const QString &name, const Theme &theme, int rowHeight = PlainRowHeight);
/// The same with cells that are edited: by typing, F2 or a second click.
void setUpEditableTable(QTableView &table, const QString &name, const Theme &theme, int rowHeight = PlainRowHeight);

} // namespace offhook::ui
