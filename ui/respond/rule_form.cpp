#include "ui/respond/rule_form.h"

#include "core/filter/expression.h"
#include "ui/detail/segmented_switch.h"
#include "ui/detail/styling.h"
#include "ui/filter/filter_edit.h"
#include "ui/respond/condition_dialog.h"
#include "ui/respond/rules_model.h"
#include "ui/util/error_text.h"
#include "ui/widgets/plain_label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpressionValidator>
#include <QSpinBox>
#include <QToolButton>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;
using rules::Action;
using rules::Fault;
using std::chrono::milliseconds;

constexpr int Margin = 12;
constexpr int LongestWaitMs = 3'600'000;

const QByteArray StartingBody =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response>\n  <Message>Hello from Offhook</Message>\n</Response>\n";

enum Choice { Automatic, Reply, Sequence, File, Hold };

struct CommonStatus {
    int code;
    const char *words;
};
// The answers a webhook gives in practice; any other can be typed.
constexpr CommonStatus CommonStatuses[] = {
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {307, "Temporary Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {429, "Too Many Requests"},
    {500, "Internal Server Error"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
};

Choice choiceOf(const Action &action) {
    switch (action.type) {
    case Action::Type::Sequence:
        return Sequence;
    case Action::Type::File:
        return File;
    case Action::Type::Hold:
        return Hold;
    case Action::Type::Reply:
        break;
    }
    return action.replies.front().answer.automatic ? Automatic : Reply;
}

QSpinBox *waitBox(QWidget *parent, const QString &name) {
    auto *box = new QSpinBox(parent);
    box->setRange(0, LongestWaitMs);
    box->setSingleStep(100);
    box->setSuffix(RuleForm::tr(" ms"));
    box->setGroupSeparatorShown(true);
    box->setAccessibleName(name);
    box->setButtonSymbols(QAbstractSpinBox::NoButtons);
    return box;
}

} // namespace

class RuleForm::Private {
public:
    Private(RuleForm &form, const Theme &theme)
        : q(form)
        , m_theme(theme) {}

    void build();
    void show(const rules::Rule &rule);
    void setUnfolded(bool on);
    void setReplyIndex(std::size_t index);

    RuleForm &q;
    rules::Rule rule;
    std::size_t replyIndex = 0;
    QWidget *fields = nullptr;
    QToolButton *fold = nullptr;
    QLineEdit *name = nullptr;

private:
    QWidget *buildSummary();
    void buildCondition(QFormLayout *form);
    void buildAction(QFormLayout *form);
    void buildReply(QFormLayout *form);
    void buildSequence(QFormLayout *form);
    void buildFile(QFormLayout *form);
    void buildModifiers(QFormLayout *form);
    void showSummary();
    void showReply();
    void showFault();
    void showProblems();
    void changeAction(int choice);
    void changeCount(int by);
    void editCondition();
    void announce(const QString &field);
    [[nodiscard]] rules::Reply &reply() { return rule.action.replies[replyIndex]; }
    void setRowVisible(QWidget *field, bool visible);

    const Theme &m_theme;
    bool m_loading = false;
    PlainLabel *m_summary = nullptr;
    QFormLayout *m_form = nullptr;
    FilterEdit *m_condition = nullptr;
    QWidget *m_conditionRow = nullptr;
    PlainLabel *m_problem = nullptr;
    QComboBox *m_action = nullptr;
    QCheckBox *m_template = nullptr;
    QWidget *m_replyRow = nullptr;
    QComboBox *m_status = nullptr;
    QComboBox *m_type = nullptr;
    QWidget *m_sequenceRow = nullptr;
    QComboBox *m_step = nullptr;
    QToolButton *m_addStep = nullptr;
    QToolButton *m_removeStep = nullptr;
    QWidget *m_sequenceOptions = nullptr;
    QCheckBox *m_again = nullptr;
    QCheckBox *m_byCaller = nullptr;
    QWidget *m_fileRow = nullptr;
    QLineEdit *m_file = nullptr;
    QSpinBox *m_delay = nullptr;
    QSpinBox *m_delayMost = nullptr;
    QComboBox *m_fault = nullptr;
    QSpinBox *m_faultStatus = nullptr;
    QSpinBox *m_dripBytes = nullptr;
    QSpinBox *m_dripEvery = nullptr;
};

void RuleForm::Private::build() {
    auto *layout = new QVBoxLayout(&q);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(buildSummary());
    fields = new QWidget(&q);
    m_form = new QFormLayout(fields);
    m_form->setContentsMargins(Margin, 2, Margin, 10);
    m_form->setSpacing(6);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    name = new QLineEdit(fields);
    name->setMaxLength(80);
    name->setAccessibleName(RuleForm::tr("Name of the rule"));
    m_form->addRow(RuleForm::tr("&Name"), name);
    QObject::connect(name, &QLineEdit::editingFinished, &q, [this] {
        const QString text = name->text().trimmed();
        if (m_loading || text.isEmpty() || text == rule.name)
            return;
        rule.name = text;
        announce(u"name"_s);
    });
    buildCondition(m_form);
    buildAction(m_form);
    buildFile(m_form);
    buildSequence(m_form);
    buildReply(m_form);
    buildModifiers(m_form);
    layout->addWidget(fields);
    layout->addWidget(horizontalLine(m_theme, &q));
    setUnfolded(false);
}

QWidget *RuleForm::Private::buildSummary() {
    auto *bar = new QWidget(&q);
    fold = new QToolButton(bar);
    fold->setAutoRaise(true);
    fold->setCheckable(true);
    fold->setToolTip(RuleForm::tr("Condition, action, delay and fault of this rule"));
    fold->setAccessibleName(RuleForm::tr("Edit the rule"));
    QObject::connect(fold, &QToolButton::toggled, &q, [this](bool on) { setUnfolded(on); });
    m_summary = new PlainLabel(bar);
    setInk(m_summary, m_theme, Role::Muted);
    m_summary->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(Margin - 6, 3, Margin, 3);
    layout->setSpacing(4);
    layout->addWidget(fold);
    layout->addWidget(m_summary, 1);
    return bar;
}

void RuleForm::Private::buildCondition(QFormLayout *form) {
    m_conditionRow = new QWidget(fields);
    m_condition = new FilterEdit(m_theme, m_conditionRow);
    m_condition->setPlaceholderText(RuleForm::tr("every request"));
    m_condition->setAccessibleName(RuleForm::tr("Condition, in the filter language"));
    QToolButton *words =
        iconButton(m_theme, u"list"_s, RuleForm::tr("Build the condition in plain words…"), m_conditionRow);
    QObject::connect(words, &QToolButton::clicked, &q, [this] { editCondition(); });
    m_problem = new PlainLabel(m_conditionRow);
    m_problem->setWordWrap(true);
    setInk(m_problem, m_theme, Role::Invalid);
    auto *row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(m_condition, 1);
    row->addWidget(words);
    auto *layout = new QVBoxLayout(m_conditionRow);
    layout->setContentsMargins({});
    layout->setSpacing(3);
    layout->addLayout(row);
    layout->addWidget(m_problem);
    form->addRow(RuleForm::tr("&When"), m_conditionRow);
    qobject_cast<QLabel *>(form->labelForField(m_conditionRow))->setBuddy(m_condition);
    QObject::connect(m_condition, &QLineEdit::textChanged, &q, [this](const QString &text) {
        showProblems();
        if (m_loading || !filter::parse(text, 0).ok())
            return;
        rule.condition = text.trimmed();
        announce(u"condition"_s);
    });
}

void RuleForm::Private::buildAction(QFormLayout *form) {
    m_action = new QComboBox(fields);
    m_action->addItems({RuleForm::tr("Answer automatically"), RuleForm::tr("Answer with the text below"),
        RuleForm::tr("Answer in turn: first A, then B"), RuleForm::tr("Answer from a file"),
        RuleForm::tr("Hold, and let me answer")});
    m_action->setAccessibleName(RuleForm::tr("What the rule does"));
    form->addRow(RuleForm::tr("&Then"), m_action);
    QObject::connect(m_action, &QComboBox::activated, &q, [this](int choice) { changeAction(choice); });
}

void RuleForm::Private::buildReply(QFormLayout *form) {
    m_replyRow = new QWidget(fields);
    m_status = new QComboBox(m_replyRow);
    m_status->setEditable(true);
    m_status->setInsertPolicy(QComboBox::NoInsert);
    m_status->setMinimumContentsLength(7);
    m_status->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    for (const CommonStatus &common : CommonStatuses)
        m_status->addItem(QString::number(common.code) + u' ' + QLatin1StringView(common.words), common.code);
    m_status->setValidator(new QRegularExpressionValidator(QRegularExpression(u"[2-5][0-9]{0,2}( .*)?"_s), m_status));
    m_status->setAccessibleName(RuleForm::tr("Status code"));
    m_type = new QComboBox(m_replyRow);
    m_type->setEditable(true);
    m_type->setInsertPolicy(QComboBox::NoInsert);
    m_type->setMinimumContentsLength(8);
    m_type->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_type->addItems({u"text/xml"_s, u"application/json"_s, u"text/plain"_s, u"text/html"_s, u"audio/mpeg"_s});
    // A header's value: visible ASCII and blanks, so that nothing typed here can break the head (RFC 9110, 5.5).
    m_type->setValidator(new QRegularExpressionValidator(QRegularExpression(u"[\\x20-\\x7E]*"_s), m_type));
    m_type->setAccessibleName(RuleForm::tr("Content type"));
    auto *row = new QHBoxLayout(m_replyRow);
    row->setContentsMargins({});
    row->setSpacing(6);
    row->addWidget(m_status, 1);
    row->addWidget(m_type, 1);
    form->addRow(RuleForm::tr("&Status"), m_replyRow);
    qobject_cast<QLabel *>(form->labelForField(m_replyRow))->setBuddy(m_status);
    m_template = new QCheckBox(RuleForm::tr("&Fill in {{From}}, {{#if Body}} …"), fields);
    form->addRow(QString(), m_template);
    QObject::connect(m_status, &QComboBox::currentTextChanged, &q, [this](const QString &text) {
        const int code = QStringView(text).left(3).toInt();
        if (m_loading || code < 200 || code > 599)
            return;
        reply().answer.status = code;
        announce(u"status"_s);
    });
    QObject::connect(m_type, &QComboBox::currentTextChanged, &q, [this](const QString &text) {
        if (m_loading)
            return;
        reply().answer.contentType = text.trimmed().toLatin1();
        announce(u"type"_s);
    });
    QObject::connect(m_template, &QCheckBox::toggled, &q, [this](bool on) {
        if (m_loading)
            return;
        reply().isTemplate = on;
        announce(u"template"_s);
    });
}

void RuleForm::Private::buildSequence(QFormLayout *form) {
    m_sequenceRow = new QWidget(fields);
    m_step = new QComboBox(m_sequenceRow);
    m_step->setAccessibleName(RuleForm::tr("Which answer of the sequence is shown"));
    m_addStep = iconButton(m_theme, u"plus"_s, RuleForm::tr("Add an answer"), m_sequenceRow);
    m_removeStep = iconButton(m_theme, u"minus"_s, RuleForm::tr("Remove this answer"), m_sequenceRow);
    auto *row = new QHBoxLayout(m_sequenceRow);
    row->setContentsMargins({});
    row->setSpacing(4);
    row->addWidget(m_step, 1);
    row->addWidget(m_addStep);
    row->addWidget(m_removeStep);
    form->addRow(RuleForm::tr("S&how"), m_sequenceRow);
    m_sequenceOptions = new QWidget(fields);
    m_again = new QCheckBox(RuleForm::tr("Begin &again after the last"), m_sequenceOptions);
    m_byCaller = new QCheckBox(RuleForm::tr("Every &caller begins with the first"), m_sequenceOptions);
    auto *options = new QVBoxLayout(m_sequenceOptions);
    options->setContentsMargins({});
    options->setSpacing(4);
    options->addWidget(m_again);
    options->addWidget(m_byCaller);
    form->addRow(QString(), m_sequenceOptions);
    QObject::connect(m_step, &QComboBox::activated, &q, [this](int index) { setReplyIndex(std::size_t(index)); });
    QObject::connect(m_addStep, &QToolButton::clicked, &q, [this] { changeCount(1); });
    QObject::connect(m_removeStep, &QToolButton::clicked, &q, [this] { changeCount(-1); });
    const auto option = [this](QCheckBox *box, bool Action::*member) {
        QObject::connect(box, &QCheckBox::toggled, &q, [this, member](bool on) {
            if (m_loading)
                return;
            rule.action.*member = on;
            announce(u"sequence"_s);
        });
    };
    option(m_again, &Action::startsAgain);
    option(m_byCaller, &Action::countsByCaller);
}

void RuleForm::Private::buildFile(QFormLayout *form) {
    m_fileRow = new QWidget(fields);
    m_file = new QLineEdit(m_fileRow);
    m_file->setPlaceholderText(RuleForm::tr("read anew whenever it changes"));
    m_file->setAccessibleName(RuleForm::tr("File"));
    QToolButton *browse = iconButton(m_theme, u"folder"_s, RuleForm::tr("Choose a file…"), m_fileRow);
    auto *row = new QHBoxLayout(m_fileRow);
    row->setContentsMargins({});
    row->setSpacing(4);
    row->addWidget(m_file, 1);
    row->addWidget(browse);
    form->addRow(RuleForm::tr("F&ile"), m_fileRow);
    qobject_cast<QLabel *>(form->labelForField(m_fileRow))->setBuddy(m_file);
    QObject::connect(m_file, &QLineEdit::textEdited, &q, [this](const QString &text) {
        rule.action.file = text;
        announce(u"file"_s);
    });
    QObject::connect(browse, &QToolButton::clicked, &q, [this] {
        const QString path = QFileDialog::getOpenFileName(&q, RuleForm::tr("Answer from a file"), rule.action.file);
        if (path.isEmpty())
            return;
        m_file->setText(path);
        rule.action.file = path;
        announce(u"file"_s);
    });
}

void RuleForm::Private::buildModifiers(QFormLayout *form) {
    auto *delays = new QWidget(fields);
    m_delay = waitBox(delays, RuleForm::tr("Delay, at least"));
    m_delayMost = waitBox(delays, RuleForm::tr("Delay, at most"));
    m_delayMost->setSpecialValueText(RuleForm::tr("fixed"));
    auto *row = new QHBoxLayout(delays);
    row->setContentsMargins({});
    row->setSpacing(6);
    row->addWidget(m_delay, 1);
    row->addWidget(new PlainLabel(RuleForm::tr("up to"), delays));
    row->addWidget(m_delayMost, 1);
    form->addRow(RuleForm::tr("&Delay"), delays);
    qobject_cast<QLabel *>(form->labelForField(delays))->setBuddy(m_delay);
    for (QSpinBox *box : {m_delay, m_delayMost}) {
        QObject::connect(box, &QSpinBox::valueChanged, &q, [this] {
            if (m_loading)
                return;
            rule.delay = {milliseconds(m_delay->value()), milliseconds(m_delayMost->value())};
            announce(u"delay"_s);
        });
    }
    auto *faults = new QWidget(fields);
    m_fault = new QComboBox(faults);
    const auto fault = [this](const QString &text, Fault::Type type) { m_fault->addItem(text, int(type)); };
    fault(RuleForm::tr("none"), Fault::Type::None);
    fault(RuleForm::tr("close before answering"), Fault::Type::Close);
    fault(RuleForm::tr("reset the connection"), Fault::Type::Reset);
    fault(RuleForm::tr("send half of the body"), Fault::Type::Half);
    fault(RuleForm::tr("answer with a status"), Fault::Type::Status);
    fault(RuleForm::tr("silence past the limit"), Fault::Type::Silence);
    fault(RuleForm::tr("drip slowly"), Fault::Type::Drip);
    m_fault->setAccessibleName(RuleForm::tr("Fault"));
    m_faultStatus = new QSpinBox(faults);
    m_faultStatus->setRange(200, 599);
    m_faultStatus->setAccessibleName(RuleForm::tr("Status of the fault"));
    m_dripBytes = new QSpinBox(faults);
    m_dripBytes->setRange(1, 1'000'000);
    m_dripBytes->setSuffix(RuleForm::tr(" B"));
    m_dripBytes->setAccessibleName(RuleForm::tr("Bytes at once"));
    m_dripEvery = waitBox(faults, RuleForm::tr("Time between two pieces"));
    m_dripEvery->setMinimum(1);
    auto *details = new QHBoxLayout;
    details->setSpacing(6);
    for (QWidget *detail : {m_faultStatus, m_dripBytes, m_dripEvery})
        details->addWidget(detail, 1);
    auto *column = new QVBoxLayout(faults);
    column->setContentsMargins({});
    column->setSpacing(6);
    column->addWidget(m_fault);
    column->addLayout(details);
    form->addRow(RuleForm::tr("Fa&ult"), faults);
    qobject_cast<QLabel *>(form->labelForField(faults))->setBuddy(m_fault);
    const auto changed = [this] {
        if (m_loading)
            return;
        rule.fault = {Fault::Type(m_fault->currentData().toInt()), m_faultStatus->value(), m_dripBytes->value(),
            milliseconds(m_dripEvery->value())};
        showFault();
        announce(u"fault"_s);
    };
    QObject::connect(m_fault, &QComboBox::activated, &q, changed);
    for (QSpinBox *box : {m_faultStatus, m_dripBytes, m_dripEvery})
        QObject::connect(box, &QSpinBox::valueChanged, &q, changed);
}

void RuleForm::Private::setRowVisible(QWidget *field, bool visible) {
    m_form->setRowVisible(field, visible);
}

void RuleForm::Private::show(const rules::Rule &shown) {
    const bool other = shown.id != rule.id;
    rule = shown;
    if (other || replyIndex >= rule.action.replies.size())
        replyIndex = 0;
    m_loading = true;
    if (!name->hasFocus() || other)
        name->setText(rule.name);
    if (m_condition->text().trimmed() != rule.condition && (other || filter::parse(m_condition->text(), 0).ok()))
        m_condition->setText(rule.condition);
    m_action->setCurrentIndex(choiceOf(rule.action));
    if (m_file->text() != rule.action.file)
        m_file->setText(rule.action.file);
    m_again->setChecked(rule.action.startsAgain);
    m_byCaller->setChecked(rule.action.countsByCaller);
    m_delay->setValue(int(rule.delay.least.count()));
    m_delayMost->setValue(int(rule.delay.most.count()));
    m_fault->setCurrentIndex(m_fault->findData(int(rule.fault.type)));
    m_faultStatus->setValue(rule.fault.status);
    m_dripBytes->setValue(rule.fault.bytes);
    m_dripEvery->setValue(int(rule.fault.every.count()));
    m_loading = false;
    showReply();
    showFault();
    showProblems();
    showSummary();
}

void RuleForm::Private::showReply() {
    m_loading = true;
    const flow::Answer &answer = reply().answer;
    if (QStringView(m_status->currentText()).left(3).toInt() != answer.status) {
        const int known = m_status->findData(answer.status);
        m_status->setCurrentIndex(known);
        if (known < 0)
            m_status->setEditText(QString::number(answer.status));
    }
    if (m_type->currentText().trimmed() != QString::fromLatin1(answer.contentType))
        m_type->setEditText(QString::fromLatin1(answer.contentType));
    m_template->setChecked(reply().isTemplate);
    m_step->clear();
    for (std::size_t i = 0; i < rule.action.replies.size(); ++i)
        m_step->addItem(RuleForm::tr("Answer %1 of %2").arg(i + 1).arg(rule.action.replies.size()));
    m_step->setCurrentIndex(int(replyIndex));
    m_removeStep->setEnabled(rule.action.replies.size() > 1);
    m_loading = false;
    const Choice choice = choiceOf(rule.action);
    const bool automatic = choice == Automatic;
    setRowVisible(m_replyRow, !automatic);
    setRowVisible(m_template, !automatic);
    setRowVisible(m_fileRow, choice == File);
    setRowVisible(m_sequenceRow, choice == Sequence);
    setRowVisible(m_sequenceOptions, choice == Sequence);
}

void RuleForm::Private::showFault() {
    m_faultStatus->setVisible(rule.fault.type == Fault::Type::Status);
    m_dripBytes->setVisible(rule.fault.type == Fault::Type::Drip);
    m_dripEvery->setVisible(rule.fault.type == Fault::Type::Drip);
}

void RuleForm::Private::showProblems() {
    const filter::ParseResult parsed = filter::parse(m_condition->text(), 0);
    m_condition->setProblems(parsed.problems);
    m_problem->setVisible(!parsed.ok());
    m_problem->setText(parsed.ok() ? QString() : ui::problemText(parsed.problems.front()));
}

void RuleForm::Private::showSummary() {
    QStringList parts{rule.condition.isEmpty() ? RuleForm::tr("every request") : rule.condition, actionText(rule)};
    if (const QString modifier = modifierText(rule); !modifier.isEmpty())
        parts.append(modifier);
    m_summary->setText(fold->isChecked() ? RuleForm::tr("The rule") : parts.join(u" · "_s));
    m_summary->setToolTip(fold->isChecked() ? QString() : Qt::convertFromPlainText(parts.join(u'\n')));
}

void RuleForm::Private::setUnfolded(bool on) {
    fold->setChecked(on);
    fold->setIcon(m_theme.icon(on ? u"chevron-down"_s : u"chevron-right"_s, Role::Muted));
    fields->setVisible(on);
    showSummary();
}

void RuleForm::Private::setReplyIndex(std::size_t index) {
    replyIndex = index;
    showReply();
    Q_EMIT q.replyIndexChanged();
}

void RuleForm::Private::changeAction(int choice) {
    Action &action = rule.action;
    action.type = choice == Sequence ? Action::Type::Sequence
                  : choice == File   ? Action::Type::File
                  : choice == Hold   ? Action::Type::Hold
                                     : Action::Type::Reply;
    if (choice != Sequence)
        action.replies.resize(1);
    flow::Answer &first = action.replies.front().answer;
    first.automatic = choice == Automatic;
    if (choice != Automatic && choice != File && first.body.isEmpty())
        first.body = StartingBody;
    replyIndex = 0;
    showReply();
    announce(u"action"_s + QString::number(choice));
    Q_EMIT q.replyIndexChanged();
}

void RuleForm::Private::changeCount(int by) {
    auto &replies = rule.action.replies;
    if (by > 0) {
        replies.insert(replies.begin() + qsizetype(replyIndex) + 1, replies[replyIndex]);
        ++replyIndex;
    } else if (replies.size() > 1) {
        replies.erase(replies.begin() + qsizetype(replyIndex));
        replyIndex = std::min(replyIndex, replies.size() - 1);
    }
    showReply();
    announce(u"count"_s + QString::number(replies.size()));
    Q_EMIT q.replyIndexChanged();
}

void RuleForm::Private::editCondition() {
    const filter::ParseResult parsed = filter::parse(m_condition->text(), 0);
    const auto parts = parsed.ok() ? partsOf(parsed.expression) : std::nullopt;
    ConditionDialog dialog(m_theme, parts.value_or(ConditionParts()), parts.value_or(ConditionParts()), &q);
    if (dialog.exec() == QDialog::Accepted)
        m_condition->setText(conditionText(dialog.parts()));
}

void RuleForm::Private::announce(const QString &field) {
    showSummary();
    Q_EMIT q.edited(rule, field);
}

RuleForm::RuleForm(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_d(std::make_unique<Private>(*this, theme)) {
    m_d->build();
}

RuleForm::~RuleForm() = default;

void RuleForm::setRule(const rules::Rule &rule) {
    m_d->show(rule);
}

void RuleForm::setReadOnly(bool on) {
    m_d->fields->setEnabled(!on);
}

void RuleForm::setUnfolded(bool on) {
    m_d->setUnfolded(on);
}

bool RuleForm::isUnfolded() const {
    return m_d->fold->isChecked();
}

std::size_t RuleForm::replyIndex() const {
    return m_d->replyIndex;
}

void RuleForm::focusName() {
    setUnfolded(true);
    m_d->name->setFocus();
    m_d->name->selectAll();
}

} // namespace offhook::ui
