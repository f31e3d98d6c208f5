#include "ui/start/first_steps_page.h"

#include "ui/detail/elided_label.h"
#include "ui/detail/styling.h"
#include "ui/start/arrival_text.h"
#include "ui/start/number_step.h"
#include "ui/start/step_row.h"
#include "ui/start/tunnel_step.h"
#include "ui/widgets/plain_label.h"

#include <QAbstractButton>
#include <QDesktopServices>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;
using Step = FirstSteps::Step;

constexpr int WidestCard = 660;
constexpr qreal Radius = 7;

// The card's ground and border.
class Card final : public QWidget {
public:
    Card(const Theme &theme, QWidget *parent)
        : QWidget(parent)
        , m_theme(theme) {}

protected:
    void paintEvent(QPaintEvent *) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(m_theme.color(Role::Border), 1));
        painter.setBrush(m_theme.color(Role::Raised));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), Radius, Radius);
    }

private:
    const Theme &m_theme;
};

QString keyTitle(int keys) {
    if (keys == 0)
        return FirstStepsPage::tr("Add your auth token");
    return keys == 1 ? FirstStepsPage::tr("1 key is here") : FirstStepsPage::tr("%1 keys are here").arg(keys);
}

} // namespace

class FirstStepsPage::Private {
public:
    Private(FirstStepsPage &page, const Theme &theme)
        : m_page(page)
        , m_theme(theme) {}

    void build();
    void showHead();
    void showSteps(const FirstSteps &steps);
    void showUrl();

    QString listenerUrl;
    QString publicUrl;
    int keys = 0;
    NumberStep *number = nullptr;
    TunnelStep *tunnel = nullptr;
    QPushButton *close = nullptr;
    std::array<StepRow *, 3> rows{};

private:
    QWidget *buildHead(QWidget *card);
    StepRow *buildKey(QWidget *card);
    StepRow *buildTunnel(QWidget *card);
    StepRow *buildNumber(QWidget *card);
    QWidget *buildEnd(QWidget *card);
    void addSteps(QVBoxLayout *inner, QWidget *card);
    QPushButton *button(const QString &text, QWidget *parent, void (FirstStepsPage::*asked)());
    void openRow(std::optional<Step> step);
    void showEnd(const FirstSteps &steps);

    FirstStepsPage &m_page;
    const Theme &m_theme;
    PlainLabel *m_title = nullptr;
    ElidedLabel *m_url = nullptr;
    QToolButton *m_copy = nullptr;
    QPushButton *m_send = nullptr;
    QPushButton *m_tunnel = nullptr;
    PlainLabel *m_endText = nullptr;
    QPushButton *m_show = nullptr;
    QScrollArea *m_scroll = nullptr;
    EventId m_arrival = 0;
    std::optional<Step> m_shownNext;
    bool m_first = true;
};

QPushButton *FirstStepsPage::Private::button(const QString &text, QWidget *parent, void (FirstStepsPage::*asked)()) {
    auto *button = new QPushButton(text, parent);
    button->setAutoDefault(true); // Enter presses it, too
    connect(button, &QPushButton::clicked, &m_page, asked);
    return button;
}

QWidget *FirstStepsPage::Private::buildHead(QWidget *card) {
    auto *head = new QWidget(card);
    m_title = new PlainLabel(head);
    m_title->setFont(m_theme.font(3, QFont::DemiBold));
    setInk(m_title, m_theme, Role::Text);
    m_url = new ElidedLabel(head);
    m_url->setFont(m_theme.mono(1));
    setInk(m_url, m_theme, Role::Muted);
    m_copy = iconButton(m_theme, u"copy"_s, FirstStepsPage::tr("Copy the listener's address"), head);
    connect(m_copy, &QToolButton::clicked, &m_page, &FirstStepsPage::copyListenerUrlAsked);
    m_send = button(FirstStepsPage::tr("&Send a test request"), head, &FirstStepsPage::sendTestAsked);
    m_send->setToolTip(FirstStepsPage::tr("A signed sample through the real listener; needs no account"));
    makePrimary(m_send);
    m_page.setFocusProxy(m_send);
    auto *address = new QHBoxLayout;
    address->setSpacing(4);
    address->addWidget(m_url);
    address->addWidget(m_copy);
    address->addStretch(1);
    auto *text = new QVBoxLayout;
    text->setSpacing(2);
    text->addWidget(m_title);
    text->addLayout(address);
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins(4, 0, 4, 0);
    layout->setSpacing(16);
    layout->addLayout(text, 1);
    layout->addWidget(m_send, 0, Qt::AlignVCenter);
    return head;
}

