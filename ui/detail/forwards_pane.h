#pragma once

#include "core/flow/webhook_event.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QStackedWidget;
class QTreeWidget;

namespace offhook::ui {

class MessagePane;
class PlainLabel;
class SegmentedSwitch;

/// The Forwards tab: every attempt to hand the event on with its target, status, timings and what went wrong; below it
/// the request that was sent and the answer that came, as the other tabs show theirs.
class ForwardsPane final : public QWidget {
    Q_OBJECT
public:
    explicit ForwardsPane(const Theme &theme, QWidget *parent = nullptr);
    ~ForwardsPane() override;

    /// Keeps the chosen attempt when it is the same event again.
    void setEvent(const flow::EventPtr &event);

Q_SIGNALS:
    void statusMessage(const QString &text);

private:
    void buildList();
    QWidget *buildLegs();
    void fill();
    void showAttempt();

    const Theme &m_theme;
    flow::EventPtr m_event;
    QStackedWidget *m_pages = nullptr;
    QTreeWidget *m_list = nullptr;
    PlainLabel *m_error = nullptr;
    SegmentedSwitch *m_side = nullptr;
    int m_wantedSide = 1; ///< the answer, unless there is none
    QStackedWidget *m_legs = nullptr;
    MessagePane *m_request = nullptr;
    MessagePane *m_response = nullptr;
};

/// What became of an attempt, in a few words: "200", "late 200", "could not be reached" ...
[[nodiscard]] QString attemptOutcome(const flow::Attempt &attempt);

} // namespace offhook::ui
