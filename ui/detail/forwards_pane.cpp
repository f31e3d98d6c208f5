#include "ui/detail/forwards_pane.h"

#include "core/base/text_guard.h"
#include "ui/detail/message_pane.h"
#include "ui/detail/segmented_switch.h"
#include "ui/detail/styling.h"
#include "ui/util/error_text.h"
#include "ui/util/text_format.h"
#include "ui/widgets/plain_label.h"

#include <QHeaderView>
#include <QPainter>
#include <QSplitter>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <utility>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;
using flow::Attempt;

enum Column {
    TimeColumn,
    WhyColumn,
    TargetColumn,
    OutcomeColumn,
    ConnectColumn,
    TlsColumn,
    FirstByteColumn,
    TotalColumn
};
constexpr int Margin = 12;

QString purposeText(const Attempt &attempt) {
    switch (attempt.purpose) {
    case Attempt::Purpose::Copy:
        return ForwardsPane::tr("copy");
    case Attempt::Purpose::Replay:
        return ForwardsPane::tr("replay");
    case Attempt::Purpose::Forward:
        break;
    }
    return ForwardsPane::tr("answer");
}

QString whyText(const Attempt &attempt) {
    const QString purpose = purposeText(attempt);
    QString text = attempt.route.isEmpty() ? purpose : purpose + u" · "_s + printable(attempt.route.toUtf8(), 40);
    if (attempt.number > 1)
        text += ForwardsPane::tr(", try %1").arg(attempt.number);
    return text;
}

QString stepText(qint64 us) {
    return us < 0 ? QString() : duration(us);
}

/// Rows as high as the other tables', their text as far in as that of the header.
class RowDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override {
        return {QStyledItemDelegate::sizeHint(option, index).width() + 2 * Inset, RowHeight};
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override {
        QStyleOptionViewItem row = option;
        initStyleOption(&row, index);
        const QString text = std::exchange(row.text, {});
        row.widget->style()->drawControl(QStyle::CE_ItemViewItem, &row, painter, row.widget);
        const QRect room = row.rect.adjusted(Inset, 0, -Inset, 0);
        painter->setPen(row.palette.color(QPalette::Text));
        painter->setFont(row.font);
        painter->drawText(room, int(row.displayAlignment) | Qt::AlignVCenter | Qt::TextSingleLine,
            row.fontMetrics.elidedText(text, Qt::ElideRight, room.width()));
    }

private:
    static constexpr int Inset = 8;
    static constexpr int RowHeight = 26;
};

/// The attempt as if it were an event of its own, for the views of messages.
flow::EventPtr eventOf(const Attempt &attempt, const QByteArray &peer) {
    auto event = std::make_shared<flow::WebhookEvent>();
    event->receivedAt = attempt.startedAt;
    event->peer = peer;
    event->tls = attempt.timings.tlsUs >= 0;
    event->request = attempt.request;
    event->tookUs = attempt.timings.totalUs;
    if (!attempt.response)
        return event;
    event->response.status = attempt.response->status;
    event->response.body = attempt.response->body;
    const http::Request head(attempt.response->head, {}); // the fields of both are alike
    for (std::size_t i = 0; i < head.fieldCount(); ++i)
        event->response.headers.push_back({head.field(i).name.toByteArray(), head.field(i).value.toByteArray()});
    return event;
}

} // namespace

QString attemptOutcome(const Attempt &attempt) {
    if (attempt.error)
        return attempt.error->code == ErrorCode::TimedOut    ? ForwardsPane::tr("no answer in time")
               : attempt.error->code == ErrorCode::Cancelled ? ForwardsPane::tr("cancelled")
               : attempt.timings.connectUs < 0               ? ForwardsPane::tr("not reachable")
                                                             : ForwardsPane::tr("no usable answer");
    const QString status = attempt.response ? QString::number(attempt.response->status) : QString();
    return attempt.isLate ? ForwardsPane::tr("%1, too late").arg(status) : status;
}

ForwardsPane::ForwardsPane(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme) {
    buildList();
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_list);
    splitter->addWidget(buildLegs());
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({110, 240});
    auto *none = new PlainLabel(tr("This event was not forwarded or replayed.\nA rule with “Forward to an application” "
                                   "sends requests on and gives back the answer."),
        this);
    none->setAlignment(Qt::AlignCenter);
    none->setWordWrap(true);
    setInk(none, theme, Role::Muted);
    m_pages = new QStackedWidget(this);
    m_pages->addWidget(none);
    m_pages->addWidget(splitter);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_pages);
}

ForwardsPane::~ForwardsPane() = default;

