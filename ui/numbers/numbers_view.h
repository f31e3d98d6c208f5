#pragma once

#include "ui/numbers/numbers_model.h"

#include <QSortFilterProxyModel>
#include <QWidget>

class QCheckBox;
class QLineEdit;
class QTableView;

namespace offhook::ui {

class PlainLabel;

/// The table of what can be pointed, with a search line and a box that ticks all that it shows.
class NumbersView final : public QWidget {
    Q_OBJECT
public:
    NumbersView(NumbersModel &model, const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] QLineEdit *search() const { return m_search; }
    [[nodiscard]] QTableView *table() const { return m_table; }
    [[nodiscard]] QCheckBox *all() const { return m_all; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void createTable(const Theme &theme);
    void tickShown(bool ticked);
    void toggleSelected();
    void tick(const QModelIndexList &rows, bool ticked);
    void showTicks();

    NumbersModel &m_model;
    QSortFilterProxyModel m_shown;
    QLineEdit *m_search = nullptr;
    QCheckBox *m_all = nullptr;
    PlainLabel *m_count = nullptr;
    QTableView *m_table = nullptr;
};

} // namespace offhook::ui
