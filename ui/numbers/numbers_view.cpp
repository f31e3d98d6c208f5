#include "ui/numbers/numbers_view.h"

#include "ui/detail/styling.h"
#include "ui/numbers/numbers_table.h"
#include "ui/util/text_format.h"
#include "ui/widgets/plain_label.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QTableView>
#include <QVBoxLayout>

namespace offhook::ui {

using namespace Qt::StringLiterals;

NumbersView::NumbersView(NumbersModel &model, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_model(model) {
    m_shown.setSourceModel(&model);
    m_shown.setFilterRole(NumbersModel::SearchRole);
    m_shown.setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_shown.setSortCaseSensitivity(Qt::CaseInsensitive);
    m_search = new QLineEdit(this);
    m_search->setPlaceholderText(tr("Search number, name, SID or URL"));
    m_search->setAccessibleName(tr("Search numbers"));
    m_search->addAction(theme.icon(u"search"_s, Role::Muted), QLineEdit::LeadingPosition);
    m_search->setClearButtonEnabled(true);
    m_all = new QCheckBox(tr("&All shown"), this);
    m_count = new PlainLabel(this);
    setInk(m_count, theme, Role::Muted);
    createTable(theme);
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(m_search, 1);
    row->addWidget(m_all);
    row->addWidget(m_count);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addLayout(row);
    layout->addWidget(m_table, 1);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_shown.setFilterFixedString(text.trimmed());
        showTicks();
    });
    connect(m_all, &QCheckBox::clicked, this, [this] { tickShown(m_all->checkState() != Qt::Unchecked); });
    connect(&model, &NumbersModel::tickedChanged, this, &NumbersView::showTicks);
    showTicks();
}

void NumbersView::createTable(const Theme &theme) {
    m_table = new QTableView(this);
    m_table->setModel(&m_shown);
    setUpNumbersTable(*m_table, tr("Phone numbers, TwiML apps and Messaging Services"), theme);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->installEventFilter(this);
    m_table->setSortingEnabled(true);
    m_shown.sort(-1); // as the account has them, until a header is clicked
    QHeaderView *header = m_table->horizontalHeader();
    header->setSortIndicator(-1, Qt::AscendingOrder);
    header->setSectionsClickable(true);
    header->resizeSection(NumbersModel::Name, 280);
    header->setSectionResizeMode(NumbersModel::Calls, QHeaderView::Stretch);
    header->setSectionResizeMode(NumbersModel::Messages, QHeaderView::Stretch);
    header->resizeSection(NumbersModel::State, 150);
}

// Space ticks all that is selected, as the box of the first says.
bool NumbersView::eventFilter(QObject *watched, QEvent *event) {
    if (event->type() != QEvent::KeyPress || static_cast<QKeyEvent *>(event)->key() != Qt::Key_Space)
        return QWidget::eventFilter(watched, event);
    toggleSelected();
    return true;
}

void NumbersView::toggleSelected() {
    const QModelIndexList rows = m_table->selectionModel()->selectedRows(NumbersModel::Name);
    if (rows.isEmpty())
        return;
    tick(rows, rows.constFirst().data(Qt::CheckStateRole).toInt() != Qt::Checked);
}

void NumbersView::tickShown(bool ticked) {
    QModelIndexList rows;
    for (int row = 0; row < m_shown.rowCount(); ++row)
        rows.append(m_shown.index(row, NumbersModel::Name));
    tick(rows, ticked);
}

// At once: each change of the ticks makes a new plan.
void NumbersView::tick(const QModelIndexList &rows, bool ticked) {
    std::vector<QByteArray> sids;
    for (const QModelIndex &row : rows)
        sids.push_back(row.data(NumbersModel::SidRole).toByteArray());
    if (!m_model.isLocked())
        m_model.setTicked(sids, ticked);
    showTicks();
}

void NumbersView::showTicks() {
    const int shown = m_shown.rowCount();
    int ticked = 0;
    for (int row = 0; row < shown; ++row) {
        if (m_shown.index(row, NumbersModel::Name).data(Qt::CheckStateRole).toInt() == Qt::Checked)
            ++ticked;
    }
    m_all->setEnabled(shown > 0);
    m_all->setCheckState(ticked == 0 ? Qt::Unchecked : ticked == shown ? Qt::Checked : Qt::PartiallyChecked);
    const int all = m_model.rowCount();
    m_count->setText(shown == all ? grouped(all) : tr("%1 of %2").arg(grouped(shown), grouped(all)));
}

} // namespace offhook::ui
