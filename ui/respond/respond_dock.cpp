#include "ui/respond/respond_dock.h"

#include "ui/detail/styling.h"
#include "ui/respond/answer_editor.h"
#include "ui/respond/condition_dialog.h"
#include "ui/respond/hold_panel.h"
#include "ui/respond/rule_form.h"
#include "ui/respond/rules_view.h"
#include "ui/respond/twiml_editor.h"
#include "ui/util/error_text.h"
#include "ui/widgets/list_head.h"
#include "ui/widgets/plain_label.h"

#include <QApplication>
#include <QHash>
#include <QPointer>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;
using rules::Action;

constexpr int Margin = 12;

// Automatic and file answers have no text of their own to edit.
bool hasText(const rules::Rule &rule, std::size_t index) {
    return rule.action.type != Action::Type::File && !rule.action.replies[index].answer.automatic;
}

} // namespace

class RespondDock::Private {
public:
    Private(RespondDock &dock, const Theme &theme)
        : q(dock)
        , m_theme(theme)
        , model(&dock) {}

    void build();
    void setSession(Session *session);
    void add(const flow::EventPtr &event);

    RespondDock &q;
    const Theme &m_theme;
    QPointer<Session> session;
    RulesModel model;
    RulesView *view = nullptr;
    RuleForm *form = nullptr;
    HoldPanel *hold = nullptr;
    AnswerEditor *editor = nullptr;

private:
    QWidget *buildHead();
    QWidget *buildNoText();
    void connectParts();
    void showChosen();
    void showHeld(const rules::HeldRequest &held);
    void showRule(const rules::Rule &rule);
    void bodyEdited(const QByteArray &body);
    void heldChanged();
    [[nodiscard]] bool isReadOnly() const { return !session || session->isReadOnly(); }

    /// What was typed for the held ones: newer than what the desk tells.
    QHash<EventId, rules::Reply> m_drafts;
    QPushButton *m_add = nullptr;
    QStackedWidget *m_pages = nullptr;
    PlainLabel *m_noText = nullptr;
};

QWidget *RespondDock::Private::buildHead() {
    m_add = new QPushButton(RespondDock::tr("+ &Rule"), &q);
    m_add->setAccessibleName(RespondDock::tr("Add a rule"));
    QObject::connect(m_add, &QPushButton::clicked, &q, [this] { add({}); });
    return listHead(RespondDock::tr("Rules"), RespondDock::tr("first match answers"), m_add, m_theme, &q);
}

QWidget *RespondDock::Private::buildNoText() {
    auto *page = new QWidget(m_pages);
    m_noText = new PlainLabel(page);
    m_noText->setWordWrap(true);
    setInk(m_noText, m_theme, Role::Muted);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(Margin, Margin, Margin, Margin);
    layout->addWidget(m_noText);
    layout->addStretch(1);
    return page;
}

void RespondDock::Private::build() {
    setGround(&q, m_theme, Role::Surface);
    view = new RulesView(model, m_theme, &q);
    form = new RuleForm(m_theme, &q);
    hold = new HoldPanel(m_theme, &q);
    m_pages = new QStackedWidget(&q);
    editor = new AnswerEditor(m_theme, m_pages);
    editor->setTemplated(true);
    m_pages->addWidget(editor);
    m_pages->addWidget(buildNoText());
    auto *layout = new QVBoxLayout(&q);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(buildHead());
    layout->addWidget(horizontalLine(m_theme, &q));
    layout->addWidget(view);
    layout->addWidget(form);
    layout->addWidget(hold);
    layout->addWidget(m_pages, 1);
    q.setFocusProxy(view);
    connectParts();
    showChosen();
}

