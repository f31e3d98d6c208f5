#pragma once

#include "core/twilio/budget.h"
#include "ui/theme/theme.h"

#include <QWidget>

namespace offhook::ui {

/// What happens when, in the worst case: two rows over an axis of 15 seconds, one for a server that cannot be reached
/// and one for a server that does not answer. Each attempt is a bar with its number; a mark says when the fallback URL
/// is asked.
class BudgetChart final : public QWidget {
    Q_OBJECT
public:
    explicit BudgetChart(const Theme &theme, QWidget *parent = nullptr);
    void setOverrides(const twilio::ConnectionOverrides &overrides);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QString inWords(twilio::Failure failure) const;
    [[nodiscard]] qreal xOf(std::chrono::milliseconds at) const;
    void paintAxis(QPainter &painter) const;
    void paintRow(QPainter &painter, int row, twilio::Failure failure, const QString &label) const;

    const Theme &m_theme;
    twilio::ConnectionOverrides m_overrides;
};

} // namespace offhook::ui
