#pragma once

#include "core/rules/hold_desk.h"
#include "ui/theme/theme.h"

#include <QTimer>
#include <QWidget>

#include <vector>

class QListWidget;
class QMenu;
class QPushButton;

namespace offhook::ui {

class PlainLabel;

/// What is held: the chosen request with Twilio's remaining time counting down, Answer, Park, Drop; above it the
/// others, oldest first. Hidden while nothing is held. The newest of those that came while nothing was held is chosen.
class HoldPanel final : public QWidget {
    Q_OBJECT
public:
    explicit HoldPanel(const Theme &theme, QWidget *parent = nullptr);
    ~HoldPanel() override;

    void setHeld(const std::vector<rules::HeldRequest> &held);
    /// 0 when nothing is held.
    [[nodiscard]] EventId current() const { return m_current; }
    /// Null when nothing is held.
    [[nodiscard]] const rules::HeldRequest *currentRequest() const;
    void choose(EventId id);
    /// What can be forwarded to, the likeliest first.
    void setTargets(const std::vector<flow::ForwardTo> &targets);

Q_SIGNALS:
    /// Another one, or none (0).
    void currentChanged(offhook::EventId id);
    void answerAsked(offhook::EventId id);
    void forwardAsked(offhook::EventId id, const offhook::flow::ForwardTo &to);
    void dropAsked(offhook::EventId id);
    void parkAsked(offhook::EventId id);
    void answerAllAsked();

private:
    class Ring;
    QWidget *buildStrip();
    void fillList();
    void tick();
    void showCurrent();
    void fillTargets();
    void askForTarget();
    void forwardTo(const flow::ForwardTo &to);

    const Theme &m_theme;
    std::vector<rules::HeldRequest> m_held;
    EventId m_current = 0;
    QTimer m_timer;
    QListWidget *m_list = nullptr;
    Ring *m_ring = nullptr;
    PlainLabel *m_title = nullptr;
    PlainLabel *m_text = nullptr;
    QPushButton *m_answer = nullptr;
    QPushButton *m_forward = nullptr;
    QMenu *m_targetsMenu = nullptr;
    std::vector<flow::ForwardTo> m_targets;
    flow::ForwardTo m_last; ///< chosen here before in this run
    QPushButton *m_park = nullptr;
    QPushButton *m_drop = nullptr;
    QPushButton *m_all = nullptr;
};

} // namespace offhook::ui
