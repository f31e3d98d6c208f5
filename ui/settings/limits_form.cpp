#include "ui/settings/limits_form.h"

#include <QFormLayout>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

namespace offhook::ui {
namespace {

constexpr qint64 KiB = 1024;
constexpr qint64 MiB = 1024 * KiB;
constexpr int Second = 1000;

} // namespace

LimitsForm::LimitsForm(QWidget *parent)
    : QWidget(parent) {
    auto *toggle = new QToolButton(this);
    toggle->setText(tr("&Limits"));
    toggle->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    toggle->setArrowType(Qt::RightArrow);
    toggle->setAutoRaise(true);
    toggle->setCheckable(true);
    toggle->setAccessibleName(tr("Show the limits"));
    auto *panel = new QWidget(this);
    auto *form = new QFormLayout(panel);
    form->setContentsMargins(20, 4, 0, 0);
    form->setSpacing(6);
    addFields(form);
    auto *defaults = new QPushButton(tr("&Defaults"), panel);
    form->addRow(QString(), defaults);
    connect(defaults, &QPushButton::clicked, this, [this] { setLimits({}); });
    connect(toggle, &QToolButton::toggled, this, [toggle, panel](bool on) {
        toggle->setArrowType(on ? Qt::DownArrow : Qt::RightArrow);
        panel->setVisible(on);
    });
    panel->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addWidget(toggle);
    layout->addWidget(panel);
    setLimits({});
}

void LimitsForm::addField(QFormLayout *form, const QString &label, const Range &range, const Get &get, const Set &set) {
    auto *spin = new QSpinBox(form->parentWidget());
    spin->setRange(range.least, range.most);
    spin->setSuffix(range.unit);
    spin->setGroupSeparatorShown(true);
    spin->setMinimumWidth(120);
    QString name = label;
    spin->setAccessibleName(name.remove(u'&'));
    form->addRow(label, spin);
    connect(spin, &QSpinBox::valueChanged, this, [this] { Q_EMIT edited(); });
    m_fields.push_back({[spin, get](const http::Limits &limits) { spin->setValue(int(get(limits))); },
        [spin, set](http::Limits &limits) { set(limits, spin->value()); }});
}

void LimitsForm::addFields(QFormLayout *form) {
    using http::Limits;
    const auto milliseconds = [](qint64 seconds) { return std::chrono::milliseconds(seconds * Second); };
    addField(
        form, tr("Request line"), {1, 1024, tr(" KiB")}, [](const Limits &l) { return l.requestLine / KiB; },
        [](Limits &l, qint64 v) { l.requestLine = v * KiB; });
    addField(
        form, tr("Header block"), {1, 4096, tr(" KiB")}, [](const Limits &l) { return l.headerBlock / KiB; },
        [](Limits &l, qint64 v) { l.headerBlock = v * KiB; });
    addField(
        form, tr("Header fields"), {1, 10'000, {}}, [](const Limits &l) { return l.headerFields; },
        [](Limits &l, qint64 v) { l.headerFields = int(v); });
    addField(
        form, tr("Body"), {1, 512, tr(" MiB")}, [](const Limits &l) { return l.body / MiB; },
        [](Limits &l, qint64 v) { l.body = v * MiB; });
    addField(
        form, tr("Time for the header"), {1, 600, tr(" s")},
        [](const Limits &l) { return l.headerDeadline.count() / Second; },
        [=](Limits &l, qint64 v) { l.headerDeadline = milliseconds(v); });
    addField(
        form, tr("Time for the body"), {1, 3600, tr(" s")},
        [](const Limits &l) { return l.bodyDeadline.count() / Second; },
        [=](Limits &l, qint64 v) { l.bodyDeadline = milliseconds(v); });
    addField(
        form, tr("Time to take the answer"), {1, 3600, tr(" s")},
        [](const Limits &l) { return l.answerDeadline.count() / Second; },
        [=](Limits &l, qint64 v) { l.answerDeadline = milliseconds(v); });
    addField(
        form, tr("Idle connection"), {1, 3600, tr(" s")}, [](const Limits &l) { return l.idle.count() / Second; },
        [=](Limits &l, qint64 v) { l.idle = milliseconds(v); });
    addField(
        form, tr("Connections"), {1, 10'000, {}}, [](const Limits &l) { return l.connections; },
        [](Limits &l, qint64 v) { l.connections = int(v); });
}

void LimitsForm::setLimits(const http::Limits &limits) {
    for (const Field &field : m_fields)
        field.load(limits);
}

http::Limits LimitsForm::limits() const {
    http::Limits limits;
    for (const Field &field : m_fields)
        field.save(limits);
    return limits;
}

} // namespace offhook::ui
