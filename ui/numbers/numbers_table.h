#pragma once

#include "ui/theme/theme.h"

class QTableView;

namespace offhook::ui {

/// setUpPlainTable() for tables whose name column has a tick, which Space turns for all that are selected.
void setUpNumbersTable(QTableView &table, const QString &name, const Theme &theme);

} // namespace offhook::ui
