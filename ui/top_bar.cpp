#include "ui/top_bar.h"

#include "ui/tunnel/tunnel_text.h"
#include "ui/util/error_text.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QTextDocument>
#include <QToolButton>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr int Height = 32;
constexpr int Padding = 11;
constexpr int Dot = 8;
constexpr int Gap = 8;

} // namespace

/// A framed button with a state dot, a word and a value in the mono face: "● Listening 127.0.0.1:8945".
class TopBar::Chip final : public QAbstractButton {
public:
    Chip(const Theme &theme, QWidget *parent)
        : QAbstractButton(parent)
        , m_theme(theme) {
        setFocusPolicy(Qt::TabFocus);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        setCursor(Qt::PointingHandCursor);
        connect(&theme, &Theme::changed, this, [this] { update(); });
    }

    void show(Role dot, const QString &word, bool strong, const QString &value) {
        m_dot = dot;
        m_word = word;
        m_strong = strong;
        m_value = value;
        setAccessibleName(value.isEmpty() ? word : word + u' ' + value);
        updateGeometry();
        update();
    }

    void setExtra(int width) {
        m_extra = width;
        updateGeometry();
    }

    QSize sizeHint() const override {
        const int value = m_value.isEmpty() ? 0 : Gap + QFontMetrics(m_theme.mono()).horizontalAdvance(m_value);
        return {Padding + Dot + Gap + QFontMetrics(wordFont()).horizontalAdvance(m_word) + value + Padding + m_extra,
            Height};
    }

protected:
    void paintEvent(QPaintEvent *) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(m_theme.color(hasFocus() ? Role::Accent : Role::Border));
        painter.setBrush(m_theme.color(underMouse() ? Role::Raised : Role::Surface));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 7, 7);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(m_dot));
        painter.drawEllipse(QRectF(Padding, (height() - Dot) / 2.0, Dot, Dot));
        paintText(painter, Padding + Dot + Gap);
    }

    void enterEvent(QEnterEvent *) override { update(); }
    void leaveEvent(QEvent *) override { update(); }

private:
    QFont wordFont() const { return m_theme.font(0, m_strong ? QFont::DemiBold : QFont::Normal); }

    void paintText(QPainter &painter, int x) const {
        const QFont font = wordFont();
        const int width = QFontMetrics(font).horizontalAdvance(m_word);
        painter.setFont(font);
        painter.setPen(m_theme.color(m_strong ? Role::Text : Role::Muted));
        painter.drawText(QRect(x, 0, width, height()), Qt::AlignVCenter, m_word);
        if (m_value.isEmpty())
            return;
        painter.setFont(m_theme.mono());
        painter.setPen(m_theme.color(m_strong ? Role::Muted : Role::Text));
        painter.drawText(QRect(x + width + Gap, 0, this->width(), height()), Qt::AlignVCenter, m_value);
    }

    const Theme &m_theme;
    Role m_dot = Role::Faint;
    QString m_word;
    QString m_value;
    bool m_strong = false;
    int m_extra = 0;
};

TopBar::TopBar(Actions &actions, const Theme &theme, QWidget *parent)
    : QToolBar(tr("Listener"), parent)
    , m_theme(theme) {
    setObjectName(u"topBar"_s);
    setMovable(false);
    toggleViewAction()->setVisible(false);
    setContextMenuPolicy(Qt::PreventContextMenu);
    createListenerChip(actions);
    createPublicUrlChip(actions);
    createNumbers(actions);
    auto *spacer = new QWidget(this);
    spacer->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    addWidget(spacer);
    createHold(actions);
    createSendTest(actions);
}

void TopBar::createListenerChip(Actions &actions) {
    m_listener = new Chip(m_theme, this);
    m_listener->setToolTip(tr("The listener: start, stop, copy its URL"));
    auto *menu = new QMenu(m_listener);
    menu->addActions({actions.listen, actions.copyListenerUrl, actions.settings});
    connect(m_listener, &QAbstractButton::clicked, menu,
        [this, menu] { menu->popup(m_listener->mapToGlobal(QPoint(0, Height + 4))); });
    addWidget(m_listener);
}

void TopBar::createPublicUrlChip(Actions &actions) {
    m_publicUrl = new Chip(m_theme, this);
    auto *menu = new QMenu(m_publicUrl);
    menu->addActions({actions.tunnel, actions.tunnelOn, actions.publicUrl, actions.copyPublicUrl});
    m_publicUrl->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_publicUrl, &QAbstractButton::clicked, actions.tunnel, &QAction::trigger);
    connect(m_publicUrl, &QWidget::customContextMenuRequested, menu,
        [this, menu] { menu->popup(m_publicUrl->mapToGlobal(QPoint(0, Height + 4))); });
    m_copy = new QToolButton(m_publicUrl);
    m_copy->setDefaultAction(actions.copyPublicUrl);
    m_copy->setAutoRaise(true);
    m_copy->setIconSize({16, 16});
    m_copy->setToolButtonStyle(Qt::ToolButtonIconOnly);
    auto *layout = new QHBoxLayout(m_publicUrl);
    layout->setContentsMargins(0, 0, 4, 0);
    layout->addStretch();
    layout->addWidget(m_copy);
    addWidget(m_publicUrl);
}

void TopBar::createNumbers(Actions &actions) {
    m_numbers = new QPushButton(this);
    connect(m_numbers, &QPushButton::clicked, actions.numbers, &QAction::trigger);
    connect(actions.numbers, &QAction::enabledChanged, m_numbers, &QWidget::setEnabled);
    addWidget(m_numbers);
    setPointed(0, 0);
    connect(&m_theme, &Theme::changed, this, [this] { setPointed(m_pointed, m_troubled); });
}

