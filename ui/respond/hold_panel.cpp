#include "ui/respond/hold_panel.h"

#include "core/base/text_guard.h"
#include "ui/detail/styling.h"
#include "ui/util/error_text.h"
#include "ui/util/text_format.h"
#include "ui/widgets/plain_label.h"

#include <QHBoxLayout>
#include <QInputDialog>
#include <QListWidget>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QStyledItemDelegate>

#include <algorithm>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;
using rules::HeldRequest;

constexpr int Margin = 12;
constexpr int TickMs = 100;
constexpr int RowHeight = 26;
constexpr int MostRows = 5;

qint64 millisecondsTo(MonotonicTime time) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(time - Clock::system().monotonic());
    return std::max<qint64>(left.count(), 0);
}

QString whoAndWhat(const HeldRequest &held) {
    const twilio::Meaning &meaning = held.request->meaning;
    const QString kind = kindLabel(meaning.kind);
    return meaning.from.isEmpty() ? kind : HoldPanel::tr("%1 from %2").arg(kind, address(meaning.from, true));
}

QString leftText(const HeldRequest &held) {
    if (held.state == HeldRequest::State::GoesRound)
        return HoldPanel::tr("parked");
    return secondsLeft(millisecondsTo(held.limitAt));
}

QString explanation(const HeldRequest &held) {
    const QString who = whoAndWhat(held);
    if (held.state == HeldRequest::State::GoesRound)
        return HoldPanel::tr("%1. The caller hears silence and comes back in a moment; then your answer is given.")
            .arg(who);
    if (held.isParked)
        return HoldPanel::tr("%1. Parked: the caller is sent round again until you answer.").arg(who);
    if (!held.forwardedTo.isEmpty())
        return HoldPanel::tr("%1. Waiting for %2.").arg(who, printable(held.forwardedTo.toUtf8(), 100));
    const QString reserve = duration((held.limitAt - held.answersAt) / std::chrono::microseconds(1));
    const QString text = HoldPanel::tr("%1. At %2 left this answer goes out as it stands.").arg(who, reserve);
    if (held.forwardError.isEmpty())
        return text;
    return text + u' ' +
           HoldPanel::tr("The application gave no answer: %1.").arg(printable(held.forwardError.toUtf8(), 200));
}

/// The text as far in as the strip below has its own; the ground over the whole width.
class RowDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override {
        QStyleOptionViewItem row = option;
        initStyleOption(&row, index);
        const QString text = std::exchange(row.text, {});
        row.widget->style()->drawControl(QStyle::CE_ItemViewItem, &row, painter, row.widget);
        const QRect room = row.rect.adjusted(Margin, 0, -Margin, 0);
        painter->setPen(row.palette.color(QPalette::Text));
        painter->setFont(row.font);
        painter->drawText(room, Qt::AlignVCenter | Qt::TextSingleLine,
            row.fontMetrics.elidedText(text, Qt::ElideRight, room.width()));
    }
};

} // namespace

/// What is left of the time, as a ring that empties.
class HoldPanel::Ring final : public QWidget {
public:
    Ring(const Theme &theme, QWidget *parent)
        : QWidget(parent)
        , m_theme(theme) {
        setFixedSize(30, 30);
    }
    void setShare(double share) {
        m_share = std::clamp(share, 0.0, 1.0);
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF circle = QRectF(rect()).adjusted(2.5, 2.5, -2.5, -2.5);
        QColor track = m_theme.color(Role::Warn);
        track.setAlphaF(0.25F);
        painter.setPen(QPen(track, 3));
        painter.drawEllipse(circle);
        painter.setPen(QPen(m_theme.color(Role::Warn), 3, Qt::SolidLine, Qt::RoundCap));
        painter.drawArc(circle, 90 * 16, int(m_share * 360 * 16));
    }

private:
    const Theme &m_theme;
    double m_share = 1;
};