void RespondDock::Private::connectParts() {
    QObject::connect(view, &RulesView::currentIdChanged, &q, [this] {
        form->setVisible(model.rowCount() > 0);
        showChosen();
    });
    QObject::connect(&model, &RulesModel::rulesChanged, &q, [this] { showChosen(); });
    QObject::connect(form, &RuleForm::edited, &q,
        [this](const rules::Rule &rule, const QString &field) { model.edit(rule, field); });
    QObject::connect(form, &RuleForm::replyIndexChanged, &q, [this] { showChosen(); });
    QObject::connect(editor, &AnswerEditor::bodyChanged, &q, [this](const QByteArray &body) { bodyEdited(body); });
    QObject::connect(hold, &HoldPanel::currentChanged, &q, [this] {
        if (const rules::HeldRequest *held = hold->currentRequest(); held && model.rowOfName(held->rule) >= 0)
            view->setCurrentIndex(model.index(model.rowOfName(held->rule)));
        showChosen();
    });
    const auto forward = [this](auto signal, void (Answering::*work)(EventId)) {
        QObject::connect(hold, signal, &q, [this, work](EventId id) {
            if (session)
                (session->answering().*work)(id);
        });
    };
    forward(&HoldPanel::answerAsked, &Answering::answerHeld);
    forward(&HoldPanel::dropAsked, &Answering::dropHeld);
    forward(&HoldPanel::parkAsked, &Answering::parkHeld);
    QObject::connect(hold, &HoldPanel::forwardAsked, &q, [this](EventId id, const flow::ForwardTo &to) {
        if (session)
            session->answering().forwardHeld(id, to);
    });
    QObject::connect(hold, &HoldPanel::answerAllAsked, &q, [this] {
        if (session)
            session->answering().answerAllHeld();
    });
}

void RespondDock::Private::setSession(Session *next) {
    if (session)
        QObject::disconnect(&session->answering(), nullptr, &q, nullptr);
    session = next;
    model.setSession(next);
    form->setSession(next);
    if (session) {
        QObject::connect(&session->answering(), &Answering::heldChanged, &q, [this] { heldChanged(); });
        QObject::connect(&session->answering(), &Answering::targetsChanged, &q,
            [this] { form->setTargets(session->answering().targets()); });
        form->setTargets(session->answering().targets());
        view->setCurrentIndex(model.index(0));
    }
    m_add->setEnabled(!isReadOnly());
    q.setEnabled(session != nullptr);
    form->setReadOnly(isReadOnly());
    heldChanged();
    showChosen();
}

void RespondDock::Private::heldChanged() {
    const EventId before = hold->current();
    std::vector<flow::ForwardTo> targets;
    for (const rules::Rule &rule : model.rules()) {
        if (rule.action.type == Action::Type::Forward)
            targets.push_back(rule.action.forwardTo);
    }
    hold->setTargets(targets);
    hold->setHeld(session ? session->answering().held() : std::vector<rules::HeldRequest>());
    if (hold->current() == before)
        return;
    m_drafts.remove(before);
    // What is typed on must not go into another answer than it was begun in.
    if (before != 0 && editor->isAncestorOf(QApplication::focusWidget()))
        view->setFocus();
}

// What is held goes before: it has a time limit.
void RespondDock::Private::showChosen() {
    const rules::Rule *rule = model.ruleAt(model.rowOfId(view->currentId()));
    if (rule != nullptr)
        form->setRule(*rule);
    form->setVisible(rule != nullptr);
    if (const rules::HeldRequest *held = hold->currentRequest())
        return showHeld(*held);
    if (rule != nullptr)
        return showRule(*rule);
    m_noText->setText(RespondDock::tr("No rule: every request gets the automatic answer."));
    m_pages->setCurrentIndex(1);
}

void RespondDock::Private::showHeld(const rules::HeldRequest &held) {
    rules::Reply draft = m_drafts.value(held.id, held.draft);
    if (draft.answer.automatic)
        draft.answer.body = flow::respond(draft.answer, held.request->meaning.kind).body;
    editor->setReadOnly(isReadOnly());
    editor->setTemplated(held.draft.isTemplate);
    editor->setAnswer(u"held:"_s + QString::number(held.id), draft.answer.body, draft.answer.contentType);
    editor->setSample(kindLabel(held.request->meaning.kind), held.request->allParams());
    m_pages->setCurrentIndex(0);
}