void TopBar::setPointed(int pointed, int troubled) {
    m_pointed = pointed;
    m_troubled = troubled;
    const Role role = troubled > 0 ? Role::Warn : pointed > 0 ? Role::Valid : Role::Text;
    m_numbers->setIcon(m_theme.icon(u"number"_s, role));
    m_numbers->setText(pointed == 0 ? tr("Point numbers…")
                       : troubled > 0
                           ? tr("! %1 of %2 need a look").arg(QString::number(troubled), QString::number(pointed))
                       : pointed == 1 ? tr("1 number pointed here")
                                      : tr("%1 numbers pointed here").arg(pointed));
    m_numbers->setToolTip(pointed == 0 ? tr("Lead your Twilio numbers to the public URL for now, and back afterwards")
                                       : tr("What is pointed here for now, and how to restore it"));
}

void TopBar::createHold(Actions &actions) {
    m_hold = new QPushButton(this);
    m_hold->setContextMenuPolicy(Qt::CustomContextMenu);
    auto *menu = new QMenu(m_hold);
    menu->addActions({actions.hold, actions.holdCondition, actions.holdSound});
    connect(m_hold, &QPushButton::clicked, actions.hold, &QAction::trigger);
    connect(m_hold, &QWidget::customContextMenuRequested, menu,
        [this, menu](const QPoint &position) { menu->popup(m_hold->mapToGlobal(position)); });
    connect(actions.hold, &QAction::enabledChanged, m_hold, &QWidget::setEnabled);
    addWidget(m_hold);
    setHolding(false, {});
    connect(&m_theme, &Theme::changed, this,
        [this] { setHolding(m_hold->property("holding").toBool(), m_hold->property("condition").toString()); });
}

void TopBar::setHolding(bool on, const QString &condition) {
    m_hold->setProperty("holding", on);
    m_hold->setProperty("condition", condition);
    m_hold->setText(on ? tr("Holding") : tr("Hold"));
    m_hold->setIcon(m_theme.icon(u"pause"_s, on ? Role::Warn : Role::Text));
    m_hold->setStyleSheet(!on ? QString()
                              : u"QPushButton { color: %1; background: %2; border-color: %1; }"_s.arg(
                                    m_theme.color(Role::Warn).name(), m_theme.color(Role::WarnSoft).name()));
    const QString what = condition.isEmpty() ? tr("every request") : condition;
    m_hold->setToolTip(Qt::convertFromPlainText(
        on ? tr("Held until you answer: %1. H ends it.").arg(what)
           : tr("Holds %1 until you answer, or Twilio's time is nearly up (H). Right click: choose what.").arg(what)));
}

void TopBar::createSendTest(Actions &actions) {
    auto *send = new QPushButton(tr("Send test…"), this);
    send->setProperty("primary", true);
    send->setIcon(m_theme.icon(u"send"_s, Role::Surface));
    send->setToolTip(tr("Sends a signed Twilio request through the real listener"));
    connect(send, &QPushButton::clicked, actions.sendTest, &QAction::trigger);
    addWidget(send);
}

void TopBar::setListener(const ListenerState &state, bool readOnly) {
    switch (state.type) {
    case ListenerState::Type::Listening:
        m_listener->show(Role::Valid, tr("Listening"), true, state.endpoint());
        break;
    case ListenerState::Type::Starting:
        m_listener->show(Role::Warn, tr("Starting"), true, state.endpoint());
        break;
    case ListenerState::Type::Failed:
        m_listener->show(Role::Invalid, tr("Not listening"), true, state.endpoint());
        break;
    case ListenerState::Type::Stopped:
        m_listener->show(Role::Faint, readOnly ? tr("Read-only") : tr("Stopped"), true, {});
        break;
    }
    m_listener->setToolTip(state.type == ListenerState::Type::Failed ? Qt::convertFromPlainText(errorText(state.error))
                                                                     : tr("The listener: start, stop, copy its URL"));
}

void TopBar::setPublicUrl(const QString &url) {
    m_url = url;
    showPublicUrl();
}

void TopBar::setTunnel(const QString &provider, const tunnel::State &state, const tunnel::Reach &reach) {
    m_provider = provider;
    m_tunnel = state;
    m_reach = reach;
    showPublicUrl();
}

void TopBar::showPublicUrl() {
    using Type = tunnel::State::Type;
    using ReachType = tunnel::Reach::Type;
    m_copy->setVisible(!m_url.isEmpty());
    m_publicUrl->setExtra(m_url.isEmpty() ? 0 : 22);
    const bool off = m_tunnel.type == Type::Off;
    const ToneText state = tunnelState(m_tunnel);
    const ToneText reach = tunnelReach(m_reach);
    if (off && m_url.isEmpty()) {
        m_publicUrl->show(Role::Faint, tr("Tunnel or public URL…"), false, {});
    } else if (off) {
        m_publicUrl->show(Role::Valid, tr("public URL"), false, m_url);
    } else {
        const bool through = m_reach.type != ReachType::NotReached && m_reach.type != ReachType::SomebodyElse;
        const QString word = m_tunnel.type == Type::Up && !through ? tr("not reached") : tunnelWord(m_tunnel);
        const QString name = tunnelName(m_provider);
        m_publicUrl->show(
            through ? state.role : Role::Invalid, word.isEmpty() ? name : tr("%1: %2").arg(name, word), false, m_url);
    }
    QStringList about{tr("The URL Twilio dials; signatures are checked against it. Right click: more.")};
    if (!off)
        about = QStringList{state.text, m_tunnel.words, reach.text};
    about.removeAll(QString());
    m_publicUrl->setToolTip(Qt::convertFromPlainText(about.join(u'\n')));
}

} // namespace offhook::ui
