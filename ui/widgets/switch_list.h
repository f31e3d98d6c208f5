#pragma once

#include "ui/theme/theme.h"
#include "ui/widgets/switch_list_model.h"

#include <QListView>
#include <QStyledItemDelegate>

class QMenu;

namespace offhook::ui {

/// Paints a row of a SwitchList: the switch, and behind it what a subclass paints. Takes clicks on the switch.
class SwitchDelegate : public QStyledItemDelegate {
public:
    static constexpr int Gap = 8; ///< between the parts of a row

    SwitchDelegate(const Theme &theme, int rowHeight, QObject *parent);
    [[nodiscard]] int rowHeight() const { return m_rowHeight; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const final;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const final;
    bool editorEvent(
        QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option, const QModelIndex &index) final;

protected:
    /// The painter has the theme's font.
    virtual void paintRest(QPainter &painter, const QRect &rest, const QModelIndex &index) const = 0;
    [[nodiscard]] const Theme &theme() const { return m_theme; }

private:
    [[nodiscard]] static QRect switchRect(const QRect &row);
    void drawSwitch(QPainter &painter, const QRect &rect, bool on) const;

    const Theme &m_theme;
    int m_rowHeight;
};

/// A short list of things that are switched on and off, as high as its rows, up to a few. Space switches, Ctrl+D
/// duplicates, Delete deletes, Ctrl+Z takes back. One row stays the current one while its thing is there.
class SwitchList : public QListView {
    Q_OBJECT
public:
    /// Takes the delegate. Between `leastRows` and `mostRows` are seen at once.
    SwitchList(SwitchListModel &model, const Theme &theme, SwitchDelegate *delegate, int leastRows, int mostRows,
        QWidget *parent);

    [[nodiscard]] QString currentId() const;
    void setCurrentId(const QString &id);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// Empty when no row is left.
    void currentIdChanged(const QString &id);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    /// What a row's menu offers beside duplicating, deleting and undoing.
    virtual void addToMenu(QMenu &menu, int row);

private:
    void keepCurrent();
    void toggleCurrent();
    [[nodiscard]] QSize sizeFor(int width, int mostRows) const;

    SwitchListModel &m_model;
    int m_rowHeight;
    int m_leastRows;
    int m_mostRows;
    QString m_current;
    int m_currentRow = 0; ///< where to go when the current one is gone
};

} // namespace offhook::ui
