#include "ui/widgets/empty_state.h"

#include "ui/detail/elided_label.h"
#include "ui/detail/styling.h"
#include "ui/widgets/plain_label.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include <array>

namespace offhook::ui {
namespace {

constexpr int WidestCard = 620;
constexpr int BadgeSize = 22;
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

// A step's number, or a check once it is done.
class Badge final : public QWidget {
public:
    Badge(const Theme &theme, int number, QWidget *parent)
        : QWidget(parent)
        , m_theme(theme)
        , m_number(number) {
        setFixedSize(BadgeSize, BadgeSize);
    }
    void setDone(bool done) {
        m_done = done;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(m_done ? Role::ValidSoft : Role::AccentSoft));
        painter.drawEllipse(rect());
        painter.setFont(m_theme.font(0, QFont::DemiBold));
        painter.setPen(m_theme.color(m_done ? Role::Valid : Role::Accent));
        painter.drawText(rect(), Qt::AlignCenter, m_done ? QStringLiteral("✓") : QString::number(m_number));
    }

private:
    const Theme &m_theme;
    int m_number;
    bool m_done = false;
};

QString keyWords(int keys) {
    if (keys == 0)
        return EmptyState::tr("Add a signing key");
    return keys == 1 ? EmptyState::tr("1 key stored") : EmptyState::tr("%1 keys stored").arg(keys);
}

} // namespace

class EmptyState::Private {
public:
    struct Step {
        Badge *badge = nullptr;
        PlainLabel *title = nullptr;
        PlainLabel *text = nullptr;
        QPushButton *button = nullptr;
    };

    Private(EmptyState &state, const Theme &theme)
        : m_state(state)
        , m_theme(theme) {}

    void build();
    void show();

    QString listenerUrl;
    int keys = 0;
    QString publicUrl;
    QPushButton *send = nullptr;
    ElidedLabel *url = nullptr;
    std::array<Step, 3> steps;

private:
    QWidget *buildHead(QWidget *card);
    QWidget *buildStep(QWidget *card, int number, const QString &button);
    void setStep(int index, bool done, const QString &title, const QString &text);

    EmptyState &m_state;
    const Theme &m_theme;
    PlainLabel *m_title = nullptr;
    QToolButton *m_copy = nullptr;
};

QWidget *EmptyState::Private::buildHead(QWidget *card) {
    auto *head = new QWidget(card);
    m_title = new PlainLabel(head);
    m_title->setFont(m_theme.font(3, QFont::DemiBold));
    setInk(m_title, m_theme, Role::Text);
    url = new ElidedLabel(head);
    url->setFont(m_theme.mono(1));
    setInk(url, m_theme, Role::Muted);
    m_copy = iconButton(m_theme, QStringLiteral("copy"), EmptyState::tr("Copy the listener's address"), head);
    connect(m_copy, &QToolButton::clicked, &m_state, &EmptyState::copyUrlAsked);
    send = new QPushButton(EmptyState::tr("&Send a test request"), head);
    makePrimary(send);
    send->setAutoDefault(true); // Enter presses it, too
    m_state.setFocusProxy(send);
    connect(send, &QPushButton::clicked, &m_state, &EmptyState::sendTestAsked);
    auto *address = new QHBoxLayout;
    address->setSpacing(4);
    address->addWidget(url);
    address->addWidget(m_copy);
    address->addStretch(1);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_title);
    words->addLayout(address);
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins({});
    layout->setSpacing(16);
    layout->addLayout(words, 1);
    layout->addWidget(send, 0, Qt::AlignVCenter);
    return head;
}

