#pragma once

#include "core/compose/templates.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QLineEdit;
class QTreeWidget;
class QTreeWidgetItem;

namespace offhook::ui {

/// Every template under the heading of its group, with a line to search by title, name or path.
class TemplateList final : public QWidget {
    Q_OBJECT
public:
    explicit TemplateList(const Theme &theme, QWidget *parent = nullptr);

    /// Null when nothing matches the search.
    [[nodiscard]] const compose::Template *current() const;
    void select(const QByteArray &name);
    [[nodiscard]] QLineEdit *search() const { return m_search; }
    [[nodiscard]] int visibleCount() const;

Q_SIGNALS:
    void currentChanged();
    /// By a double click or Enter.
    void activated();

private:
    void fill();
    void filter(const QString &text);
    [[nodiscard]] QList<QTreeWidgetItem *> visibleItems() const;

    const Theme &m_theme;
    QLineEdit *m_search = nullptr;
    QTreeWidget *m_tree = nullptr;
};

} // namespace offhook::ui
