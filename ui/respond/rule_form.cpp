#include "ui/respond/rule_form.h"

#include "core/filter/expression.h"
#include "ui/detail/styling.h"
#include "ui/filter/filter_completer.h"
#include "ui/respond/condition_dialog.h"
#include "ui/respond/fold_bar.h"
#include "ui/respond/forward_fields.h"
#include "ui/respond/modifier_fields.h"
#include "ui/respond/rules_model.h"
#include "ui/util/error_text.h"
#include "ui/widgets/plain_label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QTextDocument>
#include <QToolButton>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;
using rules::Action;

constexpr int Margin = 12;

const QByteArray StartingBody =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response>\n  <Message>Hello from Offhook</Message>\n</Response>\n";

enum Choice { Automatic, Reply, Sequence, File, Hold, Forward };

Choice choiceOf(const Action &action) {
    switch (action.type) {
    case Action::Type::Sequence:
        return Sequence;
    case Action::Type::File:
        return File;
    case Action::Type::Hold:
        return Hold;
    case Action::Type::Forward:
        return Forward;
    case Action::Type::Reply:
        break;
    }
    return action.replies.front().answer.automatic ? Automatic : Reply;
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
    FoldBar *fold = nullptr;
    QLineEdit *name = nullptr;
    ForwardFields *forward = nullptr;
    FilterCompleter *completer = nullptr; ///< of the condition

private:
    void buildFold();
    void buildCondition(QFormLayout *form);
    void buildAction(QFormLayout *form);
    void buildReply(QFormLayout *form);
    void buildSequence(QFormLayout *form);
    void buildFile(QFormLayout *form);
    void buildForward(QFormLayout *form);
    void buildModifiers(QFormLayout *form);
    void showSummary();
    void showReply();
    void showProblems();
    void changeAction(int choice);
    void changeCount(int by);
    void editCondition();
    void announce(const QString &field);
    [[nodiscard]] rules::Reply &reply() { return rule.action.replies[replyIndex]; }
    void setRowVisible(QWidget *field, bool visible);

    const Theme &m_theme;
    bool m_loading = false;
    QFormLayout *m_form = nullptr;
    FilterEdit *m_condition = nullptr;
    QWidget *m_conditionRow = nullptr;
    PlainLabel *m_problem = nullptr;
    QComboBox *m_action = nullptr;
    QCheckBox *m_template = nullptr;
    StatusField *m_status = nullptr;
    QWidget *m_sequenceRow = nullptr;
    QComboBox *m_step = nullptr;
    QToolButton *m_addStep = nullptr;
    QToolButton *m_removeStep = nullptr;
    QWidget *m_sequenceOptions = nullptr;
    QCheckBox *m_again = nullptr;
    QCheckBox *m_byCaller = nullptr;
    QWidget *m_fileRow = nullptr;
    QLineEdit *m_file = nullptr;
    DelayField *m_delay = nullptr;
    FaultField *m_fault = nullptr;
};

void RuleForm::Private::build() {
    auto *layout = new QVBoxLayout(&q);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    buildFold();
    layout->addWidget(fold);
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
    buildForward(m_form);
    buildFile(m_form);
    buildSequence(m_form);
    buildReply(m_form);
    buildModifiers(m_form);
    layout->addWidget(fields);
    layout->addWidget(horizontalLine(m_theme, &q));
    setUnfolded(false);
}

void RuleForm::Private::buildFold() {
    fold = new FoldBar(m_theme, &q);
    fold->setAccessibleName(RuleForm::tr("Edit the rule"));
    QObject::connect(fold, &QAbstractButton::toggled, &q, [this](bool on) { setUnfolded(on); });
    QObject::connect(&m_theme, &Theme::changed, fold, qOverload<>(&QWidget::update));
}

void RuleForm::Private::buildCondition(QFormLayout *form) {
    m_conditionRow = new QWidget(fields);
    m_condition = new FilterEdit(m_theme, m_conditionRow);
    completer = new FilterCompleter(*m_condition, m_theme);
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
        RuleForm::tr("Hold, and let me answer"), RuleForm::tr("Forward to an application")});
    m_action->setAccessibleName(RuleForm::tr("What the rule does"));
    form->addRow(RuleForm::tr("&Then"), m_action);
    QObject::connect(m_action, &QComboBox::activated, &q, [this](int choice) { changeAction(choice); });
}

