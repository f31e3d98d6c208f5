#include "ui/detail/segmented_switch.h"

#include <QAbstractButton>
#include <QFocusEvent>
#include <QHBoxLayout>
#include <QPainter>

namespace offhook::ui {
namespace {

constexpr int Height = 26;
constexpr int SidePadding = 10;
constexpr qreal Radius = 7;
constexpr qreal Inset = 2;

// One choice. Painted here, because a style sheet cannot tell the place of a button in its row.
class Segment final : public QAbstractButton {
public:
    Segment(const Theme &theme, const QString &label, QWidget *parent)
        : QAbstractButton(parent)
        , m_theme(theme) {
        setText(label);
        setCheckable(true);
        setFocusPolicy(Qt::TabFocus);
        QString name = label;
        setAccessibleName(name.remove(u'&'));
    }
    [[nodiscard]] QSize sizeHint() const override {
        QString plain = text();
        return {QFontMetrics(m_theme.font(0, QFont::DemiBold)).horizontalAdvance(plain.remove(u'&')) + 2 * SidePadding,
            Height};
    }

protected:
    void focusInEvent(QFocusEvent *event) override {
        m_focusByKey = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason ||
                       event->reason() == Qt::ShortcutFocusReason;
        QAbstractButton::focusInEvent(event);
    }
    void paintEvent(QPaintEvent *) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        if (isChecked()) {
            painter.setPen(QPen(m_theme.color(hasFocus() && m_focusByKey ? Role::Accent : Role::Border), 1));
            painter.setBrush(m_theme.color(Role::Surface));
            painter.drawRoundedRect(QRectF(rect()).adjusted(Inset + 0.5, Inset + 0.5, -Inset - 0.5, -Inset - 0.5),
                Radius - Inset, Radius - Inset);
        }
        painter.setFont(m_theme.font(0, isChecked() ? QFont::DemiBold : QFont::Normal));
        painter.setPen(m_theme.color(!isEnabled() ? Role::Faint : isChecked() ? Role::Text : Role::Muted));
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextShowMnemonic, text());
    }

private:
    const Theme &m_theme;
    bool m_focusByKey = false;
};

} // namespace

SegmentedSwitch::SegmentedSwitch(const Theme &theme, const QStringList &labels, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme) {
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    for (int i = 0; i < labels.size(); ++i) {
        auto *segment = new Segment(theme, labels[i], this);
        m_buttons.addButton(segment, i);
        layout->addWidget(segment);
    }
    setCurrent(0);
    setFocusProxy(m_buttons.button(0));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&m_buttons, &QButtonGroup::idClicked, this, [this](int index) { Q_EMIT chosen(index); });
    connect(&theme, &Theme::changed, this, [this] { update(); });
}

void SegmentedSwitch::setCurrent(int index) {
    if (QAbstractButton *button = m_buttons.button(index))
        button->setChecked(true);
}

void SegmentedSwitch::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.color(Role::Border), 1));
    painter.setBrush(m_theme.color(Role::Window));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), Radius, Radius);
}

} // namespace offhook::ui
