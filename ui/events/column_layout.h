#pragma once

#include "core/base/ids.h"
#include "ui/theme/theme.h"

#include <QObject>

#include <vector>

class QAction;
class QMenu;
class QTableView;

namespace offhook::ui {

/// Which columns of the event table are shown, where and how wide. The summary takes what the others leave; when that
/// is too little the others give way (see squeezes()). What the user sets by hand is kept.
class ColumnLayout final : public QObject {
    Q_OBJECT
public:
    ColumnLayout(QTableView &table, const Theme &theme);

    /// Gives every column its width for the table's present width.
    void fit();
    /// Makes room for this number.
    void setLargestId(EventId id);
    /// "Columns": one checkable action a column, then the way back to the first layout.
    [[nodiscard]] QMenu *menu() const { return m_menu; }
    [[nodiscard]] QByteArray save() const;
    /// Takes what save() gave, also from versions with other columns; anything else is ignored.
    void restore(const QByteArray &state);

private:
    void createMenu();
    void reset();
    void setShown(int column, bool shown);
    void resizedByHand(int column, int width);
    [[nodiscard]] int firstWidth(int column) const;
    [[nodiscard]] int widthFor(int column, const QString &sample) const;

    QTableView &m_table;
    const Theme &m_theme;
    QMenu *m_menu = nullptr;
    std::vector<QAction *> m_actions;
    std::vector<int> m_wanted; ///< width by column, as sampled or set by hand
    bool m_fitting = false;
};

} // namespace offhook::ui
