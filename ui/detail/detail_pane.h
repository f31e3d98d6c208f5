#pragma once

#include "core/session/session.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <memory>

class QMenu;

namespace offhook::ui {

/// The tabs under the table: Fields, Signature, Request, Response, Timeline and Forwards of one event, and its note.
/// Asks the store for the event; an answer to an older selection is dropped.
class DetailPane final : public QWidget {
    Q_OBJECT
public:
    explicit DetailPane(const Theme &theme, QWidget *parent = nullptr);
    ~DetailPane() override;

    void setSession(Session *session);
    /// 0 shows the empty text.
    void setEvent(EventId id);
    /// Shows an event that is at hand, without asking the store.
    void present(flow::EventPtr event);
    /// The event on show, or null while none is loaded.
    [[nodiscard]] flow::EventPtr currentEvent() const;
    /// A button "Copy as" with this menu stands in the head.
    void setCopyMenu(QMenu *menu);
    void setTab(int index);
    [[nodiscard]] int tab() const;
    /// Two events for the Diff tab, which is there while there are two; 0, 0 takes it away.
    void setCompared(EventId one, EventId other);
    /// Compares the event on show with the one before it of its kind, and shows the Diff tab.
    void compareWithPrevious();
    void showDiff();
    /// Opens the note's editor (key `;`).
    void editNote();

Q_SIGNALS:
    /// A value's context menu asked to filter by it: a filter term such as `param.Digits=1`.
    void filterAsked(const QString &term);
    /// Another event of the thread was chosen.
    void eventAsked(offhook::EventId id);
    void statusMessage(const QString &text);
    /// The user wants to see the rule that answered.
    void ruleAsked(const QString &name);
    /// Another event, or none, is on show.
    void eventShown();
    /// The user wants to store a key that checks requests of this account (empty: any).
    void addKeyAsked(const QByteArray &account);

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

} // namespace offhook::ui