HoldPanel::HoldPanel(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme) {
    m_list = new QListWidget(this);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setItemDelegate(new RowDelegate(m_list));
    m_list->setAccessibleName(tr("Held requests, oldest first"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_list);
    layout->addWidget(buildStrip());
    layout->addWidget(horizontalLine(theme, this));
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0 && row < int(m_held.size()))
            choose(m_held[std::size_t(row)].id);
    });
    m_timer.setInterval(TickMs);
    connect(&m_timer, &QTimer::timeout, this, [this] { tick(); });
    hide();
}

HoldPanel::~HoldPanel() = default;

QWidget *HoldPanel::buildStrip() {
    auto *strip = new QWidget(this);
    setGround(strip, m_theme, Role::WarnSoft);
    m_ring = new Ring(m_theme, strip);
    m_title = new PlainLabel(strip);
    m_title->setFont(m_theme.font(0, QFont::DemiBold));
    setInk(m_title, m_theme, Role::Warn);
    m_text = new PlainLabel(strip);
    m_text->setWordWrap(true);
    setInk(m_text, m_theme, Role::Warn);
    m_answer = new QPushButton(tr("&Answer"), strip);
    m_answer->setToolTip(tr("Sends the answer below (Ctrl+Enter)"));
    makePrimary(m_answer);
    m_forward = new QPushButton(tr("&Forward"), strip);
    m_forward->setToolTip(tr("Lets an application answer"));
    m_targetsMenu = new QMenu(m_forward);
    m_forward->setMenu(m_targetsMenu);
    connect(m_targetsMenu, &QMenu::aboutToShow, this, [this] { fillTargets(); });
    m_park = new QPushButton(tr("Par&k"), strip);
    m_park->setToolTip(tr("Lets the caller wait past the time limit, until you answer"));
    m_drop = new QPushButton(tr("Dr&op"), strip);
    m_drop->setToolTip(tr("Closes the connection without an answer"));
    m_all = new QPushButton(tr("Answer a&ll"), strip);
    connect(m_answer, &QPushButton::clicked, this, [this] { Q_EMIT answerAsked(m_current); });
    connect(m_park, &QPushButton::clicked, this, [this] { Q_EMIT parkAsked(m_current); });
    connect(m_drop, &QPushButton::clicked, this, [this] { Q_EMIT dropAsked(m_current); });
    connect(m_all, &QPushButton::clicked, this, &HoldPanel::answerAllAsked);
    // Two rows: in one they would widen the dock, at the table's cost, whenever something is held.
    auto *buttons = new QVBoxLayout;
    buttons->setSpacing(6);
    for (const auto &row : {std::vector{m_answer, m_forward}, std::vector{m_park, m_drop, m_all}}) {
        auto *line = new QHBoxLayout;
        line->setSpacing(6);
        for (QPushButton *button : row)
            line->addWidget(button);
        line->addStretch(1);
        buttons->addLayout(line);
    }
    auto *column = new QVBoxLayout;
    column->setSpacing(2);
    column->addWidget(m_title);
    column->addWidget(m_text);
    column->addSpacing(6);
    column->addLayout(buttons);
    auto *layout = new QHBoxLayout(strip);
    layout->setContentsMargins(Margin, 9, Margin, 9);
    layout->setSpacing(10);
    layout->addWidget(m_ring, 0, Qt::AlignTop);
    layout->addLayout(column, 1);
    return strip;
}

void HoldPanel::setHeld(const std::vector<HeldRequest> &held) {
    m_held = held;
    const EventId before = m_current;
    if (currentRequest() == nullptr)
        m_current = m_held.empty() ? 0 : m_held.front().id;
    setVisible(!m_held.empty());
    if (m_held.empty())
        m_timer.stop();
    else if (!m_timer.isActive())
        m_timer.start();
    fillList();
    showCurrent();
    if (m_current != before)
        Q_EMIT currentChanged(m_current);
}

const HeldRequest *HoldPanel::currentRequest() const {
    const auto found =
        std::find_if(m_held.begin(), m_held.end(), [this](const HeldRequest &held) { return held.id == m_current; });
    return found == m_held.end() ? nullptr : &*found;
}