QWidget *EmptyState::Private::buildStep(QWidget *card, int number, const QString &button) {
    Step &step = steps[std::size_t(number - 1)];
    auto *row = new QWidget(card);
    step.badge = new Badge(m_theme, number, row);
    step.title = new PlainLabel(row);
    step.title->setFont(m_theme.font(0, QFont::DemiBold));
    setInk(step.title, m_theme, Role::Text);
    step.text = new PlainLabel(row);
    step.text->setWordWrap(true);
    setInk(step.text, m_theme, Role::Muted);
    auto *words = new QVBoxLayout;
    words->setSpacing(1);
    words->addWidget(step.title);
    words->addWidget(step.text);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 7, 0, 7);
    layout->setSpacing(12);
    layout->addWidget(step.badge, 0, Qt::AlignTop);
    layout->addLayout(words, 1);
    if (!button.isEmpty()) {
        step.button = new QPushButton(button, row);
        layout->addWidget(step.button, 0, Qt::AlignVCenter);
    }
    return row;
}

void EmptyState::Private::build() {
    auto *card = new Card(m_theme, &m_state);
    card->setMaximumWidth(WidestCard);
    auto *inner = new QVBoxLayout(card);
    inner->setContentsMargins(20, 16, 20, 12);
    inner->setSpacing(0);
    inner->addWidget(buildHead(card));
    inner->addSpacing(12);
    const std::array<QString, 3> buttons{EmptyState::tr("Add &key…"), EmptyState::tr("&Tunnel…"), QString()};
    for (int i = 0; i < 3; ++i) {
        inner->addWidget(horizontalLine(m_theme, card));
        inner->addWidget(buildStep(card, i + 1, buttons[std::size_t(i)]));
    }
    connect(steps[0].button, &QPushButton::clicked, &m_state, &EmptyState::addKeyAsked);
    connect(steps[1].button, &QPushButton::clicked, &m_state, &EmptyState::setPublicUrlAsked);
    auto *page = new QWidget(&m_state);
    setGround(page, m_theme, Role::Surface);
    auto *centre = new QHBoxLayout(page);
    centre->setContentsMargins(16, 12, 16, 12);
    centre->addStretch(1);
    centre->addWidget(card, 100, Qt::AlignVCenter);
    centre->addStretch(1);
    auto *scroll = new QScrollArea(&m_state);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(page);
    auto *layout = new QVBoxLayout(&m_state);
    layout->setContentsMargins({});
    layout->addWidget(scroll);
    show();
}

void EmptyState::Private::setStep(int index, bool done, const QString &title, const QString &text) {
    Step &step = steps[std::size_t(index)];
    step.badge->setDone(done);
    step.title->setText(title);
    step.text->setText(text);
}

void EmptyState::Private::show() {
    const bool listening = !listenerUrl.isEmpty();
    m_title->setText(listening ? EmptyState::tr("Listening for the first request") : EmptyState::tr("Not listening"));
    url->setContent(
        listening ? listenerUrl : EmptyState::tr("Open Settings to start the listener."), listenerUrl.toUtf8());
    m_copy->setVisible(listening);
    send->setEnabled(listening);
    setStep(0, keys > 0, keyWords(keys),
        EmptyState::tr("Your account's auth token, kept in the keychain. With it every signature is checked."));
    setStep(1, !publicUrl.isEmpty(), publicUrl.isEmpty() ? EmptyState::tr("Set the public URL") : publicUrl,
        EmptyState::tr(
            "Start a tunnel to the listener, or enter a URL that leads here: the one Twilio dials and signs."));
    setStep(2, false, EmptyState::tr("Point a number at it"),
        EmptyState::tr("In the Twilio Console, set the number's webhook to the public URL and the path your app uses, "
                       "such as /sms."));
}

EmptyState::EmptyState(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_d(std::make_unique<Private>(*this, theme)) {
    m_d->build();
}

EmptyState::~EmptyState() = default;

void EmptyState::setListenerUrl(const QString &url) {
    m_d->listenerUrl = url;
    m_d->show();
}

void EmptyState::setKeyCount(int count) {
    m_d->keys = count;
    m_d->show();
}

void EmptyState::setPublicUrl(const QString &url) {
    m_d->publicUrl = url;
    m_d->show();
}

} // namespace offhook::ui
