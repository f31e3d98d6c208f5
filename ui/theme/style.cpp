#include "ui/theme/style.h"

#include <QPainter>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr qreal Radius = 7;
constexpr int FieldHeight = 30; // as tall as line edits and buttons
constexpr int FieldPadding = 8;
constexpr int ArrowWidth = 22;

// Half a pixel in, so that a 1 px pen hits whole pixels.
QRectF inner(const QRect &rect) {
    return QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5);
}

QRect centred(const QRect &around, int side) {
    return {around.center().x() - side / 2 + 1, around.center().y() - side / 2 + 1, side, side};
}

} // namespace

Style::Style(const Theme &theme)
    : QProxyStyle(u"Fusion"_s)
    , m_theme(&theme) {}

void Style::drawPrimitive(
    PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const {
    if (m_theme == nullptr)
        return QProxyStyle::drawPrimitive(element, option, painter, widget);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    switch (element) {
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        drawCheckBox(*option, *painter);
        break;
    case PE_IndicatorRadioButton:
        drawRadioButton(*option, *painter);
        break;
    case PE_FrameFocusRect:
        drawFocusRing(*option, *painter);
        break;
    default:
        painter->setRenderHint(QPainter::Antialiasing, false);
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        break;
    }
    painter->restore();
}

void Style::drawComplexControl(
    ComplexControl control, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const {
    if (m_theme != nullptr && control == CC_SpinBox) {
        if (const auto *spinBox = qstyleoption_cast<const QStyleOptionSpinBox *>(option))
            return drawSpinBox(*spinBox, *painter, widget);
    }
    if (m_theme != nullptr && control == CC_ComboBox) {
        if (const auto *comboBox = qstyleoption_cast<const QStyleOptionComboBox *>(option))
            return drawComboBox(*comboBox, *painter, widget);
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect Style::subControlRect(
    ComplexControl control, const QStyleOptionComplex *option, SubControl part, const QWidget *widget) const {
    const QRect all = option->rect;
    const QRect buttons(all.right() - ArrowWidth, all.y() + 2, ArrowWidth - 2, all.height() - 4);
    const QRect field = all.adjusted(FieldPadding, 2, -ArrowWidth - 2, -2);
    if (control == CC_SpinBox && (part == SC_SpinBoxUp || part == SC_SpinBoxDown)) {
        const QRect upper(buttons.topLeft(), QSize(buttons.width(), buttons.height() / 2));
        return visualRect(option->direction, all,
            part == SC_SpinBoxUp ? upper : upper.translated(0, buttons.height() - upper.height()));
    }
    if ((control == CC_SpinBox && part == SC_SpinBoxEditField) ||
        (control == CC_ComboBox && part == SC_ComboBoxEditField))
        return visualRect(option->direction, all, field);
    if (control == CC_ComboBox && part == SC_ComboBoxArrow)
        return visualRect(option->direction, all, buttons);
    return QProxyStyle::subControlRect(control, option, part, widget);
}

QSize Style::sizeFromContents(
    ContentsType type, const QStyleOption *option, const QSize &size, const QWidget *widget) const {
    const QSize natural = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (type == CT_SpinBox || type == CT_ComboBox)
        return natural.expandedTo({size.width() + FieldPadding + ArrowWidth + 8, FieldHeight});
    return natural;
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const {
    switch (metric) {
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return 16;
    case PM_SplitterWidth:
        return 1;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(
    StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *returnData) const {
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_ComboBox_Popup:
    case SH_DialogButtonBox_ButtonsHaveIcons: // the platform's, in none of the theme's colours
        return 0;
    case SH_ToolTipLabel_Opacity:
        return 255;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

void Style::drawCheckBox(const QStyleOption &option, QPainter &painter) const {
    const bool enabled = option.state.testFlag(State_Enabled);
    const bool on = option.state.testFlag(State_On) || option.state.testFlag(State_NoChange);
    const bool lit = option.state.testFlag(State_MouseOver) || option.state.testFlag(State_HasFocus);
    painter.setPen(m_theme->color(enabled && (on || lit) ? Role::Accent : Role::Faint));
    painter.setBrush(m_theme->color(!on ? Role::Surface : enabled ? Role::Accent : Role::Faint));
    const QRect box = centred(option.rect, 15);
    painter.drawRoundedRect(inner(box), 4, 4);
    if (on)
        drawIcon(painter, option.state.testFlag(State_NoChange) ? u"minus"_s : u"check"_s, box, 13, Role::Surface);
}

void Style::drawRadioButton(const QStyleOption &option, QPainter &painter) const {
    const bool enabled = option.state.testFlag(State_Enabled);
    const bool on = option.state.testFlag(State_On);
    const bool lit = option.state.testFlag(State_MouseOver) || option.state.testFlag(State_HasFocus);
    painter.setPen(m_theme->color(enabled && (on || lit) ? Role::Accent : Role::Faint));
    painter.setBrush(m_theme->color(Role::Surface));
    const QRectF circle = inner(centred(option.rect, 15));
    painter.drawEllipse(circle);
    if (!on)
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme->color(enabled ? Role::Accent : Role::Faint));
    painter.drawEllipse(circle.adjusted(3.5, 3.5, -3.5, -3.5));
}

void Style::drawFocusRing(const QStyleOption &option, QPainter &painter) const {
    painter.setPen(QPen(m_theme->color(Role::Accent), 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(inner(option.rect), 4, 4);
}

void Style::drawFrame(const QStyleOption &option, QPainter &painter) const {
    const bool focused = option.state.testFlag(State_HasFocus) && option.state.testFlag(State_Enabled);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme->color(focused ? Role::Accent : Role::Border), focused ? 2 : 1));
    painter.setBrush(m_theme->color(option.state.testFlag(State_Enabled) ? Role::Surface : Role::Raised));
    const qreal half = focused ? 1 : 0.5;
    painter.drawRoundedRect(QRectF(option.rect).adjusted(half, half, -half, -half), Radius, Radius);
}

void Style::drawSpinBox(const QStyleOptionSpinBox &option, QPainter &painter, const QWidget *widget) const {
    painter.save();
    if (option.frame)
        drawFrame(option, painter);
    const auto arrow = [&](SubControl part, const QString &icon, QAbstractSpinBox::StepEnabledFlag step) {
        if (!option.subControls.testFlag(part))
            return;
        const bool can = option.state.testFlag(State_Enabled) && option.stepEnabled.testFlag(step);
        drawIcon(painter, icon, proxy()->subControlRect(CC_SpinBox, &option, part, widget), 12,
            can ? Role::Muted : Role::Border);
    };
    arrow(SC_SpinBoxUp, u"chevron-up"_s, QAbstractSpinBox::StepUpEnabled);
    arrow(SC_SpinBoxDown, u"chevron-down"_s, QAbstractSpinBox::StepDownEnabled);
    painter.restore();
}

void Style::drawComboBox(const QStyleOptionComboBox &option, QPainter &painter, const QWidget *widget) const {
    painter.save();
    if (option.frame)
        drawFrame(option, painter);
    if (option.subControls.testFlag(SC_ComboBoxArrow)) {
        drawIcon(painter, u"chevron-down"_s, proxy()->subControlRect(CC_ComboBox, &option, SC_ComboBoxArrow, widget),
            14, option.state.testFlag(State_Enabled) ? Role::Muted : Role::Faint);
    }
    painter.restore();
}

void Style::drawIcon(QPainter &painter, const QString &name, const QRect &around, int side, Role role) const {
    m_theme->icon(name, role).paint(&painter, centred(around, side));
}

} // namespace offhook::ui
