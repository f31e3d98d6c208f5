#include "ui/respond/flow_layout.h"

#include "ui/respond/preview_text.h"

#include <algorithm>

namespace offhook::ui {
namespace {

using Kind = twiml::FlowNode::Kind;
using Reason = twiml::FlowEdge::Reason;

constexpr int Margin = 12;
constexpr int Lane = 46;     // from one row of boxes to the next, from left to right
constexpr int LeastGap = 26; // between columns
constexpr int LabelPadding = 14;
constexpr int RowGap = 18;
constexpr int TargetGap = 6;
constexpr int MostAcross = 4; // verbs in a row; longer calls go down

bool isSpine(const twiml::Preview &preview, int node) {
    const Kind kind = preview.nodes[std::size_t(node)].kind;
    return kind == Kind::Verb || kind == Kind::End;
}

bool isMeanwhile(Reason reason) {
    return reason == Reason::Callback || reason == Reason::Fetch;
}

/// The verbs in order, and what each leads to that is no verb. A node that several lead to stands by the first.
struct Order {
    std::vector<int> spine;
    std::vector<std::vector<int>> targets; // of each verb
};

Order orderOf(const twiml::Preview &preview) {
    Order order;
    for (int i = 0; i < int(preview.nodes.size()); ++i) {
        if (preview.nodes[std::size_t(i)].kind == Kind::Verb)
            order.spine.push_back(i);
    }
    for (int i = 0; i < int(preview.nodes.size()); ++i) {
        if (preview.nodes[std::size_t(i)].kind == Kind::End)
            order.spine.push_back(i);
    }
    std::vector<bool> placed(preview.nodes.size(), false);
    for (const int verb : order.spine) {
        order.targets.emplace_back();
        for (const twiml::FlowEdge &edge : preview.edges) {
            if (edge.from != verb || isSpine(preview, edge.to) || placed[std::size_t(edge.to)])
                continue;
            placed[std::size_t(edge.to)] = true;
            order.targets.back().push_back(edge.to);
        }
    }
    return order;
}

class Layout {
public:
    Layout(const twiml::Preview &preview, const FlowMetrics &metrics)
        : m_preview(preview)
        , m_metrics(metrics)
        , m_ways(waysOf(preview))
        , m_order(orderOf(preview)) {
        m_picture.boxes.resize(preview.nodes.size());
    }

    // Column i + 1 holds what verb i leads to and the verb after it, around the height of verb i.
    [[nodiscard]] bool across(int width) {
        const std::size_t count = m_order.spine.size();
        if (count > MostAcross)
            return false;
        double lane = 0;
        int x = Margin;
        for (std::size_t i = 0; i < count; ++i) {
            const int verb = m_order.spine[i];
            if (i == 0)
                put(verb, x, lane);
            std::vector<int> column = m_order.targets[i];
            const int right = m_picture.boxes[std::size_t(verb)].right();
            if (i + 1 < count)
                column.push_back(m_order.spine[i + 1]);
            x = right + 1 + gapAfter(verb);
            const double first = lane - double(column.size() - 1) / 2;
            for (std::size_t row = 0; row < column.size(); ++row)
                put(column[row], x, first + double(row));
            lane = column.empty() ? lane : first + double(column.size() - 1);
        }
        moveToTop();
        if (m_picture.size.width() > width)
            return false;
        for (std::size_t i = 0; i < m_ways.size(); ++i)
            drawAcross(int(i));
        return true;
    }

    void down(int width) {
        int spineWidth = 0;
        int targetWidth = 0;
        int label = 0;
        for (std::size_t i = 0; i < m_order.spine.size(); ++i) {
            spineWidth = std::max(spineWidth, size(m_order.spine[i]).width());
            for (const int target : m_order.targets[i]) {
                targetWidth = std::max(targetWidth, size(target).width());
                label = std::max(label, labelTo(m_order.spine[i], target));
            }
        }
        const int gap = std::max(LeastGap, label + LabelPadding);
        const int room = std::max(200, width) - 2 * Margin - gap;
        if (targetWidth > 0 && spineWidth + targetWidth > room) {
            spineWidth = std::max(std::min(spineWidth, room - targetWidth), room / 2);
            targetWidth = room - spineWidth;
        } else if (targetWidth == 0) {
            spineWidth = std::min(spineWidth, room + gap);
        }
        int y = Margin;
        const int targetX = Margin + spineWidth + gap;
        for (std::size_t i = 0; i < m_order.spine.size(); ++i) {
            const int verb = m_order.spine[i];
            set(verb, QRect(QPoint(Margin, y), size(verb).boundedTo({spineWidth, 1000})));
            int targetY = y;
            for (const int target : m_order.targets[i]) {
                const QSize at = size(target).boundedTo({targetWidth, 1000});
                const int centred = targetY == y ? (m_picture.boxes[std::size_t(verb)].height() - at.height()) / 2 : 0;
                set(target, {targetX, targetY + std::max(0, centred), at.width(), at.height()});
                targetY += std::max(0, centred) + at.height() + TargetGap;
            }
            y = std::max(m_picture.boxes[std::size_t(verb)].bottom() + 1, targetY - TargetGap) + RowGap;
        }
        finish();
        for (std::size_t i = 0; i < m_ways.size(); ++i)
            drawDown(int(i));
    }

