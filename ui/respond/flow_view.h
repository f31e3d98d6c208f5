#pragma once

#include "ui/respond/flow_layout.h"
#include "ui/theme/theme.h"

#include <QWidget>

namespace offhook::ui {

/// What the caller hears, as a picture. Each node is a button that goes to its line.
class FlowView final : public QWidget {
    Q_OBJECT
public:
    explicit FlowView(const Theme &theme, QWidget *parent = nullptr);

    void setPreview(twiml::Preview preview);
    /// Lays the picture out for this width; the widget takes the size of the picture.
    void fitTo(int width);

Q_SIGNALS:
    void chosen(const offhook::twiml::TextRange &range);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void rebuild();
    [[nodiscard]] FlowMetrics metrics() const;

    const Theme &m_theme;
    twiml::Preview m_preview;
    FlowPicture m_picture;
    std::vector<QWidget *> m_boxes;
    int m_width = 320;
};

} // namespace offhook::ui
