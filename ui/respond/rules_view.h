#pragma once

#include "ui/respond/rules_model.h"
#include "ui/widgets/switch_list.h"

namespace offhook::ui {

/// The list of rules: a switch, name, condition or what is done, hits. Drag or Alt+Up/Down reorders.
class RulesView final : public SwitchList {
    Q_OBJECT
public:
    RulesView(RulesModel &model, const Theme &theme, QWidget *parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void addToMenu(QMenu &menu, int row) override;

private:
    void moveCurrent(int by);

    RulesModel &m_model;
};

/// Paints one rule.
class RulesDelegate final : public SwitchDelegate {
public:
    explicit RulesDelegate(const Theme &theme);

private:
    void paintRest(QPainter &painter, const QRect &rest, const QModelIndex &index) const override;
};

} // namespace offhook::ui
