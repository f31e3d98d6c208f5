#include "ui/numbers/conflicts_dialog.h"

#include "ui/detail/styling.h"
#include "ui/numbers/numbers_delegate.h"
#include "ui/numbers/numbers_table.h"
#include "ui/widgets/plain_label.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace offhook::ui {

ConflictsDialog::ConflictsDialog(const Theme &theme, const std::vector<account::LeaseStep> &steps, QWidget *parent)
    : QDialog(parent)
    , m_model(theme) {
    setWindowTitle(tr("Changed by somebody else"));
    m_model.setSteps(steps);
    auto *words = new PlainLabel(
        tr("These settings are neither what Offhook set nor what was there before: somebody else changed them since. "
           "Nothing of theirs was touched. What you tick goes back to what it was before Offhook; the rest stays as it "
           "is now, and Offhook lets go of it."),
        this);
    words->setWordWrap(true);
    auto *table = new QTableView(this);
    table->setModel(&m_model);
    setUpNumbersTable(*table, tr("Settings that somebody else changed"), theme);
    table->horizontalHeader()->resizeSection(ConflictsModel::Name, 200);
    table->horizontalHeader()->resizeSection(ConflictsModel::Setting, 130);
    table->horizontalHeader()->setSectionResizeMode(ConflictsModel::Ours, QHeaderView::Stretch);
    table->horizontalHeader()->setSectionResizeMode(ConflictsModel::Now, QHeaderView::Stretch);
    auto *buttons = new QDialogButtonBox(this);
    auto *later = buttons->addButton(tr("Decide &later"), QDialogButtonBox::RejectRole);
    later->setAutoDefault(false);
    m_apply = buttons->addButton(QString(), QDialogButtonBox::AcceptRole);
    makePrimary(m_apply);
    m_apply->setDefault(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addWidget(words);
    layout->addWidget(table, 1);
    layout->addWidget(buttons);
    resize(900, 420);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(&m_model, &ConflictsModel::dataChanged, this, &ConflictsDialog::showButton);
    showButton();
    table->setFocus();
}

void ConflictsDialog::showButton() {
    const std::size_t ticked = m_model.ticked().size();
    const std::size_t others = m_model.others().size();
    m_apply->setText(ticked == 0   ? tr("&Leave all as they are")
                     : others == 0 ? tr("&Restore all")
                                   : tr("&Restore %1, leave %2").arg(QString::number(ticked), QString::number(others)));
}

} // namespace offhook::ui
