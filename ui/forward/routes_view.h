#pragma once

#include "ui/forward/routes_model.h"
#include "ui/widgets/switch_list.h"

namespace offhook::ui {

/// The list of routes: a switch, the name, whether it is reachable, how many copies are where. Hidden while empty.
class RoutesView final : public SwitchList {
    Q_OBJECT
public:
    RoutesView(RoutesModel &model, const Theme &theme, QWidget *parent = nullptr);
};

/// Paints one route.
class RoutesDelegate final : public SwitchDelegate {
public:
    explicit RoutesDelegate(const Theme &theme);

private:
    void paintRest(QPainter &painter, const QRect &rest, const QModelIndex &index) const override;
    void drawFirstLine(QPainter &painter, const QRect &line, const QModelIndex &index) const;
    void drawSecondLine(QPainter &painter, const QRect &line, const QModelIndex &index) const;
};

} // namespace offhook::ui
