#pragma once

#include "ui/detail/timeline_layout.h"

#include <QAbstractScrollArea>

namespace offhook::ui {

/// The sequence picture. A click or the arrow keys choose an event; what is chosen is lit.
class TimelineView final : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit TimelineView(const Theme &theme, QWidget *parent = nullptr);

    void setScript(TimelineScript script);
    [[nodiscard]] const TimelineScript &script() const { return m_script; }
    [[nodiscard]] const TimelineLayout &geometryOfSteps() const { return m_layout; }
    /// Lights an event and brings it into view. Does not announce.
    void setCurrent(EventId id);
    [[nodiscard]] EventId current() const { return m_current; }

Q_SIGNALS:
    /// By the user.
    void chosen(offhook::EventId id);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    void layOut();
    void choose(EventId id);
    void bringIntoView();
    void tellReaders();
    [[nodiscard]] QPointF offset() const;

    const Theme &m_theme;
    TimelineScript m_script;
    TimelineLayout m_layout;
    EventId m_current = 0;
};

} // namespace offhook::ui
