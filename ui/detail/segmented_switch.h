#pragma once

#include "ui/theme/theme.h"

#include <QButtonGroup>
#include <QWidget>

namespace offhook::ui {

/// A few choices side by side, one of them lit. Arrow keys move between them.
class SegmentedSwitch final : public QWidget {
    Q_OBJECT
public:
    SegmentedSwitch(const Theme &theme, const QStringList &labels, QWidget *parent = nullptr);
    [[nodiscard]] int current() const { return m_buttons.checkedId(); }
    /// Does not announce.
    void setCurrent(int index);

Q_SIGNALS:
    /// By the user.
    void chosen(int index);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QButtonGroup m_buttons;
};

} // namespace offhook::ui
