#include "ui/widgets/flat_list.h"

#include <QListView>

namespace offhook::ui {

void setUpFlatList(QListView &list, const Theme &theme) {
    list.setFrameShape(QFrame::NoFrame);
    list.setMouseTracking(true);
    list.setSelectionMode(QAbstractItemView::NoSelection);
    list.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list.setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list.setStyleSheet(QStringLiteral("background: transparent;"));
    list.setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    QObject::connect(&theme, &Theme::changed, list.viewport(), qOverload<>(&QWidget::update));
    QObject::connect(list.model(), &QAbstractItemModel::modelReset, &list, [&list] { list.updateGeometry(); });
}

} // namespace offhook::ui