void ForwardsPane::buildList() {
    m_list = new QTreeWidget(this);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setItemDelegate(new RowDelegate(m_list));
    m_list->setAllColumnsShowFocus(true);
    m_list->setAccessibleName(tr("Attempts, oldest first"));
    m_list->setHeaderLabels(
        {tr("Time"), tr("For"), tr("Target"), tr("Answer"), tr("Connect"), tr("TLS"), tr("First byte"), tr("Total")});
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_list->header()->setSectionResizeMode(TargetColumn, QHeaderView::Stretch);
    for (int column = ConnectColumn; column <= TotalColumn; ++column)
        m_list->headerItem()->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    connect(m_list, &QTreeWidget::currentItemChanged, this, [this] { showAttempt(); });
    connect(&m_theme, &Theme::changed, this, [this] { fill(); });
}

QWidget *ForwardsPane::buildLegs() {
    auto *below = new QWidget(this);
    m_error = new PlainLabel(below);
    m_error->setWordWrap(true);
    m_error->setContentsMargins(Margin, 6, Margin, 6);
    m_error->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_side = new SegmentedSwitch(m_theme, {tr("Sent"), tr("Received")}, below);
    m_side->setAccessibleName(tr("Which message of the attempt is shown"));
    m_request = new MessagePane(m_theme, MessagePane::Side::Request, below);
    m_response = new MessagePane(m_theme, MessagePane::Side::Response, below);
    m_legs = new QStackedWidget(below);
    m_legs->addWidget(m_request);
    m_legs->addWidget(m_response);
    connect(m_side, &SegmentedSwitch::chosen, this, [this](int side) {
        m_wantedSide = side;
        m_legs->setCurrentIndex(side);
    });
    connect(m_request, &MessagePane::statusMessage, this, &ForwardsPane::statusMessage);
    connect(m_response, &MessagePane::statusMessage, this, &ForwardsPane::statusMessage);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(Margin, 5, Margin, 0);
    bar->addWidget(m_side);
    bar->addStretch(1);
    auto *layout = new QVBoxLayout(below);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(horizontalLine(m_theme, below));
    layout->addWidget(m_error);
    layout->addLayout(bar);
    layout->addWidget(m_legs, 1);
    return below;
}

void ForwardsPane::setEvent(const flow::EventPtr &event) {
    const bool isSame = m_event && event && m_event->id == event->id;
    const int before = m_list->indexOfTopLevelItem(m_list->currentItem());
    const bool wasLast = before == m_list->topLevelItemCount() - 1;
    m_event = event;
    fill();
    const int last = m_list->topLevelItemCount() - 1;
    m_list->setCurrentItem(m_list->topLevelItem(isSame && !wasLast ? before : last));
    showAttempt();
}

void ForwardsPane::fill() {
    const QSignalBlocker quiet(m_list);
    const int current = m_list->indexOfTopLevelItem(m_list->currentItem());
    m_list->clear();
    if (m_event) {
        for (const Attempt &attempt : m_event->attempts) {
            auto *item = new QTreeWidgetItem(m_list);
            item->setText(TimeColumn, shortLocalTime(attempt.startedAt));
            item->setText(WhyColumn, whyText(attempt));
            item->setText(TargetColumn, printable(attempt.url, 400));
            item->setText(OutcomeColumn, attemptOutcome(attempt));
            const auto &t = attempt.timings;
            int column = ConnectColumn;
            for (const qint64 us : {t.connectUs, t.tlsUs, t.firstByteUs, t.totalUs}) {
                item->setText(column, stepText(us));
                item->setTextAlignment(column++, Qt::AlignRight | Qt::AlignVCenter);
            }
            const bool failed = attempt.error || attempt.isLate || attempt.response->status >= 400;
            item->setForeground(OutcomeColumn, m_theme.color(failed ? Role::Invalid : Role::Valid));
        }
    }
    m_list->setCurrentItem(m_list->topLevelItem(current));
    m_pages->setCurrentIndex(m_list->topLevelItemCount() > 0 ? 1 : 0);
}

void ForwardsPane::showAttempt() {
    const int index = m_list->indexOfTopLevelItem(m_list->currentItem());
    if (!m_event || index < 0)
        return;
    const Attempt &attempt = m_event->attempts[std::size_t(index)];
    QStringList words;
    if (attempt.error)
        words.append(errorText(*attempt.error));
    if (attempt.isLate)
        words.append(tr("This answer came when another one had gone out already; Twilio did not see it."));
    if (!attempt.redirects.empty())
        words.append(tr("%n redirect(s) followed, the first from %1", nullptr, int(attempt.redirects.size()))
                         .arg(printable(attempt.redirects.front(), 200)));
    setInk(m_error, m_theme, attempt.error || attempt.isLate ? Role::Invalid : Role::Muted);
    m_error->setText(words.join(u'\n'));
    m_error->setVisible(!words.isEmpty());
    const flow::EventPtr shown = eventOf(attempt, m_event->peer);
    m_request->setEvent(attempt.request.head().isEmpty() ? nullptr : shown);
    m_response->setEvent(attempt.response ? shown : nullptr);
    const int side = attempt.response ? m_wantedSide : 0;
    m_side->setCurrent(side);
    m_legs->setCurrentIndex(side);
}

} // namespace offhook::ui
