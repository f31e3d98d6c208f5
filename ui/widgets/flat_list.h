#pragma once

#include "ui/theme/theme.h"

class QListView;

namespace offhook::ui {

/// A list that looks like a part of what it stands on: as high as its rows, no frame, no scroll bars, nothing selected.
/// Its model is set already; follows the theme.
void setUpFlatList(QListView &list, const Theme &theme);

} // namespace offhook::ui
