#include "ui/detail/elided_label.h"

#include "ui/detail/body_view.h"

#include <QAction>
#include <QPainter>

namespace offhook::ui {

ElidedLabel::ElidedLabel(QWidget *parent)
    : PlainLabel(parent) {
    setContextMenuPolicy(Qt::ActionsContextMenu);
    auto *copyAction = new QAction(tr("&Copy"), this);
    connect(copyAction, &QAction::triggered, this, [this] { BodyView::copyBytes(m_copied); });
    addAction(copyAction);
}

void ElidedLabel::setContent(const QString &shown, const QByteArray &copied) {
    m_shown = shown;
    m_copied = copied;
    setAccessibleName(shown);
    elide();
    updateGeometry();
}

QSize ElidedLabel::sizeHint() const {
    const QMargins margins = contentsMargins();
    return {fontMetrics().horizontalAdvance(m_shown) + margins.left() + margins.right() + 2,
        PlainLabel::sizeHint().height()};
}

QSize ElidedLabel::minimumSizeHint() const {
    return {24, PlainLabel::minimumSizeHint().height()};
}

void ElidedLabel::resizeEvent(QResizeEvent *event) {
    PlainLabel::resizeEvent(event);
    elide();
}

void ElidedLabel::setEmphasis(qsizetype begin, qsizetype size, const QColor &ink) {
    m_emphasisBegin = begin;
    m_emphasisSize = size;
    m_emphasisInk = ink;
    update();
}

void ElidedLabel::paintEvent(QPaintEvent *event) {
    if (m_emphasisSize <= 0)
        return PlainLabel::paintEvent(event);
    QPainter painter(this);
    QFont bold = font();
    bold.setBold(true);
    const QString shown = text();
    QRect rest = contentsRect();
    const auto draw = [&](const QString &piece, const QFont &face, const QColor &ink) {
        painter.setFont(face);
        painter.setPen(ink);
        painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, piece);
        rest.setLeft(rest.left() + QFontMetrics(face).horizontalAdvance(piece));
    };
    const QColor ink = palette().color(foregroundRole());
    draw(shown.left(m_emphasisBegin), font(), ink);
    draw(shown.mid(m_emphasisBegin, m_emphasisSize), bold, m_emphasisInk);
    draw(shown.mid(m_emphasisBegin + m_emphasisSize), font(), ink);
}

void ElidedLabel::elide() {
    setText(fontMetrics().elidedText(m_shown, Qt::ElideRight, contentsRect().width()));
}

} // namespace offhook::ui
