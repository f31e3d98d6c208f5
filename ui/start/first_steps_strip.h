#pragma once

#include "ui/start/first_steps.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QPushButton;

namespace offhook::ui {

class PlainLabel;

/// One line above the table while the first steps are under way: how each stands, and the way back to their page. At
/// the end it says what arrived.
class FirstStepsStrip final : public QWidget {
    Q_OBJECT
public:
    explicit FirstStepsStrip(const Theme &theme, QWidget *parent = nullptr);

    void showSteps(const FirstSteps &steps);
    [[nodiscard]] PlainLabel *text() const { return m_text; }

Q_SIGNALS:
    void continueAsked();
    void dismissed();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    PlainLabel *m_title = nullptr;
    std::array<PlainLabel *, 3> m_steps{};
    PlainLabel *m_text = nullptr;
    QPushButton *m_continue = nullptr;
};

} // namespace offhook::ui
