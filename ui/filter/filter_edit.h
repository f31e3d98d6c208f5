#pragma once

#include "core/filter/expression.h"
#include "ui/theme/theme.h"

#include <QLineEdit>

#include <functional>
#include <vector>

namespace offhook::ui {

/// The text field of the filter line: mono face, mistakes underlined with a wave, keys of the completion list passed on
/// while it is open.
class FilterEdit final : public QLineEdit {
    Q_OBJECT
public:
    explicit FilterEdit(const Theme &theme, QWidget *parent = nullptr);

    /// Underlines these places of the present text.
    void setProblems(const std::vector<filter::Problem> &problems);
    /// The x of a character in this widget's coordinates.
    [[nodiscard]] int xOf(qsizetype position) const;
    /// Every key press is offered here first; true takes it.
    void setKeyFilter(std::function<bool(QKeyEvent &)> filter) { m_keyFilter = std::move(filter); }

Q_SIGNALS:
    void focusLost();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;

private:
    const Theme &m_theme;
    std::function<bool(QKeyEvent &)> m_keyFilter;
    bool m_composing = false;
};

} // namespace offhook::ui
