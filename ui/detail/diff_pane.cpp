#include "ui/detail/diff_pane.h"

#include "ui/detail/body_view.h"
#include "ui/detail/diff_delegate.h"
#include "ui/detail/styling.h"
#include "ui/util/error_text.h"
#include "ui/util/text_format.h"
#include "ui/widgets/plain_label.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace offhook::ui {

using namespace Qt::StringLiterals;

DiffPane::DiffPane(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_job(this, [this](std::vector<flow::DiffLine> lines) { display(std::move(lines)); }) {
    auto *head = new QWidget(this);
    m_title = new PlainLabel(head);
    setInk(m_title, theme, Role::Muted);
    m_withSame = new QCheckBox(tr("Show what is the &same too"), head);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(12, 6, 12, 4);
    row->addWidget(m_title, 1);
    row->addWidget(m_withSame);
    m_nothing = new PlainLabel(tr("These two events do not differ."), this);
    m_nothing->setAlignment(Qt::AlignCenter);
    setInk(m_nothing, theme, Role::Muted);
    m_nothing->hide();
    createTable();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(head);
    layout->addWidget(m_nothing, 1);
    layout->addWidget(m_table, 1);
    connect(m_withSame, &QCheckBox::toggled, m_model, &DiffModel::setWithSame);
    connect(m_model, &DiffModel::modelReset, this, [this] {
        m_nothing->setVisible(m_model->rowCount() == 0);
        m_table->setVisible(m_model->rowCount() > 0);
    });
}

void DiffPane::createTable() {
    m_model = new DiffModel(this);
    m_table = new QTableView(this);
    m_table->setModel(m_model);
    m_table->setItemDelegate(new DiffDelegate(m_theme, m_table));
    m_table->setAccessibleName(tr("Differences"));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->horizontalHeader()->setSectionResizeMode(DiffModel::Name, QHeaderView::Interactive);
    m_table->horizontalHeader()->setSectionResizeMode(DiffModel::Before, QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(DiffModel::After, QHeaderView::Stretch);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->resizeSection(DiffModel::Name, 220);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(DiffDelegate::RowHeight);
    m_table->installEventFilter(this);
    connect(&m_theme, &Theme::changed, m_table, [this] { m_table->viewport()->update(); });
}

void DiffPane::setSession(Session *session) {
    m_session = session;
    setEvents(0, 0);
}

void DiffPane::setEvents(EventId one, EventId other) {
    const std::array<EventId, 2> ids{std::min(one, other), std::max(one, other)};
    if (std::exchange(m_ids, ids) == ids)
        return;
    m_job.cancel();
    m_model->setLines({});
    m_nothing->hide();
    m_title->setText(ids[0] == 0 ? QString() : tr("#%1 and #%2").arg(grouped(ids[0]), grouped(ids[1])));
    if (ids[0] == 0 || m_session == nullptr || m_session->events() == nullptr)
        return;
    m_session->events()->events({ids[0], ids[1]}, this, [this, ids](const Result<std::vector<flow::EventPtr>> &events) {
        if (ids != m_ids)
            return;
        if (!events || events->size() != 2)
            return m_title->setText(events ? tr("One of the two is gone.") : errorText(events.error()));
        m_job.start(
            [before = (*events)[0], after = (*events)[1]](const CancelFlag &) { return flow::diff(*before, *after); });
    });
}

void DiffPane::display(std::vector<flow::DiffLine> lines) {
    m_model->setLines(std::move(lines));
    m_title->setText(
        tr("#%1 and #%2 · %3")
            .arg(grouped(m_ids[0]), grouped(m_ids[1]), tr("%n differences", nullptr, m_model->differences())));
}

bool DiffPane::eventFilter(QObject *watched, QEvent *event) {
    if (event->type() != QEvent::KeyPress || !static_cast<QKeyEvent *>(event)->matches(QKeySequence::Copy))
        return QWidget::eventFilter(watched, event);
    copySelected();
    return true;
}

// As a patch would have it: "-name=before", "+name=after".
void DiffPane::copySelected() {
    QByteArray text;
    for (const QModelIndex &row : m_table->selectionModel()->selectedRows()) {
        if (row.data(DiffModel::HeadingRole).toBool())
            continue;
        const auto change = flow::Change(row.data(DiffModel::ChangeRole).toInt());
        const QByteArray name = row.data(DiffModel::BytesRole).toByteArray();
        const auto add = [&](char sign, int column) {
            const QByteArray value = row.siblingAtColumn(column).data(DiffModel::BytesRole).toByteArray();
            text += sign + (name.isEmpty() ? value : QByteArray(name + '=' + value)) + '\n';
        };
        if (change != flow::Change::Added)
            add(change == flow::Change::Same ? ' ' : '-', DiffModel::Before);
        if (change == flow::Change::Added || change == flow::Change::Changed)
            add('+', DiffModel::After);
    }
    if (text.isEmpty())
        return;
    BodyView::copyBytes(text);
    Q_EMIT statusMessage(tr("The differences are copied"));
}

} // namespace offhook::ui
