#pragma once

#include "ui/theme/theme.h"

#include <QPointer>
#include <QProxyStyle>
#include <QStyleOption>

namespace offhook::ui {

/// Fusion with the parts that a style sheet cannot colour by role: check marks, radio buttons, combo and spin boxes,
/// focus rings. The rest of the looks is resources/themes/application.qss.
class Style final : public QProxyStyle {
public:
    explicit Style(const Theme &theme);

    void drawPrimitive(
        PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
        const QWidget *widget) const override;
    [[nodiscard]] QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
        const QWidget *widget) const override;
    [[nodiscard]] QSize sizeFromContents(
        ContentsType type, const QStyleOption *option, const QSize &size, const QWidget *widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    int styleHint(
        StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *returnData) const override;

private:
    void drawCheckBox(const QStyleOption &option, QPainter &painter) const;
    void drawRadioButton(const QStyleOption &option, QPainter &painter) const;
    void drawFocusRing(const QStyleOption &option, QPainter &painter) const;
    void drawFrame(const QStyleOption &option, QPainter &painter) const;
    void drawSpinBox(const QStyleOptionSpinBox &option, QPainter &painter, const QWidget *widget) const;
    void drawComboBox(const QStyleOptionComboBox &option, QPainter &painter, const QWidget *widget) const;
    void drawIcon(QPainter &painter, const QString &name, const QRect &around, int side, Role role) const;

    QPointer<const Theme> m_theme;
};

} // namespace offhook::ui
