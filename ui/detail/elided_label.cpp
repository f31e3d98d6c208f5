#include "ui/detail/elided_label.h"

#include "ui/detail/body_view.h"

#include <QAction>

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

void ElidedLabel::elide() {
    setText(fontMetrics().elidedText(m_shown, Qt::ElideRight, contentsRect().width()));
}

} // namespace offhook::ui
