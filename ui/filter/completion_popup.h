#pragma once

#include "core/filter/completion.h"
#include "core/store/event_store.h"
#include "ui/theme/theme.h"

#include <QListView>
#include <QPointer>
#include <QStandardItemModel>

#include <vector>

namespace offhook::ui {

/// What could be typed at the cursor, as a list under it: keys and values of the language at once, values seen in the
/// workspace when the store has them. Never takes the focus; the line edit passes its keys on.
class CompletionPopup final : public QListView {
    Q_OBJECT
public:
    CompletionPopup(const Theme &theme, QWidget *parent);

    /// Offers what fits; hides when nothing does. `anchor`: where the list's top left goes, in global coordinates.
    void offer(const QString &text, qsizetype cursor, store::EventStore *store, const QPoint &anchor);
    void close();
    /// Up, Down, PageUp, PageDown, Enter (only with a line chosen), Tab (the first one without), Escape.
    bool takesKey(QKeyEvent &event);
    [[nodiscard]] QStringList texts() const;

Q_SIGNALS:
    void accepted(const offhook::filter::Completion &completion);

private:
    void add(const filter::Completion &completion);
    void askSeen(const filter::Completion &wanted, store::EventStore &store);
    void place();
    void step(int by);
    void accept(int row);

    const Theme &m_theme;
    QStandardItemModel m_items;
    std::vector<filter::Completion> m_offers;
    QPoint m_anchor;
    int m_generation = 0;
};

} // namespace offhook::ui
