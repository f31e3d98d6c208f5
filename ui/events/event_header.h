#pragma once

#include "ui/theme/theme.h"

#include <QHeaderView>

namespace offhook::ui {

/// The head of the event table: small muted titles on the table's ground, a chevron where the table is sorted, a short
/// title where the column is too narrow for its own.
class EventHeader final : public QHeaderView {
public:
    explicit EventHeader(const Theme &theme, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
    void paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const override;

private:
    const Theme &m_theme;
};

} // namespace offhook::ui
