#pragma once

#include "core/twiml/preview.h"

#include <QPainterPath>
#include <QRect>
#include <QString>

#include <vector>

namespace offhook::ui {

/// The way from one node to another; several reasons share it: "digit / speech".
struct FlowWay {
    int from = 0;
    int to = 0;
    QString label;
    bool isDashed = false; ///< told or asked meanwhile; the call does not go there
};
[[nodiscard]] std::vector<FlowWay> waysOf(const twiml::Preview &preview);

/// A call as a picture: where each node goes, and the lines between them.
struct FlowPicture {
    struct Line {
        QPainterPath path;
        QString label;
        QRect labelRect;
        bool isDashed = false;
    };
    std::vector<QRect> boxes; ///< one a node
    std::vector<Line> lines;
    QSize size;
};

/// Sizes that the text of a node takes, and of a label.
struct FlowMetrics {
    std::vector<QSize> nodes;
    int labelHeight = 14;
    std::vector<int> labelWidths; ///< one a way
};

/// From left to right where that fits into `width`, else from top to bottom with what a verb leads to beside it. Pure.
[[nodiscard]] FlowPicture layOutFlow(const twiml::Preview &preview, const FlowMetrics &metrics, int width);

} // namespace offhook::ui
