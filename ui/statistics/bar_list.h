#pragma once

#include "core/twilio/explain.h"
#include "ui/theme/theme.h"

#include <QAbstractListModel>
#include <QListView>

#include <vector>

namespace offhook::ui {

/// One line of a bar list: a label, how many, and the filter that finds them.
struct Bar {
    QString label; ///< one line, printable
    qint64 count = 0;
    double share = 0; ///< 0 to 1: how long the bar is
    QString note;     ///< beside the count: "92 %"
    Role role = Role::Accent;
    QString filter; ///< a term, or empty: cannot be chosen
    twilio::Explanation explanation;

    bool operator==(const Bar &) const = default;
};

/// Bars as a list; the longest part of a long list only, with a line that shows the rest.
class BarListModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum DataRole { BarRole = Qt::UserRole };
    static constexpr int FewRows = 8;

    using QAbstractListModel::QAbstractListModel;

    /// The same labels with other numbers change in place.
    void setBars(std::vector<Bar> bars);
    void showAll();
    /// Null for the line that shows the rest.
    [[nodiscard]] const Bar *bar(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] int rowsOf(std::size_t bars) const;

    std::vector<Bar> m_bars;
    bool m_all = false;
};

/// As tall as its lines: what is around it scrolls. Arrows move, Enter, Space or a click choose.
class BarListView final : public QListView {
    Q_OBJECT
public:
    BarListView(BarListModel &model, const Theme &theme, QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void filterAsked(const QString &term);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    void choose(int row);

    BarListModel &m_model;
};

} // namespace offhook::ui

Q_DECLARE_METATYPE(const offhook::ui::Bar *)
