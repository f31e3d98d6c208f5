#include "ui/respond/preview_pane.h"

#include "ui/detail/styling.h"
#include "ui/respond/bubble_view.h"
#include "ui/respond/flow_view.h"
#include "ui/respond/preview_text.h"
#include "ui/widgets/plain_label.h"

#include <QHBoxLayout>
#include <QResizeEvent>
#include <QScrollArea>
#include <QStackedWidget>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace offhook::ui {
namespace {

constexpr int Side = 12;

QFont titleFont(const Theme &theme) {
    return theme.font(-1, QFont::DemiBold);
}

QString noteOf(const Analysis &analysis, bool messaging, bool isNothing) {
    if (analysis.isRejected && messaging)
        return PreviewPane::tr("Twilio rejects this answer as it stands: nothing is sent.");
    if (analysis.isRejected)
        return PreviewPane::tr(
            "Twilio rejects this answer as it stands: the caller hears “an application error has occurred”.");
    if (!analysis.missing.isEmpty())
        return PreviewPane::tr("The request has no value for %1.").arg(analysis.missing.join(PreviewPane::tr(", ")));
    if (isNothing)
        return PreviewPane::tr("Nothing: a call ends, a message gets no reply.");
    return {};
}

} // namespace

PreviewPane::PreviewPane(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme) {
    m_title = new PlainLabel(this);
    m_sample = new PlainLabel(this);
    m_note = new PlainLabel(this);
    m_note->setWordWrap(true);
    m_note->setContentsMargins(Side, 0, Side, 4);
    setInk(m_title, theme, Role::Muted);
    setInk(m_sample, theme, Role::Faint);
    setInk(m_note, theme, Role::Invalid);
    m_flow = new FlowView(theme);
    m_bubbles = new BubbleView(theme);
    connect(m_flow, &FlowView::chosen, this, &PreviewPane::chosen);
    connect(m_bubbles, &BubbleView::chosen, this, &PreviewPane::chosen);
    m_pages = new QStackedWidget(this);
    m_pages->addWidget(page(m_flow));
    m_pages->addWidget(page(m_bubbles));
    auto *head = new QHBoxLayout;
    head->setContentsMargins(Side, 8, Side, 2);
    head->addWidget(m_title);
    head->addStretch(1);
    head->addWidget(m_sample);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(m_note);
    layout->addWidget(m_pages, 1);
    setGround(this, theme, Role::Surface);
    const auto restyle = [this] {
        m_title->setFont(titleFont(m_theme));
        m_sample->setFont(m_theme.font(-1));
        m_note->setFont(m_theme.font(-1));
    };
    connect(&theme, &Theme::changed, this, restyle);
    restyle();
    m_note->hide();
}

QScrollArea *PreviewPane::page(QWidget *content) {
    auto *area = new QScrollArea(m_pages);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(content != m_flow);
    area->setWidget(content);
    area->setFocusPolicy(Qt::NoFocus);
    // Both contents fit themselves to the width; what is too long in them is elided.
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // The ground is the pane's: a scroll area paints the window's otherwise.
    area->setStyleSheet(QStringLiteral("QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; }"));
    content->setAutoFillBackground(false);
    return area;
}

void PreviewPane::setAnalysis(const Analysis &analysis) {
    m_analysis = analysis;
    const bool messaging = analysis.preview.product == twiml::Product::Messaging;
    const double heard = analysis.preview.heardSeconds;
    QString title = messaging ? tr("What the sender gets") : tr("What the caller hears");
    if (!messaging && heard >= 1)
        title += tr(", about %1").arg(shortDuration(heard < 10 ? heard : std::round(heard)));
    m_title->setText(title);
    const bool isNothing = !messaging && analysis.preview.nodes.empty();
    setInk(m_note, m_theme,
        analysis.isRejected          ? Role::Invalid
        : analysis.missing.isEmpty() ? Role::Muted
                                     : Role::Warn);
    const QString note = noteOf(analysis, messaging, isNothing);
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    m_pages->setCurrentIndex(messaging ? BubblePage : FlowPage);
    if (messaging)
        m_bubbles->setPreview(analysis.preview);
    else
        m_flow->setPreview(analysis.preview);
}

void PreviewPane::setSampleName(const QString &name) {
    m_sample->setText(name);
}

int PreviewPane::contentHeight() const {
    const int head = layout()->itemAt(0)->sizeHint().height();
    const int note = m_note->isHidden() ? 0 : m_note->heightForWidth(std::max(100, width()));
    const int content = m_pages->currentIndex() == FlowPage
                            ? m_flow->height()
                            : m_bubbles->layout()->totalHeightForWidth(std::max(100, width() - 12));
    return head + note + content + 4;
}

void PreviewPane::resizeEvent(QResizeEvent *event) {
    QWidget::resizeEvent(event);
    m_flow->fitTo(event->size().width() - style()->pixelMetric(QStyle::PM_ScrollBarExtent));
}

} // namespace offhook::ui
