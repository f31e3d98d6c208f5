#include "ui/start/step_row.h"

#include <QAbstractButton>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace offhook::ui {
namespace {

using State = FirstSteps::State;

constexpr int HeadHeight = 34;
constexpr int BadgeSize = 22;
constexpr int Gap = 12;
constexpr int BadgeInset = 4; // room for the ring of the focus
constexpr int Chevron = 16;

} // namespace

QString stateWord(State state) {
    switch (state) {
    case State::Done:
        return StepRow::tr("done");
    case State::Skipped:
        return StepRow::tr("skipped");
    case State::Waiting:
        break;
    }
    return StepRow::tr("waiting");
}

QString stateGlyph(State state) {
    switch (state) {
    case State::Done:
        return QStringLiteral("✓");
    case State::Skipped:
        return QStringLiteral("–");
    case State::Waiting:
        break;
    }
    return QStringLiteral("○");
}

Role stateRole(State state) {
    return state == State::Done ? Role::Valid : state == State::Skipped ? Role::Faint : Role::Muted;
}

class StepRow::Head final : public QAbstractButton {
public:
    Head(const Theme &theme, int number, QWidget *parent)
        : QAbstractButton(parent)
        , m_theme(theme)
        , m_number(number) {
        setCheckable(true);
        setFocusPolicy(Qt::TabFocus);
        setCursor(Qt::PointingHandCursor);
        setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        connect(&theme, &Theme::changed, this, [this] { update(); });
    }

    void setStep(const QString &title, State state) {
        m_title = title;
        m_state = state;
        setAccessibleName(StepRow::tr("Step %1, %2: %3").arg(QString::number(m_number), title, stateWord(state)));
        update();
    }
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] QSize sizeHint() const override { return {0, HeadHeight}; }

protected:
    void paintEvent(QPaintEvent *) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        if (hasFocus()) {
            painter.setPen(m_theme.color(Role::Accent));
            painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
        }
        paintBadge(painter);
        const QString icon = isChecked() ? QStringLiteral("chevron-up") : QStringLiteral("chevron-down");
        const QRect chevron(width() - Chevron - BadgeInset, (height() - Chevron) / 2, Chevron, Chevron);
        m_theme.icon(icon, underMouse() ? Role::Text : Role::Muted).paint(&painter, chevron);
        paintWords(painter, chevron.left() - Gap);
    }
    void enterEvent(QEnterEvent *) override { update(); }
    void leaveEvent(QEvent *) override { update(); }

private:
    void paintBadge(QPainter &painter) const {
        const QRectF badge(BadgeInset, (height() - BadgeSize) / 2.0, BadgeSize, BadgeSize);
        const bool done = m_state == State::Done;
        const bool skipped = m_state == State::Skipped;
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(done ? Role::ValidSoft : skipped ? Role::Window : Role::AccentSoft));
        painter.drawEllipse(badge);
        painter.setFont(m_theme.font(0, QFont::DemiBold));
        painter.setPen(m_theme.color(done ? Role::Valid : skipped ? Role::Muted : Role::Accent));
        painter.drawText(
            badge, Qt::AlignCenter, m_state == State::Waiting ? QString::number(m_number) : stateGlyph(m_state));
    }

    void paintWords(QPainter &painter, int right) const {
        const QString word = stateWord(m_state);
        const int wordWidth = QFontMetrics(m_theme.font()).horizontalAdvance(word);
        painter.setFont(m_theme.font());
        painter.setPen(m_theme.color(stateRole(m_state)));
        painter.drawText(QRect(right - wordWidth, 0, wordWidth, height()), Qt::AlignVCenter, word);
        const QFont font = m_theme.font(0, QFont::DemiBold);
        const int left = BadgeInset + BadgeSize + Gap;
        const QRect room(left, 0, right - wordWidth - Gap - left, height());
        painter.setFont(font);
        painter.setPen(m_theme.color(m_state == State::Skipped ? Role::Muted : Role::Text));
        painter.drawText(room, Qt::AlignVCenter, QFontMetrics(font).elidedText(m_title, Qt::ElideMiddle, room.width()));
    }

    const Theme &m_theme;
    int m_number;
    QString m_title;
    State m_state = State::Waiting;
};

StepRow::StepRow(const Theme &theme, int number, QWidget *body, const QList<QPushButton *> &buttons, QWidget *parent)
    : QWidget(parent)
    , m_head(new Head(theme, number, this))
    , m_content(new QWidget(this))
    , m_skip(new QPushButton(m_content)) {
    m_skip->setAutoDefault(true); // Enter presses it, too
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    for (QPushButton *button : buttons) {
        button->setAutoDefault(true);
        row->addWidget(button);
    }
    row->addStretch(1);
    row->addWidget(m_skip);
    auto *content = new QVBoxLayout(m_content);
    content->setContentsMargins(BadgeInset + BadgeSize + Gap, 0, BadgeInset, 12);
    content->setSpacing(8);
    content->addWidget(body);
    content->addLayout(row);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_head);
    layout->addWidget(m_content);
    m_content->hide();
    connect(m_head, &QAbstractButton::clicked, this, &StepRow::openAsked);
    connect(m_skip, &QPushButton::clicked, this, [this] { Q_EMIT skipAsked(state() != State::Skipped); });
}

void StepRow::setStep(const QString &title, FirstSteps::State state) {
    m_head->setStep(title, state);
    m_skip->setVisible(state != State::Done);
    m_skip->setText(state == State::Skipped ? tr("Do not s&kip") : tr("S&kip"));
    m_skip->setAccessibleName(state == State::Skipped ? tr("Do not skip: %1").arg(title) : tr("Skip: %1").arg(title));
}

FirstSteps::State StepRow::state() const {
    return m_head->state();
}

bool StepRow::isOpen() const {
    return m_head->isChecked();
}

void StepRow::setOpen(bool open) {
    m_head->setChecked(open);
    m_content->setVisible(open);
}

QAbstractButton *StepRow::head() const {
    return m_head;
}

} // namespace offhook::ui