StepRow *FirstStepsPage::Private::buildKey(QWidget *card) {
    auto *words = new PlainLabel(
        FirstStepsPage::tr("It stands in Twilio's console under Account info. With it every signature is checked. It "
                           "goes into the keychain of your desktop, never into a file."),
        card);
    words->setWordWrap(true);
    setInk(words, m_theme, Role::Muted);
    return new StepRow(
        m_theme, 1, words, {button(FirstStepsPage::tr("Add &key…"), card, &FirstStepsPage::addKeyAsked)}, card);
}

StepRow *FirstStepsPage::Private::buildTunnel(QWidget *card) {
    tunnel = new TunnelStep(m_theme, card);
    connect(tunnel, &TunnelStep::copyAsked, &m_page, &FirstStepsPage::copyPublicUrlAsked);
    m_tunnel = button({}, card, &FirstStepsPage::tunnelAsked);
    auto *known = button(FirstStepsPage::tr("&Public URL…"), card, &FirstStepsPage::publicUrlAsked);
    return new StepRow(m_theme, 2, tunnel, {m_tunnel, known}, card);
}

StepRow *FirstStepsPage::Private::buildNumber(QWidget *card) {
    number = new NumberStep(m_theme, card);
    auto *console = new QPushButton(FirstStepsPage::tr("&Open Twilio's console"), card);
    console->setIcon(m_theme.icon(u"external-link"_s, Role::Muted));
    connect(console, &QPushButton::clicked, &m_page,
        [] { QDesktopServices::openUrl(QUrl(u"https://console.twilio.com"_s)); });
    auto *point = button(FirstStepsPage::tr("Point &numbers…"), card, &FirstStepsPage::numbersAsked);
    return new StepRow(m_theme, 3, number, {point, console}, card);
}

QWidget *FirstStepsPage::Private::buildEnd(QWidget *card) {
    auto *end = new QWidget(card);
    m_endText = new PlainLabel(end);
    m_endText->setWordWrap(true);
    m_show = new QPushButton(FirstStepsPage::tr("S&how it"), end);
    m_show->setAutoDefault(true);
    makePrimary(m_show);
    connect(m_show, &QPushButton::clicked, &m_page, [this] { Q_EMIT m_page.arrivalAsked(m_arrival); });
    close = button(FirstStepsPage::tr("&Back to the events"), end, &FirstStepsPage::closeAsked);
    close->hide();
    auto *layout = new QHBoxLayout(end);
    layout->setContentsMargins(4, 8, 4, 4);
    layout->setSpacing(8);
    layout->addWidget(m_endText, 1);
    layout->addWidget(close, 0, Qt::AlignTop);
    layout->addWidget(m_show, 0, Qt::AlignTop);
    return end;
}

void FirstStepsPage::Private::addSteps(QVBoxLayout *inner, QWidget *card) {
    rows = {buildKey(card), buildTunnel(card), buildNumber(card)};
    for (const Step step : FirstSteps::Steps) {
        StepRow *row = rows[std::size_t(step)];
        connect(row, &StepRow::openAsked, &m_page,
            [this, step](bool open) { openRow(open ? std::optional(step) : std::nullopt); });
        connect(row, &StepRow::skipAsked, &m_page, [this, step](bool skip) { Q_EMIT m_page.skipAsked(step, skip); });
        inner->addWidget(horizontalLine(m_theme, card));
        inner->addWidget(row);
    }
}

