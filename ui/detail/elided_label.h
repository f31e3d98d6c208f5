#pragma once

#include "ui/widgets/plain_label.h"

#include <QColor>

namespace offhook::ui {

/// One line of untrusted text that shortens to the room there is; its context menu copies the whole.
class ElidedLabel final : public PlainLabel {
    Q_OBJECT
public:
    explicit ElidedLabel(QWidget *parent = nullptr);

    /// `shown` is what is drawn, `copied` what the menu puts on the clipboard.
    void setContent(const QString &shown, const QByteArray &copied);
    /// A part of `shown` that is drawn bold and in another colour.
    void setEmphasis(qsizetype begin, qsizetype size, const QColor &ink);
    [[nodiscard]] QString content() const { return m_shown; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void elide();

    QString m_shown;
    QByteArray m_copied;
    qsizetype m_emphasisBegin = 0;
    qsizetype m_emphasisSize = 0;
    QColor m_emphasisInk;
};

} // namespace offhook::ui
