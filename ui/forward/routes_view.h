#pragma once

#include "ui/forward/routes_model.h"
#include "ui/theme/theme.h"

#include <QListView>
#include <QStyledItemDelegate>

namespace offhook::ui {

/// The list of routes: a switch, the name, whether it is reachable, how many copies are where. Space switches, Ctrl+D
/// duplicates, Delete deletes. As high as its rows, up to a few.
class RoutesView final : public QListView {
    Q_OBJECT
public:
    RoutesView(RoutesModel &model, const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] QString currentId() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void currentRouteChanged();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void keepCurrent();
    void toggleCurrent();

    RoutesModel &m_model;
    QString m_current;
    int m_currentRow = 0; ///< where to go when the current route is gone
};

/// Paints one route and takes clicks on its switch.
class RoutesDelegate final : public QStyledItemDelegate {
public:
    RoutesDelegate(const Theme &theme, QObject *parent);
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
        const QModelIndex &index) override;

private:
    [[nodiscard]] static QRect switchRect(const QRect &row);
    void drawSwitch(QPainter &painter, const QRect &rect, bool on) const;
    void drawFirstLine(QPainter &painter, const QRect &line, const QModelIndex &index) const;
    void drawSecondLine(QPainter &painter, const QRect &line, const QModelIndex &index) const;

    const Theme &m_theme;
};

} // namespace offhook::ui