void RespondDock::Private::showRule(const rules::Rule &rule) {
    const std::size_t index = std::min(form->replyIndex(), rule.action.replies.size() - 1);
    const rules::Reply &reply = rule.action.replies[index];
    if (!hasText(rule, index)) {
        m_noText->setText(rule.action.type == Action::Type::File
                              ? RespondDock::tr("Answers with the content of the file, as it is at that moment.")
                          : rule.action.type == Action::Type::Forward
                              ? RespondDock::tr("The application answers. When it does not, or not in time, the "
                                                "automatic answer goes out: 200 with an empty <Response/> where Twilio "
                                                "expects TwiML, 204 everywhere else.")
                              : RespondDock::tr("Where Twilio expects TwiML: 200 with an empty <Response/>. Everywhere "
                                                "else: 204. Twilio takes both as “received, nothing to do”."));
        m_pages->setCurrentIndex(1);
        return;
    }
    editor->setReadOnly(isReadOnly());
    editor->setTemplated(reply.isTemplate);
    editor->setAnswer(
        u"rule:"_s + rule.id + u'/' + QString::number(index), reply.answer.body, reply.answer.contentType);
    m_pages->setCurrentIndex(0);
}

void RespondDock::Private::bodyEdited(const QByteArray &body) {
    if (const rules::HeldRequest *held = hold->currentRequest()) {
        rules::Reply draft = held->draft;
        draft.answer.automatic = false;
        draft.answer.body = body;
        m_drafts.insert(held->id, draft);
        return session->answering().setDraft(held->id, draft);
    }
    const rules::Rule *rule = model.ruleAt(model.rowOfId(view->currentId()));
    if (rule == nullptr || form->replyIndex() >= rule->action.replies.size())
        return;
    rules::Rule changed = *rule;
    changed.action.replies[form->replyIndex()].answer.body = body;
    model.edit(changed, u"body"_s);
}

void RespondDock::Private::add(const flow::EventPtr &event) {
    if (isReadOnly())
        return;
    rules::Rule rule;
    rule.name = RespondDock::tr("New rule");
    rule.action.replies = {{flow::Answer{false, 200, "text/xml", {}}, true}};
    rule.action.replies.front().answer.body =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response>\n  \n</Response>\n";
    if (event) {
        const ConditionParts parts = partsFrom(*event);
        ConditionParts chosen;
        chosen.kind = parts.kind;
        chosen.from = parts.from;
        ConditionDialog dialog(m_theme, parts, chosen, &q);
        if (dialog.exec() != QDialog::Accepted)
            return;
        rule.condition = conditionText(dialog.parts());
        rule.name = kindLabel(event->meaning.kind);
    }
    // Before the last one where that takes everything, else it would never be reached.
    const rules::Rule *last = model.ruleAt(model.rowCount() - 1);
    const bool lastTakesAll = last != nullptr && last->condition.isEmpty();
    view->setCurrentIndex(model.index(model.add(rule, event ? 0 : model.rowCount() - (lastTakesAll ? 1 : 0))));
    form->focusName();
}

RespondDock::RespondDock(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_d(std::make_unique<Private>(*this, theme)) {
    m_d->build();
}

RespondDock::~RespondDock() = default;

void RespondDock::setSession(Session *session) {
    m_d->setSession(session);
}

void RespondDock::setSample(const flow::EventPtr &event) {
    if (m_d->hold->currentRequest() != nullptr)
        return;
    if (event)
        m_d->editor->setSample(u"#"_s + QString::number(event->id), event->allParams());
    else
        m_d->editor->clearSample();
}

bool RespondDock::showRule(const QString &name) {
    const int row = m_d->model.rowOfName(name);
    if (row < 0)
        return false;
    m_d->view->setCurrentIndex(m_d->model.index(row));
    m_d->view->setFocus();
    return true;
}

void RespondDock::addRule(const flow::EventPtr &event) {
    m_d->add(event);
}

void RespondDock::focusEditor() {
    m_d->editor->isVisible() ? m_d->editor->editor()->setFocus() : m_d->view->setFocus();
}

EventId RespondDock::held() const {
    return m_d->hold->current();
}

void RespondDock::answerHeld() {
    if (m_d->session && held() != 0)
        m_d->session->answering().answerHeld(held());
}

RulesModel &RespondDock::rules() const {
    return m_d->model;
}

AnswerEditor &RespondDock::editor() const {
    return *m_d->editor;
}

HoldPanel &RespondDock::holdPanel() const {
    return *m_d->hold;
}

} // namespace offhook::ui
