#include "ui/respond/flow_view.h"

#include "ui/respond/preview_text.h"

#include <QAbstractButton>
#include <QPainter>

#include <algorithm>

namespace offhook::ui {
namespace {

constexpr int Padding = 10;
constexpr int TwoLines = 40;
constexpr int OneLine = 30;
constexpr int LeastWidth = 56;
constexpr int MostWidth = 150;
constexpr qreal Radius = 7;

bool isVerb(const twiml::FlowNode &node) {
    return node.kind == twiml::FlowNode::Kind::Verb;
}

QFont titleFont(const twiml::FlowNode &node, const Theme &theme) {
    return theme.font(-1, isVerb(node) ? QFont::DemiBold : QFont::Normal);
}

QFont detailFont(const Theme &theme) {
    QFont font = theme.font(-1);
    font.setPointSizeF(font.pointSizeF() - 0.5);
    return font;
}

// A verb with its target in one line where it has nothing but that: "Redirect /voice".
bool isOneLine(const twiml::FlowNode &node) {
    return nodeDetail(node).isEmpty() || node.name == "Redirect";
}

QSize boxSize(const twiml::FlowNode &node, const Theme &theme) {
    const int title = QFontMetrics(titleFont(node, theme)).horizontalAdvance(nodeTitle(node));
    const int detail = QFontMetrics(detailFont(theme)).horizontalAdvance(nodeDetail(node));
    const bool oneLine = isOneLine(node);
    const int text = oneLine ? title + (detail > 0 ? detail + 6 : 0) : std::max(title, detail);
    return {std::clamp(text + 2 * Padding + 2, LeastWidth, MostWidth), oneLine ? OneLine : TwoLines};
}

/// One node. Painted here: a style sheet cannot set two lines in two fonts.
class FlowBox final : public QAbstractButton {
public:
    FlowBox(const Theme &theme, twiml::FlowNode node, QWidget *parent)
        : QAbstractButton(parent)
        , m_theme(theme)
        , m_node(std::move(node)) {
        setFocusPolicy(Qt::StrongFocus);
        setCursor(Qt::PointingHandCursor);
        setAttribute(Qt::WA_Hover);
        setAccessibleName(nodeSentence(m_node));
    }
    [[nodiscard]] const twiml::TextRange &range() const { return m_node.range; }

protected:
    void paintEvent(QPaintEvent *) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const bool isEnd = m_node.kind == twiml::FlowNode::Kind::End;
        const qreal width = hasFocus() ? 2 : 1;
        QPen pen(m_theme.color(hasFocus() || underMouse() ? Role::Accent : Role::Border), width);
        if (!m_node.isReachable)
            pen.setStyle(Qt::DashLine);
        painter.setPen(pen);
        painter.setBrush(m_theme.color(isEnd ? Role::Surface : Role::Raised));
        const qreal inset = width / 2;
        const qreal radius = isEnd ? height() / 2.0 : Radius;
        painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), radius, radius);
        isOneLine(m_node) ? paintOneLine(painter) : paintTwoLines(painter);
    }

private:
    void paintOneLine(QPainter &painter) {
        QRect at = rect().adjusted(Padding, 0, -Padding, 0);
        const QFont font = titleFont(m_node, m_theme);
        const QString detail = nodeDetail(m_node);
        const bool isUrl = m_node.kind == twiml::FlowNode::Kind::Address;
        text(painter, at, font, isVerb(m_node) || isUrl ? Role::Text : Role::Muted, nodeTitle(m_node),
            detail.isEmpty() ? Qt::AlignCenter : Qt::AlignVCenter | Qt::AlignLeft);
        if (detail.isEmpty())
            return;
        at.setLeft(at.left() + QFontMetrics(font).horizontalAdvance(nodeTitle(m_node)) + 6);
        text(painter, at, detailFont(m_theme), Role::Text, detail, Qt::AlignVCenter | Qt::AlignLeft);
    }
    void paintTwoLines(QPainter &painter) {
        const QRect at = rect().adjusted(Padding, 4, -Padding, -4);
        text(painter, at, titleFont(m_node, m_theme), Role::Text, nodeTitle(m_node), Qt::AlignTop | Qt::AlignLeft);
        text(painter, at, detailFont(m_theme), Role::Muted, nodeDetail(m_node), Qt::AlignBottom | Qt::AlignLeft);
    }
    void text(QPainter &painter, const QRect &at, const QFont &font, Role role, const QString &words,
        Qt::Alignment alignment) {
        painter.setFont(font);
        painter.setPen(m_theme.color(m_node.isReachable ? role : Role::Faint));
        const QFontMetrics metrics(font);
        painter.drawText(
            at, int(alignment) | Qt::TextSingleLine, metrics.elidedText(words, Qt::ElideMiddle, at.width()));
    }

    const Theme &m_theme;
    twiml::FlowNode m_node;
};

} // namespace

FlowView::FlowView(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme) {
    setAccessibleName(tr("What the caller hears"));
    connect(&theme, &Theme::changed, this, [this] { update(); });
}

FlowMetrics FlowView::metrics() const {
    FlowMetrics metrics;
    for (const twiml::FlowNode &node : m_preview.nodes)
        metrics.nodes.push_back(boxSize(node, m_theme));
    const QFontMetrics label(detailFont(m_theme));
    metrics.labelHeight = label.height();
    for (const FlowWay &way : waysOf(m_preview))
        metrics.labelWidths.push_back(way.label.isEmpty() ? 0 : label.horizontalAdvance(way.label) + 2);
    return metrics;
}

void FlowView::setPreview(twiml::Preview preview) {
    m_preview = std::move(preview);
    for (QWidget *box : m_boxes)
        box->deleteLater();
    m_boxes.clear();
    for (const twiml::FlowNode &node : m_preview.nodes) {
        auto *box = new FlowBox(m_theme, node, this);
        connect(box, &QAbstractButton::clicked, this, [this, box] { Q_EMIT chosen(box->range()); });
        m_boxes.push_back(box);
        box->show();
    }
    rebuild();
}

void FlowView::fitTo(int width) {
    if (width == m_width)
        return;
    m_width = width;
    rebuild();
}

void FlowView::rebuild() {
    m_picture = layOutFlow(m_preview, metrics(), m_width);
    for (std::size_t i = 0; i < m_boxes.size(); ++i)
        m_boxes[i]->setGeometry(m_picture.boxes[i]);
    setFixedSize(m_picture.size.expandedTo({m_width, 0}));
    update();
}

void FlowView::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(detailFont(m_theme));
    for (const FlowPicture::Line &line : m_picture.lines) {
        painter.setPen(QPen(m_theme.color(Role::Faint), 1.2, line.isDashed ? Qt::DotLine : Qt::SolidLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(line.path);
    }
    for (const FlowPicture::Line &line : m_picture.lines) {
        // Lines may pass behind a label, not through it.
        if (!line.label.isEmpty())
            painter.fillRect(line.labelRect, m_theme.color(Role::Surface));
        painter.setPen(m_theme.color(Role::Muted));
        painter.drawText(line.labelRect, int(Qt::AlignCenter) | Qt::TextDontClip | Qt::TextSingleLine, line.label);
    }
}

} // namespace offhook::ui
