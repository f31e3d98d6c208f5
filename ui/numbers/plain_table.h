#pragma once

#include "ui/theme/theme.h"

class QTableView;

namespace offhook::ui {

/// A framed table of rows: no grid, no row numbers, Tab leaves it, the name column's tick turns with Space.
void setUpPlainTable(QTableView &table, const QString &name, const Theme &theme);

} // namespace offhook::ui
