#include "ui/widgets/pill.h"

#include "core/twilio/signature.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr int Height = 20;
constexpr int Padding = 7;
constexpr int GlyphPadding = 3;

QFont pillFont(const Theme &theme) {
    QFont font = theme.font(0, QFont::Medium);
    font.setPointSizeF(font.pointSizeF() - 1.5);
    return font;
}

QString words(const char *text) {
    return QCoreApplication::translate("Pill", text);
}

} // namespace

PillStyle verdictPill(int verdict) {
    switch (twilio::Verdict(verdict)) {
    case twilio::Verdict::Valid:
        return {words(QT_TRANSLATE_NOOP("Pill", "✓ valid")), Role::Valid, Role::ValidSoft, false};
    case twilio::Verdict::Invalid:
        return {words(QT_TRANSLATE_NOOP("Pill", "✕ invalid")), Role::Invalid, Role::InvalidSoft, false};
    case twilio::Verdict::Unsigned:
        return {words(QT_TRANSLATE_NOOP("Pill", "– unsigned")), Role::Muted, Role::Surface, true};
    case twilio::Verdict::Unchecked:
        break;
    }
    return {words(QT_TRANSLATE_NOOP("Pill", "? unchecked")), Role::Muted, Role::Surface, true};
}

int pillWidth(const PillStyle &style, const Theme &theme) {
    const int text = int(std::ceil(QFontMetricsF(pillFont(theme)).horizontalAdvance(style.text)));
    // A glyph alone makes a circle.
    return std::max(Height, text + 2 * (style.text.size() == 1 ? GlyphPadding : Padding));
}

int paintPill(QPainter &painter, const QRect &rect, const PillStyle &style, const Theme &theme) {
    const int width = qMin(pillWidth(style, theme), rect.width());
    if (style.text.isEmpty() || width < Height)
        return 0;
    const int height = qMin(Height, rect.height());
    const QRect pill(rect.x(), rect.y() + (rect.height() - height) / 2, width, height);
    const QFont font = pillFont(theme);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(style.outlined ? QPen(theme.color(Role::Border)) : QPen(Qt::NoPen));
    painter.setBrush(theme.color(style.ground));
    painter.drawRoundedRect(QRectF(pill).adjusted(0.5, 0.5, -0.5, -0.5), height / 2.0, height / 2.0);
    painter.setPen(theme.color(style.ink));
    painter.setFont(font);
    const int padding = style.text.size() == 1 ? 0 : Padding;
    const QRect inside = pill.adjusted(padding, 0, -padding, 0);
    painter.drawText(inside, int(Qt::AlignCenter) | int(Qt::TextSingleLine),
        QFontMetrics(font).elidedText(style.text, Qt::ElideRight, inside.width()));
    painter.restore();
    return width;
}

Pill::Pill(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void Pill::setStyle(const PillStyle &style) {
    m_style = style;
    setAccessibleName(style.text);
    updateGeometry();
    update();
}

QSize Pill::sizeHint() const {
    return {pillWidth(m_style, m_theme), Height};
}

void Pill::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    paintPill(painter, rect(), m_style, m_theme);
}

} // namespace offhook::ui
