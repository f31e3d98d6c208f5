#include "ui/events/event_delegate.h"

#include "ui/events/event_columns.h"
#include "ui/events/event_table_model.h"
#include "ui/util/kind_icon.h"
#include "ui/util/text_format.h"

#include <QPainter>

#include <cmath>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;
using flow::EventFlag;

constexpr int PillGap = 4;

PillStyle flagPill(EventFlag flag) {
    const QString text = flagLabel(flag);
    switch (flag) {
    case EventFlag::Malformed:
        return {text, Role::Invalid, Role::InvalidSoft, false};
    case EventFlag::Late:
    case EventFlag::ClientGone:
    case EventFlag::Alert:
    case EventFlag::Held:
    case EventFlag::OutOfOrder:
    case EventFlag::Gap:
    case EventFlag::Contradictory:
        return {text, Role::Warn, Role::WarnSoft, false};
    case EventFlag::Retry:
    case EventFlag::Duplicate:
        return {text, Role::Info, Role::InfoSoft, false};
    default:
        return {text, Role::Muted, Role::Surface, true};
    }
}

// A test of one's own is nothing to look into.
QString glyphOf(EventFlag flag) {
    return flag == EventFlag::Retry ? u"↻"_s : flag == EventFlag::Test ? u"•"_s : u"!"_s;
}

} // namespace

int textWidth(const QFont &font, const QString &text) {
    return int(std::ceil(QFontMetricsF(font).horizontalAdvance(text)));
}

EventDelegate::EventDelegate(const Theme &theme, QObject *parent)
    : QAbstractItemDelegate(parent)
    , m_theme(theme)
    , m_font(theme.font())
    , m_mono(theme.mono()) {}

QSize EventDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const {
    return {0, RowHeight};
}

void EventDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const {
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool alternate = option.features.testFlag(QStyleOptionViewItem::Alternate);
    painter->fillRect(option.rect, m_theme.color(selected    ? Role::Selection
                                                 : alternate ? Role::AlternateRow
                                                             : Role::Surface));
    const EventColumn &column = eventColumns()[std::size_t(index.column())];
    const auto *event = index.data(EventTableModel::SummaryRole).value<const flow::EventSummary *>();
    const QString text = index.data(Qt::DisplayRole).toString();
    const QRect rect = option.rect.adjusted(Padding, 0, -Padding, 0);
    if (column.cell == Cell::Number)
        return drawNumber(*painter, rect, text, event);
    if (event == nullptr)
        return;
    switch (column.cell) {
    case Cell::Text:
        return drawText(*painter, rect, text, m_font, Role::Text);
    case Cell::MutedText:
        return drawText(*painter, rect, text, m_font, Role::Muted);
    case Cell::Mono:
        return drawText(*painter, rect, text, m_mono, Role::Text);
    case Cell::MutedMono:
        return drawText(*painter, rect, text, m_mono, Role::Muted);
    case Cell::Kind:
        return drawKind(*painter, rect, text, *event);
    case Cell::Summary:
        return drawSummary(*painter, rect, text, *event);
    case Cell::Verdict:
        return drawVerdict(*painter, rect, event->verdict);
    case Cell::Response:
        return drawResponse(*painter, rect, *event, index.data(EventTableModel::HeldRole));
    case Cell::Flags:
        drawFlags(*painter, rect, event->flags);
        return;
    case Cell::Number:
        return;
    }
}

void EventDelegate::drawText(QPainter &painter, const QRect &rect, const QString &text, const QFont &font, Role ink,
    Qt::Alignment alignment) const {
    if (text.isEmpty() || rect.width() <= 0)
        return;
    painter.setFont(font);
    painter.setPen(m_theme.color(ink));
    painter.drawText(rect, int(alignment | Qt::AlignVCenter) | int(Qt::TextSingleLine),
        QFontMetrics(font).elidedText(text, Qt::ElideRight, rect.width()));
}

