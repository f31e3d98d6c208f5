#include "ui/event_controller.h"

#include "ui/detail/detail_pane.h"
#include "ui/events/event_table_view.h"
#include "ui/util/text_format.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QMessageBox>

#include <algorithm>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

// A filter term for a value: quoted, with quotes and backslashes escaped.
QString term(const QString &key, const QByteArray &value) {
    QString text = QString::fromUtf8(value);
    text.replace(u'\\', "\\\\"_L1).replace(u'"', "\\\""_L1);
    return key + u":\""_s + text + u'"';
}

} // namespace

EventController::EventController(
    Session &session, Actions &actions, EventTableModel &model, EventTableView &table, DetailPane &detail)
    : QObject(&table)
    , m_session(session)
    , m_actions(actions)
    , m_model(model)
    , m_table(table)
    , m_detail(detail) {
    connect(actions.mark, &QAction::triggered, this, [this] { toggleMark(); });
    connect(actions.note, &QAction::triggered, this, [this] { m_detail.editNote(); });
    connect(actions.copyRows, &QAction::triggered, this, [this] { copyRows(); });
    connect(actions.makeRule, &QAction::triggered, this, &EventController::ruleAsked);
    connect(actions.removeEvents, &QAction::triggered, this, [this] { remove(); });
    connect(&table, &EventTableView::contextMenuAsked, this, [this](const QPoint &position) { showMenu(position); });
    connect(table.selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] { update(); });
    // The table's own keys: elsewhere Ctrl+C and Delete belong to the text under the caret.
    for (QAction *action : {actions.copyCurl, actions.copyRows, actions.removeEvents})
        action->setShortcutContext(Qt::WidgetShortcut);
    table.addActions({actions.copyCurl, actions.copyRows, actions.removeEvents});
    actions.copyCurl->setShortcut(QKeySequence::Copy);
    actions.copyRows->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+C")));
}

void EventController::update() {
    const bool any = m_table.currentEvent() != 0;
    const bool writable = m_session.events() != nullptr && m_session.events()->isWritable();
    for (QAction *action : {m_actions.mark, m_actions.note, m_actions.removeEvents, m_actions.makeRule})
        action->setEnabled(any && writable);
    for (QAction *action : {m_actions.copyCurl, m_actions.copyRows})
        action->setEnabled(any);
    m_actions.replay->setEnabled(m_session.events() != nullptr);
    m_actions.editReplay->setEnabled(any);
    const flow::EventSummary *summary = m_model.summaryAt(m_model.rowOf(m_table.currentEvent()));
    m_actions.mark->setChecked(summary != nullptr && summary->flags.testFlag(flow::EventFlag::Marked));
}

void EventController::toggleMark() {
    if (m_session.events() == nullptr || m_table.currentEvent() == 0)
        return;
    m_session.events()->setMarked(m_table.selectedEvents(), m_actions.mark->isChecked());
}

void EventController::copyRows() {
    QStringList lines;
    std::vector<EventId> ids = m_table.selectedEvents();
    std::sort(ids.begin(), ids.end());
    for (const EventId id : ids) {
        const int row = m_model.rowOf(id);
        QStringList cells;
        for (int column = 0; column < m_model.columnCount(); ++column) {
            if (!m_table.isColumnHidden(column))
                cells.append(m_model.index(row, column).data(Qt::DisplayRole).toString());
        }
        lines.append(cells.join(u'\t'));
    }
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

void EventController::remove() {
    const std::vector<EventId> ids = m_table.selectedEvents();
    if (ids.empty() || m_session.events() == nullptr)
        return;
    QMessageBox box(QMessageBox::Question, tr("Delete events"),
        ids.size() == 1 ? tr("Delete this event for good?")
                        : tr("Delete these %1 events for good?").arg(grouped(qint64(ids.size()))),
        QMessageBox::Cancel, &m_table);
    box.setTextFormat(Qt::PlainText);
    box.addButton(tr("Delete"), QMessageBox::DestructiveRole);
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    if (box.standardButton(box.clickedButton()) == QMessageBox::Cancel || box.clickedButton() == nullptr)
        return;
    m_session.events()->remove(ids, this, [](const Result<qint64> &) {});
}

void EventController::showMenu(const QPoint &position) {
    QMenu menu(&m_table);
    menu.addActions({m_actions.replay, m_actions.editReplay});
    menu.addSeparator();
    menu.addActions({m_actions.mark, m_actions.note, m_actions.copyRows});
    if (m_copyMenu != nullptr)
        menu.addMenu(m_copyMenu);
    menu.addAction(m_actions.share);
    menu.addSeparator();
    if (const flow::EventSummary *summary = m_model.summaryAt(m_model.rowOf(m_table.currentEvent()))) {
        const auto add = [&](const QString &text, const QString &key, const QByteArray &value) {
            if (!value.isEmpty())
                connect(menu.addAction(text), &QAction::triggered, this,
                    [this, filter = term(key, value)] { Q_EMIT filterAsked(filter); });
        };
        add(tr("Filter: same from"), u"from"_s, summary->from);
        add(tr("Filter: same to"), u"to"_s, summary->to);
        add(tr("Filter: same kind"), u"kind"_s, summary->kindName);
        add(tr("Filter: same SID"), u"sid"_s, summary->sid);
        add(tr("Filter: same rule"), u"rule"_s, summary->rule.toUtf8());
    }
    menu.addSeparator();
    menu.addAction(m_actions.makeRule);
    menu.addSeparator();
    menu.addAction(m_actions.removeEvents);
    menu.exec(position);
}

} // namespace offhook::ui