void FirstStepsPage::Private::build() {
    auto *card = new Card(m_theme, &m_page);
    card->setMaximumWidth(WidestCard);
    auto *inner = new QVBoxLayout(card);
    inner->setContentsMargins(16, 12, 16, 8);
    inner->setSpacing(0);
    inner->addWidget(buildHead(card));
    inner->addSpacing(8);
    addSteps(inner, card);
    inner->addWidget(horizontalLine(m_theme, card));
    inner->addWidget(buildEnd(card));
    auto *ground = new QWidget(&m_page);
    setGround(ground, m_theme, Role::Surface);
    auto *centre = new QHBoxLayout(ground);
    centre->setContentsMargins(16, 8, 16, 8);
    centre->addStretch(1);
    centre->addWidget(card, 100, Qt::AlignVCenter);
    centre->addStretch(1);
    m_scroll = new QScrollArea(&m_page);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(ground);
    auto *layout = new QVBoxLayout(&m_page);
    layout->setContentsMargins({});
    layout->addWidget(m_scroll);
    showHead();
    showUrl();
}

void FirstStepsPage::Private::openRow(std::optional<Step> step) {
    for (const Step each : FirstSteps::Steps)
        rows[std::size_t(each)]->setOpen(each == step);
    if (!step)
        return;
    // Once its text has found its height.
    QMetaObject::invokeMethod(
        m_scroll, [this, row = rows[std::size_t(*step)]] { m_scroll->ensureWidgetVisible(row, 0, 8); },
        Qt::QueuedConnection);
}

void FirstStepsPage::Private::showHead() {
    const bool listening = !listenerUrl.isEmpty();
    m_title->setText(
        listening ? FirstStepsPage::tr("Listening for the first request") : FirstStepsPage::tr("Not listening"));
    m_url->setContent(
        listening ? listenerUrl : FirstStepsPage::tr("Open Settings to start the listener."), listenerUrl.toUtf8());
    m_copy->setVisible(listening);
    m_send->setEnabled(listening);
}

void FirstStepsPage::Private::showUrl() {
    number->setPublicUrl(publicUrl);
    tunnel->setPublicUrl(publicUrl);
    m_tunnel->setText(publicUrl.isEmpty() ? FirstStepsPage::tr("Start &tunnel…") : FirstStepsPage::tr("&Tunnel…"));
}

void FirstStepsPage::Private::showSteps(const FirstSteps &steps) {
    const std::array<QString, 3> titles{keyTitle(keys),
        publicUrl.isEmpty() ? FirstStepsPage::tr("Let Twilio in through a public URL") : publicUrl,
        steps.state(Step::Number) == FirstSteps::State::Done ? FirstStepsPage::tr("A number leads here")
                                                             : FirstStepsPage::tr("Point a number at it")};
    for (const Step step : FirstSteps::Steps)
        rows[std::size_t(step)]->setStep(titles[std::size_t(step)], steps.state(step));
    if (const auto next = steps.next(); m_first || next != m_shownNext) {
        openRow(next);
        m_shownNext = next;
        m_first = false;
    }
    showEnd(steps);
}

void FirstStepsPage::Private::showEnd(const FirstSteps &steps) {
    const ArrivalText text = arrivalText(steps.arrival());
    setInk(m_endText, m_theme, text.role);
    m_endText->setText(text.text);
    m_arrival = steps.arrival() ? steps.arrival()->id : 0;
    m_show->setVisible(m_arrival != 0);
}

FirstStepsPage::FirstStepsPage(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_d(std::make_unique<Private>(*this, theme)) {
    m_d->build();
}

FirstStepsPage::~FirstStepsPage() = default;

void FirstStepsPage::setListenerUrl(const QString &url) {
    m_d->listenerUrl = url;
    m_d->showHead();
}

void FirstStepsPage::setKeyCount(int count) {
    m_d->keys = count;
}

void FirstStepsPage::setPublicUrl(const QString &url) {
    m_d->publicUrl = url;
    m_d->showUrl();
}

void FirstStepsPage::setTunnel(const QString &text, Role role) {
    m_d->tunnel->setTunnel(text, role);
}

void FirstStepsPage::showSteps(const FirstSteps &steps) {
    m_d->showSteps(steps);
}

void FirstStepsPage::setHasEvents(bool has) {
    m_d->close->setVisible(has);
}

StepRow *FirstStepsPage::row(FirstSteps::Step step) const {
    return m_d->rows[std::size_t(step)];
}

} // namespace offhook::ui