void HoldPanel::choose(EventId id) {
    if (id == m_current)
        return;
    m_current = id;
    showCurrent();
    Q_EMIT currentChanged(id);
}

void HoldPanel::setTargets(const std::vector<flow::ForwardTo> &targets) {
    m_targets = targets;
}

void HoldPanel::fillTargets() {
    m_targetsMenu->clear();
    std::vector<flow::ForwardTo> all;
    if (!m_last.url.isEmpty())
        all.push_back(m_last);
    for (const flow::ForwardTo &target : m_targets) {
        if (std::find(all.begin(), all.end(), target) == all.end())
            all.push_back(target);
    }
    for (const flow::ForwardTo &target : all) {
        // A menu takes & for a mnemonic.
        const QString text = printable(target.url.toUtf8(), 80).replace(u'&', u"&&"_s);
        connect(m_targetsMenu->addAction(text), &QAction::triggered, this, [this, target] { forwardTo(target); });
    }
    if (!all.empty())
        m_targetsMenu->addSeparator();
    connect(m_targetsMenu->addAction(tr("Another &URL…")), &QAction::triggered, this, [this] { askForTarget(); });
}

void HoldPanel::askForTarget() {
    const QString before = m_last.url.isEmpty() ? u"http://localhost:3000"_s : m_last.url;
    const QString url =
        QInputDialog::getText(this, tr("Forward"), tr("URL of the application"), QLineEdit::Normal, before).trimmed();
    if (!flow::forwardProblem(url).isEmpty())
        return;
    flow::ForwardTo to;
    to.url = url;
    forwardTo(to);
}

void HoldPanel::forwardTo(const flow::ForwardTo &to) {
    m_last = to;
    Q_EMIT forwardAsked(m_current, to);
}

void HoldPanel::fillList() {
    const QSignalBlocker quiet(m_list);
    m_list->setVisible(m_held.size() > 1);
    while (m_list->count() > int(m_held.size()))
        delete m_list->takeItem(m_list->count() - 1);
    while (m_list->count() < int(m_held.size())) {
        auto *item = new QListWidgetItem(m_list);
        item->setSizeHint({0, RowHeight});
    }
    for (int row = 0; row < m_list->count(); ++row) {
        const HeldRequest &held = m_held[std::size_t(row)];
        if (held.id == m_current)
            m_list->setCurrentRow(row);
    }
    m_list->setFixedHeight(RowHeight * std::min(m_list->count(), MostRows) + 2);
    tick();
}

// Only the rows that can be seen: there may be hundreds.
void HoldPanel::tick() {
    if (m_list->isVisible()) {
        const int first = std::max(m_list->row(m_list->itemAt(4, 4)), 0);
        for (int row = first; row < std::min(m_list->count(), first + MostRows + 1); ++row) {
            const HeldRequest &held = m_held[std::size_t(row)];
            m_list->item(row)->setText(leftText(held) + u" · "_s + whoAndWhat(held));
        }
    }
    const HeldRequest *held = currentRequest();
    if (held == nullptr)
        return;
    const bool round = held->state == HeldRequest::State::GoesRound;
    m_title->setText(round ? tr("The caller is going round") : tr("Twilio is waiting: %1 left").arg(leftText(*held)));
    const double whole = double((held->limitAt - held->startedAt) / std::chrono::milliseconds(1));
    m_ring->setShare(round || whole <= 0 ? 1 : double(millisecondsTo(held->limitAt)) / whole);
}

void HoldPanel::showCurrent() {
    tick();
    const HeldRequest *held = currentRequest();
    if (held == nullptr)
        return;
    m_text->setText(explanation(*held));
    m_forward->setEnabled(held->state == HeldRequest::State::Waiting && held->forwardedTo.isEmpty());
    m_park->setVisible(held->canPark);
    m_park->setEnabled(held->state == HeldRequest::State::Waiting && !held->isParked);
    m_all->setVisible(m_held.size() > 1);
    m_all->setText(tr("Answer a&ll %1").arg(grouped(qint64(m_held.size()))));
}

} // namespace offhook::ui
