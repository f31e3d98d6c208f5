#pragma once

#include "ui/theme/theme.h"

#include <QSet>
#include <QTabBar>

namespace offhook::ui {

/// Tabs as words, the current one in bold over a line in the accent colour. A tab may carry a red dot.
class UnderlineTabBar final : public QTabBar {
public:
    explicit UnderlineTabBar(const Theme &theme, QWidget *parent = nullptr);
    /// `meaning` is what the dot says, for those who do not see it.
    void setDot(int index, bool on, const QString &meaning);
    [[nodiscard]] bool hasDot(int index) const { return m_dots.contains(index); }

protected:
    [[nodiscard]] QSize tabSizeHint(int index) const override;
    [[nodiscard]] QSize minimumTabSizeHint(int index) const override { return tabSizeHint(index); }
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    const Theme &m_theme;
    QSet<int> m_dots;
    bool m_focusByKey = false; ///< the focus shows only to those who move it by keyboard
};

} // namespace offhook::ui