void RuleForm::Private::buildReply(QFormLayout *form) {
    m_status = new StatusField(fields);
    form->addRow(RuleForm::tr("&Status"), m_status);
    m_template = new QCheckBox(RuleForm::tr("&Fill in {{From}}, {{#if Body}} …"), fields);
    form->addRow(QString(), m_template);
    QObject::connect(m_status, &StatusField::statusEdited, &q, [this](int status) {
        reply().answer.status = status;
        announce(u"status"_s);
    });
    QObject::connect(m_status, &StatusField::contentTypeEdited, &q, [this](const QByteArray &type) {
        reply().answer.contentType = type;
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

void RuleForm::Private::buildForward(QFormLayout *form) {
    forward = new ForwardFields(m_theme, fields);
    form->addRow(RuleForm::tr("T&o"), forward);
    qobject_cast<QLabel *>(form->labelForField(forward))->setBuddy(forward);
    QObject::connect(forward, &ForwardFields::edited, &q, [this] {
        rule.action.forwardTo = forward->target();
        announce(u"forward"_s);
    });
    QObject::connect(forward, &ForwardFields::fallbackChosen, &q, [this](bool automatic) {
        flow::Answer &answer = rule.action.replies.front().answer;
        answer.automatic = automatic;
        if (!automatic && answer.body.isEmpty())
            answer.body = StartingBody;
        showReply();
        announce(u"fallback"_s);
        Q_EMIT q.replyIndexChanged();
    });
}

void RuleForm::Private::buildModifiers(QFormLayout *form) {
    m_delay = new DelayField(fields);
    m_fault = new FaultField(fields);
    form->addRow(RuleForm::tr("&Delay"), m_delay);
    form->addRow(RuleForm::tr("Fa&ult"), m_fault);
    QObject::connect(m_delay, &DelayField::edited, &q, [this] {
        rule.delay = m_delay->delay();
        announce(u"delay"_s);
    });
    QObject::connect(m_fault, &FaultField::edited, &q, [this] {
        rule.fault = m_fault->fault();
        announce(u"fault"_s);
    });
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
    m_delay->setDelay(rule.delay);
    m_fault->setFault(rule.fault);
    m_loading = false;
    showReply();
    showProblems();
    showSummary();
}

void RuleForm::Private::showReply() {
    m_loading = true;
    const flow::Answer &answer = reply().answer;
    m_status->setAnswer(answer.status, answer.contentType);
    m_template->setChecked(reply().isTemplate);
    m_step->clear();
    for (std::size_t i = 0; i < rule.action.replies.size(); ++i)
        m_step->addItem(RuleForm::tr("Answer %1 of %2").arg(i + 1).arg(rule.action.replies.size()));
    m_step->setCurrentIndex(int(replyIndex));
    m_removeStep->setEnabled(rule.action.replies.size() > 1);
    m_loading = false;
    const Choice choice = choiceOf(rule.action);
    const bool automatic = choice == Automatic || (choice == Forward && answer.automatic);
    forward->setTarget(rule.action.forwardTo, answer.automatic);
    setRowVisible(forward, choice == Forward);
    setRowVisible(m_status, !automatic);
    setRowVisible(m_template, !automatic);
    setRowVisible(m_fileRow, choice == File);
    setRowVisible(m_sequenceRow, choice == Sequence);
    setRowVisible(m_sequenceOptions, choice == Sequence);
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
    fold->setLine(fold->isChecked() ? RuleForm::tr("The rule") : parts.join(u" · "_s));
    fold->setToolTip(fold->isChecked() ? QString() : Qt::convertFromPlainText(parts.join(u'\n')));
}

void RuleForm::Private::setUnfolded(bool on) {
    fold->setChecked(on);
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
    action.type = choice == Sequence  ? Action::Type::Sequence
                  : choice == File    ? Action::Type::File
                  : choice == Hold    ? Action::Type::Hold
                  : choice == Forward ? Action::Type::Forward
                                      : Action::Type::Reply;
    if (choice != Sequence)
        action.replies.resize(1);
    flow::Answer &first = action.replies.front().answer;
    first.automatic = choice == Automatic || choice == Forward;
    if (!first.automatic && choice != File && first.body.isEmpty())
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

void RuleForm::setSession(Session *session) {
    m_d->completer->setSession(session);
}

void RuleForm::setTargets(const deliver::TargetHealths &targets) {
    m_d->forward->setHealth(targets);
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
