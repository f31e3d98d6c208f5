#pragma once

#include "core/rules/rule.h"
#include "core/session/session.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <memory>

namespace offhook::ui {

/// Everything of a rule but the text of its answer: name, condition, what it does, delay, fault. One line while it is
/// folded. Edits are announced at once; what has a mistake is shown and not announced.
class RuleForm final : public QWidget {
    Q_OBJECT
public:
    explicit RuleForm(const Theme &theme, QWidget *parent = nullptr);
    ~RuleForm() override;

    /// Shows a rule; announces nothing. Fields that hold the cursor are left alone where they say the same.
    void setRule(const rules::Rule &rule);
    void setReadOnly(bool on);
    /// Whose seen values are offered in the condition.
    void setSession(Session *session);
    /// How applications that were forwarded to are doing.
    void setTargets(const deliver::TargetHealths &targets);
    void setUnfolded(bool on);
    [[nodiscard]] bool isUnfolded() const;
    /// Which of a sequence's replies the editor shows.
    [[nodiscard]] std::size_t replyIndex() const;
    /// Unfolds and gives the name the focus, as for a new rule.
    void focusName();

Q_SIGNALS:
    /// By the user. `field` names what was edited.
    void edited(const offhook::rules::Rule &rule, const QString &field);
    void replyIndexChanged();

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

} // namespace offhook::ui
