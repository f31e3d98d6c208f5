#pragma once

#include "core/session/session.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <memory>

namespace offhook::ui {

/// The filter line: text with completion of keys and seen values, the mistake underlined with a message at its place
/// while the last good filter stays in force, Save filter, clear. 200 ms after the last key the filter takes effect;
/// Enter at once; Esc clears.
class FilterLine final : public QWidget {
    Q_OBJECT
public:
    explicit FilterLine(const Theme &theme, QWidget *parent = nullptr);
    ~FilterLine() override;

    void setSession(Session *session);
    [[nodiscard]] QString text() const;
    void setText(const QString &text);
    void focusLine();

Q_SIGNALS:
    /// A filter without mistakes, after the pause.
    void filterChanged(const QString &text, const offhook::filter::Expression &expression);

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

} // namespace offhook::ui
