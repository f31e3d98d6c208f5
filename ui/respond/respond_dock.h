#pragma once

#include "core/session/session.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <memory>

namespace offhook::ui {

class AnswerEditor;
class HoldPanel;
class RulesModel;

/// The Respond dock: the rules, what is held, and the answer of the one that is chosen, edited live: a change takes
/// effect on the next request.
class RespondDock final : public QWidget {
    Q_OBJECT
public:
    explicit RespondDock(const Theme &theme, QWidget *parent = nullptr);
    ~RespondDock() override;

    void setSession(Session *session);
    /// The event that the preview answers; null for none.
    void setSample(const flow::EventPtr &event);
    /// Chooses the rule of this name; false when there is none.
    bool showRule(const QString &name);
    /// Makes a rule and opens it. Its condition is built from the event, if there is one, after the user chose what of
    /// it counts.
    void addRule(const flow::EventPtr &event = {});
    void focusEditor();
    /// The held request whose answer is on show, or 0.
    [[nodiscard]] EventId held() const;
    void answerHeld();

    [[nodiscard]] RulesModel &rules() const;
    [[nodiscard]] AnswerEditor &editor() const;
    [[nodiscard]] HoldPanel &holdPanel() const;

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

} // namespace offhook::ui
