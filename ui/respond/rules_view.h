#pragma once

#include "ui/respond/rules_model.h"
#include "ui/theme/theme.h"

#include <QListView>
#include <QStyledItemDelegate>

namespace offhook::ui {

/// The list of rules: a switch, name, condition or what is done, hits. Drag or Alt+Up/Down reorders, Space switches,
/// Ctrl+D duplicates, Delete deletes. As high as its rows, up to a few.
class RulesView final : public QListView {
    Q_OBJECT
public:
    RulesView(RulesModel &model, const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] QString currentId() const;
    void setCurrentId(const QString &id);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void currentRuleChanged(const QString &id);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void keepCurrent();
    void moveCurrent(int by);

    RulesModel &m_model;
    QString m_current;
    int m_currentRow = 0; ///< where to go when the current rule is gone
};

/// Paints one rule and takes clicks on its switch.
class RulesDelegate final : public QStyledItemDelegate {
public:
    RulesDelegate(const Theme &theme, QObject *parent);
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
        const QModelIndex &index) override;

private:
    [[nodiscard]] static QRect switchRect(const QRect &row);
    void drawSwitch(QPainter &painter, const QRect &rect, bool on) const;

    const Theme &m_theme;
};

} // namespace offhook::ui
