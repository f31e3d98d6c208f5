#include "ui/numbers/plan_view.h"

#include "ui/detail/styling.h"
#include "ui/numbers/numbers_table.h"
#include "ui/widgets/plain_label.h"

#include <QCheckBox>
#include <QHeaderView>
#include <QTableView>
#include <QVBoxLayout>

namespace offhook::ui {

PlanView::PlanView(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(theme) {
    m_summary = new PlainLabel(this);
    m_summary->setFont(theme.font(0, QFont::DemiBold));
    m_summary->setWordWrap(true);
    m_decider = new QCheckBox(tr("Change the TwiML app or Messaging Service that &decides instead"), this);
    m_table = new QTableView(this);
    m_table->setModel(&m_model);
    setUpNumbersTable(*m_table, tr("What will change, before and after"), theme);
    QHeaderView *header = m_table->horizontalHeader();
    header->resizeSection(PlanModel::Name, 130);
    header->resizeSection(PlanModel::Setting, 116);
    header->setSectionResizeMode(PlanModel::Before, QHeaderView::Stretch);
    header->setSectionResizeMode(PlanModel::After, QHeaderView::Stretch);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(m_summary);
    layout->addWidget(m_decider);
    layout->addWidget(m_table, 1);
    connect(m_decider, &QCheckBox::toggled, this, &PlanView::edited);
    setMessage({});
}

void PlanView::setPlan(const account::LeasePlan &plan) {
    m_model.setPlan(plan);
    m_summary->setText(planSummary(plan));
    setInk(m_summary, m_theme, plan.withoutEffect.empty() && plan.alsoMoved.empty() ? Role::Text : Role::Warn);
    // Once ticked it has to stay in reach, though nothing is without effect then.
    m_decider->setVisible(!plan.withoutEffect.empty() || m_decider->isChecked());
}

void PlanView::setMessage(const QString &text) {
    m_model.setPlan({});
    m_summary->setText(text);
    setInk(m_summary, m_theme, Role::Muted);
    m_decider->setVisible(m_decider->isChecked());
}

bool PlanView::changesDecider() const {
    return m_decider->isChecked();
}

QString PlanView::summary() const {
    return m_summary->text();
}

} // namespace offhook::ui
