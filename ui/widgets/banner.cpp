#include "ui/widgets/banner.h"

#include "ui/widgets/plain_label.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace offhook::ui {
namespace {

struct ToneLook {
    Role ink;
    Role ground;
    QLatin1StringView sign;
};

ToneLook lookOf(Banner::Tone tone) {
    switch (tone) {
    case Banner::Tone::Info:
        return {Role::Info, Role::InfoSoft, QLatin1StringView("info")};
    case Banner::Tone::Warning:
        return {Role::Warn, Role::WarnSoft, QLatin1StringView("alert")};
    case Banner::Tone::Problem:
        break;
    }
    return {Role::Invalid, Role::InvalidSoft, QLatin1StringView("alert")};
}

constexpr int SignSize = 16;

} // namespace

Banner::Banner(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme) {
    m_sign = new PlainLabel(this);
    m_text = new PlainLabel(this);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_action = new QPushButton(this);
    m_action->hide();
    connect(m_action, &QPushButton::clicked, this, &Banner::actionTriggered);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 8, 7);
    layout->setSpacing(8);
    layout->addWidget(m_sign, 0, Qt::AlignVCenter);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_action);
    connect(&theme, &Theme::changed, this, [this] { restyle(); });
    hide();
}

void Banner::showMessage(Tone tone, const QString &text, const QString &action) {
    m_tone = tone;
    m_text->setText(text);
    setAccessibleName(text);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    restyle();
    show();
}

void Banner::clear() {
    m_text->clear();
    hide();
}

QString Banner::text() const {
    return m_text->text();
}

void Banner::restyle() {
    const ToneLook look = lookOf(m_tone);
    m_sign->setPixmap(m_theme.icon(look.sign, look.ink).pixmap(SignSize, SignSize));
    m_text->setStyleSheet(u"background: transparent; color: " + m_theme.color(look.ink).name() + u';');
    update();
}

void Banner::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(lookOf(m_tone).ground));
    painter.fillRect(0, height() - 1, width(), 1, m_theme.color(Role::Border));
}

} // namespace offhook::ui
