#include "ui/start/first_steps_strip.h"

#include "ui/detail/styling.h"
#include "ui/start/arrival_text.h"
#include "ui/start/step_row.h"
#include "ui/widgets/plain_label.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace offhook::ui {
namespace {

using Step = FirstSteps::Step;

QString stepName(Step step) {
    switch (step) {
    case Step::Key:
        return FirstStepsStrip::tr("Key");
    case Step::Tunnel:
        return FirstStepsStrip::tr("Tunnel");
    case Step::Number:
        break;
    }
    return FirstStepsStrip::tr("Number");
}

} // namespace

FirstStepsStrip::FirstStepsStrip(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme) {
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 5, 8, 6);
    layout->setSpacing(12);
    m_title = new PlainLabel(tr("First steps"), this);
    m_title->setFont(theme.font(0, QFont::DemiBold));
    setInk(m_title, theme, Role::Text);
    layout->addWidget(m_title);
    for (PlainLabel *&step : m_steps) {
        step = new PlainLabel(this);
        layout->addWidget(step);
    }
    m_text = new PlainLabel(this);
    layout->addWidget(m_text);
    layout->addStretch(1);
    m_continue = new QPushButton(tr("Continue"), this);
    m_continue->setAccessibleName(tr("Continue with the first steps"));
    auto *dismiss = iconButton(theme, QStringLiteral("cross"), tr("Do not show the first steps any more"), this);
    layout->addWidget(m_continue);
    layout->addWidget(dismiss);
    connect(m_continue, &QPushButton::clicked, this, &FirstStepsStrip::continueAsked);
    connect(dismiss, &QToolButton::clicked, this, &FirstStepsStrip::dismissed);
    connect(&theme, &Theme::changed, this, [this] { update(); });
    hide();
}

void FirstStepsStrip::showSteps(const FirstSteps &steps) {
    const bool arrived = steps.arrival().has_value();
    for (const Step step : FirstSteps::Steps) {
        PlainLabel *label = m_steps[std::size_t(step)];
        const FirstSteps::State state = steps.state(step);
        label->setText(stateGlyph(state) + u' ' + stepName(step));
        label->setAccessibleName(tr("%1: %2").arg(stepName(step), stateWord(state)));
        setInk(label, m_theme, stateRole(state));
        label->setVisible(!arrived);
    }
    const ArrivalText text = arrivalText(steps.arrival());
    m_text->setText(arrived ? text.text : QString());
    m_text->setVisible(arrived);
    setInk(m_text, m_theme, text.role);
    m_continue->setVisible(!arrived);
}

void FirstStepsStrip::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Role::AccentSoft));
    painter.fillRect(0, height() - 1, width(), 1, m_theme.color(Role::Border));
}

} // namespace offhook::ui
