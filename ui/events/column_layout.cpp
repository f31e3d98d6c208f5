#include "ui/events/column_layout.h"

#include "ui/events/event_columns.h"
#include "ui/events/event_delegate.h"
#include "ui/util/text_format.h"

#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMenu>
#include <QScopedValueRollback>
#include <QTableView>

#include <algorithm>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr int MostWidth = 4000;
constexpr int Slack = 6;      // beyond the sample, given up first
constexpr int MarkRoom = 8;   // beside the number, for the mark
constexpr int LeastPill = 24; // and the short title over it

} // namespace

ColumnLayout::ColumnLayout(QTableView &table, const Theme &theme)
    : QObject(&table)
    , m_table(table)
    , m_theme(theme) {
    createMenu();
    reset();
    connect(table.horizontalHeader(), &QHeaderView::sectionResized, this,
        [this](int column, int, int width) { resizedByHand(column, width); });
}

void ColumnLayout::createMenu() {
    m_menu = new QMenu(tr("&Columns"), &m_table);
    for (int column = 0; column < int(eventColumns().size()); ++column) {
        QAction *action = m_menu->addAction(columnTitle(eventColumns()[std::size_t(column)]));
        action->setCheckable(true);
        connect(action, &QAction::triggered, this, [this, column](bool shown) {
            setShown(column, shown);
            fit();
        });
        m_actions.push_back(action);
    }
    m_menu->addSeparator();
    connect(m_menu->addAction(tr("&Reset columns")), &QAction::triggered, this, [this] {
        reset();
        fit();
    });
}

void ColumnLayout::reset() {
    QHeaderView *header = m_table.horizontalHeader();
    m_wanted.clear();
    for (int column = 0; column < int(eventColumns().size()); ++column) {
        const EventColumn &spec = eventColumns()[std::size_t(column)];
        m_wanted.push_back(firstWidth(column));
        header->moveSection(header->visualIndex(column), column);
        setShown(column, spec.shown);
    }
}

int ColumnLayout::widthFor(int column, const QString &sample) const {
    constexpr int Sides = 2 * EventDelegate::Padding;
    const EventColumn &spec = eventColumns()[std::size_t(column)];
    switch (spec.cell) {
    case Cell::Number:
        return textWidth(m_theme.mono(), sample) + Sides + MarkRoom;
    case Cell::Mono:
    case Cell::MutedMono:
        return textWidth(m_theme.mono(), sample) + Sides;
    case Cell::Kind:
        return textWidth(m_theme.font(), sample) + EventDelegate::IconSide + EventDelegate::IconGap + Sides;
    case Cell::Verdict:
        return std::max(pillWidth({sample}, m_theme), LeastPill) + Sides;
    default:
        return textWidth(m_theme.font(), sample) + Sides;
    }
}

int ColumnLayout::firstWidth(int column) const {
    const EventColumn &spec = eventColumns()[std::size_t(column)];
    const int title = textWidth(m_theme.font(-1), columnTitle(spec)) + 2 * EventDelegate::Padding;
    return std::max(widthFor(column, QString::fromUtf8(spec.sample)) + Slack, title);
}

void ColumnLayout::setLargestId(EventId id) {
    // In steps of a digit, and never narrower: the column must not jump.
    const int column = eventColumn("number"_L1);
    const int width = widthFor(column, grouped(id)) + Slack;
    if (width <= m_wanted[std::size_t(column)])
        return;
    m_wanted[std::size_t(column)] = width;
    fit();
}

void ColumnLayout::setShown(int column, bool shown) {
    int visible = 0;
    for (int other = 0; other < int(m_actions.size()); ++other)
        visible += other != column && !m_table.isColumnHidden(other) ? 1 : 0;
    // The last column stays: an empty header has nothing to bring the others back with.
    const bool show = shown || visible == 0;
    // Showing gives the section its default size, which is nobody's wish.
    const QScopedValueRollback fitting(m_fitting, true);
    m_table.setColumnHidden(column, !show);
    m_actions[std::size_t(column)]->setChecked(show);
}

void ColumnLayout::resizedByHand(int column, int width) {
    if (m_fitting || width == 0)
        return;
    m_wanted[std::size_t(column)] = width;
    // Not while the mouse drags: the section under it must follow the mouse.
    QMetaObject::invokeMethod(this, &ColumnLayout::fit, Qt::QueuedConnection);
}

void ColumnLayout::fit() {
    const QScopedValueRollback fitting(m_fitting, true);
    const int summary = eventColumn("summary"_L1);
    std::vector<int> widths = m_wanted;
    int rest = m_table.viewport()->width();
    for (int column = 0; column < int(widths.size()); ++column) {
        if (column != summary && !m_table.isColumnHidden(column))
            rest -= widths[std::size_t(column)];
    }
    if (!m_table.isColumnHidden(summary)) {
        for (const Squeeze &step : squeezes()) {
            int &width = widths[std::size_t(step.column)];
            const int most = width - widthFor(step.column, step.sample);
            // A pill is whole or a glyph; all else gives only what is needed.
            const bool whole = eventColumns()[std::size_t(step.column)].cell == Cell::Verdict;
            if (m_table.isColumnHidden(step.column) || rest >= step.room || most <= 0)
                continue;
            const int give = whole ? most : std::min(most, step.room - rest);
            width -= give;
            rest += give;
        }
        widths[std::size_t(summary)] = std::max(rest, SummaryLeast);
    }
    for (int column = 0; column < int(widths.size()); ++column) {
        if (!m_table.isColumnHidden(column) && m_table.columnWidth(column) != widths[std::size_t(column)])
            m_table.setColumnWidth(column, widths[std::size_t(column)]);
    }
}

QByteArray ColumnLayout::save() const {
    QHeaderView *header = m_table.horizontalHeader();
    QJsonArray columns;
    for (int visual = 0; visual < header->count(); ++visual) {
        const int column = header->logicalIndex(visual);
        columns.append(QJsonObject{{u"name"_s, QLatin1StringView(eventColumns()[std::size_t(column)].name)},
            {u"width"_s, m_wanted[std::size_t(column)]}, {u"shown"_s, !m_table.isColumnHidden(column)}});
    }
    return QJsonDocument(QJsonObject{{u"columns"_s, columns}}).toJson(QJsonDocument::Compact);
}

void ColumnLayout::restore(const QByteArray &state) {
    const QJsonArray columns = QJsonDocument::fromJson(state).object().value("columns"_L1).toArray();
    QHeaderView *header = m_table.horizontalHeader();
    int visual = 0;
    for (const QJsonValue &value : columns) {
        const int column = eventColumn(QLatin1StringView(value["name"_L1].toString().toLatin1()));
        if (column < 0)
            continue;
        header->moveSection(header->visualIndex(column), visual++);
        m_wanted[std::size_t(column)] =
            std::clamp(value["width"_L1].toInt(m_wanted[std::size_t(column)]), header->minimumSectionSize(), MostWidth);
        setShown(column, value["shown"_L1].toBool(true));
    }
    fit();
}

} // namespace offhook::ui
