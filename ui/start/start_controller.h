#pragma once

#include "ui/actions.h"
#include "ui/start/first_steps.h"

namespace offhook::ui {

class FirstStepsPage;
class FirstStepsStrip;

/// The first steps in the window: their page, the strip above the table, and what their buttons do.
class StartController final : public QObject {
    Q_OBJECT
public:
    StartController(Session &session, const Theme &theme, Actions &actions, FirstStepsPage &page,
        FirstStepsStrip &strip, QWidget *window);

    [[nodiscard]] FirstSteps &steps() { return m_steps; }
    /// Another workspace is open, or none.
    void follow();
    /// The table has nothing to show, filtered or not.
    void setEmpty(bool empty);
    /// The page takes the table's place: there is no event yet, or somebody asked for it.
    [[nodiscard]] bool isPageShown() const { return m_empty || m_asked; }

Q_SIGNALS:
    /// isPageShown() may have changed.
    void pageChanged();
    void eventAsked(offhook::EventId event);
    void problem(const QString &text);

private:
    void connectPage();
    void show();
    void setAsked(bool asked);
    void sendTest();
    void arrived(const flow::EventSummary &event);
    void showTunnel();

    Session &m_session;
    const Theme &m_theme;
    Actions &m_actions;
    FirstStepsPage &m_page;
    FirstStepsStrip &m_strip;
    QWidget *m_window;
    FirstSteps m_steps;
    bool m_empty = true;
    bool m_asked = false;   ///< by Help > First steps or the strip
    bool m_arrived = false; ///< in this run: the strip says so until it is closed
};

} // namespace offhook::ui