    [[nodiscard]] FlowPicture take() { return std::move(m_picture); }

private:
    [[nodiscard]] QSize size(int node) const { return m_metrics.nodes[std::size_t(node)]; }
    [[nodiscard]] const QRect &box(int node) const { return m_picture.boxes[std::size_t(node)]; }
    void set(int node, const QRect &rect) { m_picture.boxes[std::size_t(node)] = rect; }
    void put(int node, int x, double lane) {
        set(node, {QPoint(x, int(lane * Lane) - size(node).height() / 2), size(node)});
    }
    [[nodiscard]] int labelTo(int from, int to) const {
        int width = 0;
        for (std::size_t i = 0; i < m_ways.size(); ++i) {
            if (m_ways[i].from == from && m_ways[i].to == to)
                width = std::max(width, m_metrics.labelWidths[i]);
        }
        return width;
    }
    [[nodiscard]] int gapAfter(int verb) const {
        int label = 0;
        for (std::size_t i = 0; i < m_ways.size(); ++i) {
            if (m_ways[i].from == verb)
                label = std::max(label, m_metrics.labelWidths[i]);
        }
        return std::max(LeastGap, label + LabelPadding);
    }
    void moveToTop() {
        int top = 0;
        for (const QRect &rect : m_picture.boxes)
            top = std::min(top, rect.top());
        for (QRect &rect : m_picture.boxes)
            rect.translate(0, Margin - top);
        finish();
    }
    void finish() {
        QRect all;
        for (const QRect &rect : m_picture.boxes)
            all |= rect;
        m_picture.size = {all.right() + 1 + Margin, all.bottom() + 1 + Margin};
    }

    void drawAcross(int index) {
        const FlowWay &way = m_ways[std::size_t(index)];
        const QRect from = box(way.from);
        const QRect to = box(way.to);
        const bool isBack = to.left() <= from.right();
        const QPointF begin(from.right() + 1, from.center().y());
        const QPointF end = isBack ? QPointF(to.center().x(), to.bottom() + 1) : QPointF(to.left(), to.center().y());
        QPainterPath path(begin);
        const double middle = (begin.x() + end.x()) / 2;
        if (isBack)
            path.quadTo(QPointF(begin.x() + 20, end.y() + 16), end);
        else
            path.cubicTo(QPointF(middle, begin.y()), QPointF(middle, end.y()), end);
        const int width = m_metrics.labelWidths[std::size_t(index)];
        // Over a line that rises, under one that falls, so that labels of one fan do not meet.
        const bool rises = end.y() < begin.y() - 1;
        const bool falls = end.y() > begin.y() + 1;
        const int y = rises   ? to.center().y() - m_metrics.labelHeight - 2
                      : falls ? to.center().y() + 3
                              : int(begin.y()) - m_metrics.labelHeight - 2;
        const int x = int(begin.x()) + (to.left() - from.right() - width) / 2 - (rises || falls ? 4 : 0);
        add(way, std::move(path), {x, y, width, m_metrics.labelHeight});
    }

    void drawDown(int index) {
        const FlowWay &way = m_ways[std::size_t(index)];
        const QRect from = box(way.from);
        const QRect to = box(way.to);
        const int width = m_metrics.labelWidths[std::size_t(index)];
        if (isSpine(m_preview, way.to)) {
            const int x = Margin + 18;
            QPainterPath path(QPointF(x, from.bottom() + 1));
            path.lineTo(x, to.top());
            const int y = (from.bottom() + to.top() - m_metrics.labelHeight) / 2;
            return add(way, std::move(path), {x + 6, y, width, m_metrics.labelHeight});
        }
        const QPointF begin(from.right() + 1, from.center().y());
        const QPointF end(to.left(), to.center().y());
        const double middle = std::max(end.x() - 14, (begin.x() + end.x()) / 2);
        QPainterPath path(begin);
        path.cubicTo(QPointF(middle, begin.y()), QPointF(middle - 8, end.y()), end);
        const int x = to.left() - width - 8;
        add(way, std::move(path), {x, to.center().y() - m_metrics.labelHeight - 1, width, m_metrics.labelHeight});
    }

    void add(const FlowWay &way, QPainterPath path, const QRect &label) {
        m_picture.lines.push_back({std::move(path), way.label, label, way.isDashed});
    }

    const twiml::Preview &m_preview;
    const FlowMetrics &m_metrics;
    std::vector<FlowWay> m_ways;
    Order m_order;
    FlowPicture m_picture;
};

} // namespace

std::vector<FlowWay> waysOf(const twiml::Preview &preview) {
    std::vector<FlowWay> ways;
    for (const twiml::FlowEdge &edge : preview.edges) {
        const QString label = edgeLabel(edge.reason);
        const auto same = std::find_if(ways.begin(), ways.end(),
            [&edge](const FlowWay &way) { return way.from == edge.from && way.to == edge.to; });
        if (same == ways.end()) {
            ways.push_back({edge.from, edge.to, label, isMeanwhile(edge.reason)});
            continue;
        }
        if (!label.isEmpty())
            same->label += same->label.isEmpty() ? label : u" / " + label;
        same->isDashed = same->isDashed && isMeanwhile(edge.reason);
    }
    return ways;
}

FlowPicture layOutFlow(const twiml::Preview &preview, const FlowMetrics &metrics, int width) {
    if (preview.nodes.empty())
        return {};
    Layout across(preview, metrics);
    if (across.across(width))
        return across.take();
    Layout down(preview, metrics);
    down.down(width);
    return down.take();
}

} // namespace offhook::ui
