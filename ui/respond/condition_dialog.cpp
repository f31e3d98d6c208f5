#include "ui/respond/condition_dialog.h"

#include "core/twilio/parameters.h"
#include "core/twilio/webhook_kind.h"
#include "ui/detail/styling.h"
#include "ui/util/error_text.h"
#include "ui/widgets/plain_label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

QComboBox *kindChoice(QWidget *parent) {
    auto *choice = new QComboBox(parent);
    choice->addItem(ConditionDialog::tr("any message"), u"messages"_s);
    choice->addItem(ConditionDialog::tr("anything of a call"), u"voice"_s);
    choice->addItem(ConditionDialog::tr("any status of a message"), u"message-status"_s);
    choice->addItem(ConditionDialog::tr("anything of Conversations"), u"conversations"_s);
    choice->insertSeparator(choice->count());
    for (const twilio::KindInfo &kind : twilio::allKinds())
        choice->addItem(kindLabel(kind.kind), QString::fromLatin1(kind.name));
    return choice;
}

QComboBox *verdictChoice(QWidget *parent) {
    auto *choice = new QComboBox(parent);
    choice->addItem(ConditionDialog::tr("valid"), u"valid"_s);
    choice->addItem(ConditionDialog::tr("invalid"), u"invalid"_s);
    choice->addItem(ConditionDialog::tr("not there"), u"unsigned"_s);
    choice->addItem(ConditionDialog::tr("unchecked, for want of a key"), u"unchecked"_s);
    return choice;
}

void choose(QComboBox *choice, const QString &value) {
    if (value.isEmpty())
        return;
    if (choice->findData(value) < 0)
        choice->addItem(value, value);
    choice->setCurrentIndex(choice->findData(value));
}

} // namespace

ConditionDialog::ConditionDialog(
    const Theme &theme, const ConditionParts &parts, const ConditionParts &chosen, QWidget *parent)
    : QDialog(parent)
    , m_theme(theme) {
    setWindowTitle(tr("Which requests"));
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 14, 16, 14);
    layout->setSpacing(12);
    auto *intro = new PlainLabel(tr("The rule answers a request when all of this holds:"), this);
    setInk(intro, theme, Role::Muted);
    layout->addWidget(intro);
    layout->addLayout(grid);
    addLine(tr("It is"), &ConditionParts::kind, parts, chosen, kindChoice(this));
    addLine(tr("From is"), &ConditionParts::from, parts, chosen, nullptr);
    addLine(tr("To is"), &ConditionParts::to, parts, chosen, nullptr);
    addLine(tr("The path is"), &ConditionParts::path, parts, chosen, nullptr);
    addParameterLine(parts, chosen);
    addLine(tr("The text contains"), &ConditionParts::body, parts, chosen, nullptr);
    addLine(tr("The signature is"), &ConditionParts::verdict, parts, chosen, verdictChoice(this));
    auto *hint =
        new PlainLabel(tr("A * stands for anything: +1415*. With nothing chosen every request is meant."), this);
    hint->setWordWrap(true);
    setInk(hint, theme, Role::Muted);
    layout->addWidget(hint);
    m_filter = new PlainLabel(this);
    m_filter->setWordWrap(true);
    m_filter->setFont(theme.mono());
    m_filter->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addWidget(m_filter);
    layout->addStretch(1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    makePrimary(buttons->button(QDialogButtonBox::Ok));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    resize(440, sizeHint().height());
    showFilter();
}

void ConditionDialog::addLine(const QString &label, QString ConditionParts::*part, const ConditionParts &parts,
    const ConditionParts &chosen, QComboBox *choice) {
    auto *grid = static_cast<QGridLayout *>(layout()->itemAt(1)->layout());
    Line line;
    line.part = part;
    line.isIn = new QCheckBox(label, this);
    line.isIn->setChecked(!(chosen.*part).isEmpty());
    line.choice = choice;
    QWidget *field = choice;
    if (choice != nullptr) {
        choose(choice, parts.*part);
        connect(choice, &QComboBox::activated, line.isIn, [box = line.isIn] { box->setChecked(true); });
        connect(choice, &QComboBox::currentIndexChanged, this, [this] { showFilter(); });
    } else {
        line.text = new QLineEdit(parts.*part, this);
        connect(line.text, &QLineEdit::textEdited, line.isIn,
            [box = line.isIn](const QString &text) { box->setChecked(!text.trimmed().isEmpty()); });
        connect(line.text, &QLineEdit::textChanged, this, [this] { showFilter(); });
        field = line.text;
    }
    field->setAccessibleName(label);
    connect(line.isIn, &QCheckBox::toggled, this, [this] { showFilter(); });
    const int row = grid->rowCount();
    grid->addWidget(line.isIn, row, 0);
    grid->addWidget(field, row, 1);
    m_lines.push_back(line);
}

void ConditionDialog::addParameterLine(const ConditionParts &parts, const ConditionParts &chosen) {
    auto *grid = static_cast<QGridLayout *>(layout()->itemAt(1)->layout());
    m_parameterIsIn = new QCheckBox(tr("The parameter"), this);
    m_parameterIsIn->setChecked(!chosen.parameter.isEmpty());
    m_parameter = new QComboBox(this);
    m_parameter->setEditable(true);
    m_parameter->setInsertPolicy(QComboBox::NoInsert);
    for (const QByteArray &name : twilio::parameterNames()) {
        if (!name.contains('{') && !name.contains('*'))
            m_parameter->addItem(QString::fromUtf8(name));
    }
    m_parameter->setEditText(parts.parameter);
    m_parameter->setMinimumContentsLength(8);
    m_parameter->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_parameter->setAccessibleName(tr("Name of the parameter"));
    m_value = new QLineEdit(parts.value, this);
    m_value->setPlaceholderText(tr("value"));
    m_value->setAccessibleName(tr("Value of the parameter"));
    connect(m_value, &QLineEdit::textEdited, m_parameterIsIn,
        [this](const QString &text) { m_parameterIsIn->setChecked(!text.isEmpty()); });
    connect(m_value, &QLineEdit::textChanged, this, [this] { showFilter(); });
    connect(m_parameter, &QComboBox::editTextChanged, this, [this] { showFilter(); });
    connect(m_parameterIsIn, &QCheckBox::toggled, this, [this] { showFilter(); });
    auto *both = new QHBoxLayout;
    both->setSpacing(6);
    both->addWidget(m_parameter, 1);
    both->addWidget(new PlainLabel(tr("is"), this));
    both->addWidget(m_value, 1);
    const int row = grid->rowCount();
    grid->addWidget(m_parameterIsIn, row, 0);
    grid->addLayout(both, row, 1);
}

ConditionParts ConditionDialog::parts() const {
    ConditionParts made;
    for (const Line &line : m_lines) {
        if (line.isIn->isChecked())
            made.*line.part =
                line.choice != nullptr ? line.choice->currentData().toString() : line.text->text().trimmed();
    }
    if (m_parameterIsIn->isChecked()) {
        made.parameter = m_parameter->currentText().trimmed();
        made.value = m_value->text().trimmed();
    }
    return made;
}

void ConditionDialog::showFilter() {
    if (m_filter == nullptr)
        return;
    const QString text = conditionText(parts());
    m_filter->setText(text.isEmpty() ? tr("every request") : text);
}

} // namespace offhook::ui