void EventDelegate::drawIcon(QPainter &painter, const QRect &rect, const QString &name, Role role) const {
    m_theme.icon(name, role).paint(&painter, rect);
}

void EventDelegate::drawNumber(
    QPainter &painter, QRect rect, const QString &text, const flow::EventSummary *event) const {
    if (event != nullptr && event->flags.testFlag(EventFlag::Marked))
        drawIcon(painter, QRect(rect.x() - Padding + 2, rect.y() + (rect.height() - 12) / 2, 12, 12), u"bookmark"_s,
            Role::Accent);
    drawText(painter, rect, text, m_mono, Role::Muted, Qt::AlignRight);
}

void EventDelegate::drawKind(
    QPainter &painter, QRect rect, const QString &text, const flow::EventSummary &event) const {
    const bool refused = !event.refusal.isEmpty();
    drawIcon(painter, QRect(rect.x(), rect.y() + (rect.height() - IconSide) / 2, IconSide, IconSide),
        refused ? u"alert"_s : groupIcon(twilio::info(event.kind).group), refused ? Role::Warn : Role::Text);
    rect.adjust(IconSide + IconGap, 0, 0, 0);
    drawText(painter, rect, text, m_font, Role::Text);
}

void EventDelegate::drawSummary(
    QPainter &painter, QRect rect, const QString &text, const flow::EventSummary &event) const {
    if (!event.note.isEmpty()) {
        drawIcon(painter, QRect(rect.right() - 13, rect.y() + (rect.height() - 14) / 2, 14, 14), u"note"_s, Role::Warn);
        rect.adjust(0, 0, -18, 0);
    }
    drawText(painter, rect, text, m_font, Role::Text);
}

// In a narrow column the glyph alone stands for the verdict; the tooltip has the word.
void EventDelegate::drawVerdict(QPainter &painter, const QRect &rect, twilio::Verdict verdict) const {
    PillStyle style = verdictPill(int(verdict));
    if (pillWidth(style, m_theme) > rect.width() + Padding)
        style.text = style.text.left(1);
    paintPill(painter, rect.adjusted(0, 0, Padding, 0), style, m_theme);
}

void EventDelegate::drawResponse(
    QPainter &painter, QRect rect, const flow::EventSummary &event, const QVariant &heldMs) const {
    if (heldMs.isValid()) {
        PillStyle pill{heldLeft(heldMs.toLongLong()), Role::Warn, Role::WarnSoft, false};
        if (pillWidth(pill, m_theme) > rect.width())
            pill.text = secondsLeft(heldMs.toLongLong());
        paintPill(painter, rect, pill, m_theme);
        return;
    }
    const ResponseText text = responseText(event);
    const int answer = textWidth(m_font, text.answer);
    drawText(painter, rect, text.answer, m_font, event.responseStatus >= 400 ? Role::Invalid : Role::Text);
    rect.adjust(answer + 5, 0, 0, 0);
    const int flags = drawFlags(painter, rect, event.flags);
    rect.adjust(0, 0, flags == 0 ? 0 : -flags - PillGap, 0);
    if (textWidth(m_font, text.took) <= rect.width())
        drawText(painter, rect, text.took, m_font, Role::Muted);
}

int EventDelegate::drawFlags(QPainter &painter, const QRect &rect, flow::EventFlags flags) const {
    int taken = 0;
    for (const EventFlag flag : shownFlags()) {
        if (!flags.testFlag(flag))
            continue;
        PillStyle style = flagPill(flag);
        const int room = rect.width() - taken - (taken == 0 ? 0 : PillGap);
        // Where the word has no room its glyph tells that there is something; the tooltip has the words.
        if (pillWidth(style, m_theme) > room)
            style.text = glyphOf(flag);
        const int width = pillWidth(style, m_theme);
        if (width > room)
            break;
        taken = rect.width() - room + width;
        paintPill(painter, QRect(rect.right() + 1 - taken, rect.y(), width, rect.height()), style, m_theme);
    }
    return taken;
}

} // namespace offhook::ui
