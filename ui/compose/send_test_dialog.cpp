#include "ui/compose/send_test_dialog.h"

#include "ui/compose/parameters_model.h"
#include "ui/compose/template_list.h"
#include "ui/detail/body_view.h"
#include "ui/detail/elided_label.h"
#include "ui/detail/message_documents.h"
#include "ui/detail/styling.h"
#include "ui/util/error_text.h"
#include "ui/util/text_format.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/plain_label.h"
#include "ui/widgets/plain_table.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace offhook::ui {
namespace {

constexpr int ResultRows = 5;
const QString LastTemplate = QStringLiteral("send-test-template");

} // namespace

class SendTestDialog::Private {
public:
    Private(SendTestDialog &dialog, Session &session, const Theme &theme)
        : m_dialog(dialog)
        , m_session(session)
        , m_theme(theme) {}

    void build();

private:
    QWidget *buildTemplate();
    QWidget *buildResult();
    QWidget *buildButtons();
    void showTemplate();
    void showTarget();
    void send();
    void showResult(const Result<compose::SendResult> &result);
    void showAnswer(const compose::SendResult &answer);

    SendTestDialog &m_dialog;
    Session &m_session;
    const Theme &m_theme;
    TemplateList *m_list = nullptr;
    PlainLabel *m_title = nullptr;
    ElidedLabel *m_target = nullptr;
    ParametersModel *m_parameters = nullptr;
    QTableView *m_table = nullptr;
    BodyView *m_body = nullptr;
    QWidget *m_result = nullptr;
    Pill *m_pill = nullptr;
    PlainLabel *m_outcome = nullptr;
    BodyView *m_answer = nullptr;
    QPushButton *m_send = nullptr;
};

QWidget *SendTestDialog::Private::buildTemplate() {
    auto *panel = new QWidget(&m_dialog);
    m_title = new PlainLabel(panel);
    m_title->setFont(m_theme.font(1, QFont::DemiBold));
    setInk(m_title, m_theme, Role::Text);
    m_target = new ElidedLabel(panel);
    m_target->setFont(m_theme.mono());
    setInk(m_target, m_theme, Role::Muted);
    m_parameters = new ParametersModel(m_theme, panel);
    m_table = new QTableView(panel);
    m_table->setModel(m_parameters);
    setUpEditableTable(*m_table, SendTestDialog::tr("Parameters of the request"), m_theme);
    m_table->horizontalHeader()->resizeSection(ParametersModel::Name, 190);
    m_body = new BodyView(m_theme, panel);
    m_body->setAccessibleName(SendTestDialog::tr("Body of the request"));
    auto *layout = new QVBoxLayout(panel);
    layout->setContentsMargins(12, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_title);
    layout->addWidget(m_target);
    layout->addSpacing(4);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_body, 1);
    layout->addWidget(buildResult());
    return panel;
}

QWidget *SendTestDialog::Private::buildResult() {
    m_result = new QWidget(&m_dialog);
    m_pill = new Pill(m_theme, m_result);
    m_outcome = new PlainLabel(m_result);
    m_outcome->setWordWrap(true);
    setInk(m_outcome, m_theme, Role::Muted);
    m_answer = new BodyView(m_theme, m_result);
    m_answer->setObjectName(QStringLiteral("answer"));
    m_answer->setAccessibleName(SendTestDialog::tr("Body of the answer"));
    m_answer->setFixedHeight(m_answer->heightForRows(ResultRows));
    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(m_pill);
    line->addWidget(m_outcome, 1);
    auto *layout = new QVBoxLayout(m_result);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(line);
    layout->addWidget(m_answer);
    m_result->hide();
    return m_result;
}

QWidget *SendTestDialog::Private::buildButtons() {
    auto *buttons = new QDialogButtonBox(&m_dialog);
    m_send = buttons->addButton(SendTestDialog::tr("&Send"), QDialogButtonBox::ActionRole);
    makePrimary(m_send);
    m_send->setDefault(true);
    m_send->setToolTip(SendTestDialog::tr("Send (Ctrl+Enter)"));
    buttons->addButton(QDialogButtonBox::Close);
    QObject::connect(m_send, &QPushButton::clicked, &m_dialog, [this] { send(); });
    QObject::connect(buttons, &QDialogButtonBox::rejected, &m_dialog, &QDialog::reject);
    for (const auto key : {Qt::CTRL | Qt::Key_Return, Qt::CTRL | Qt::Key_Enter})
        QObject::connect(
            new QShortcut(QKeySequence(key), &m_dialog), &QShortcut::activated, &m_dialog, [this] { send(); });
    return buttons;
}

void SendTestDialog::Private::build() {
    m_dialog.setWindowTitle(SendTestDialog::tr("Send test"));
    m_dialog.resize(880, 580);
    auto *split = new QSplitter(&m_dialog);
    split->setChildrenCollapsible(false);
    m_list = new TemplateList(m_theme, split);
    split->addWidget(m_list);
    split->addWidget(buildTemplate());
    split->setStretchFactor(1, 1);
    split->setSizes({270, 610});
    split->setHandleWidth(1);
    m_list->setContentsMargins(0, 0, 12, 0);
    auto *layout = new QVBoxLayout(&m_dialog);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(10);
    layout->addWidget(split, 1);
    layout->addWidget(buildButtons());
    QObject::connect(m_list, &TemplateList::currentChanged, &m_dialog, [this] { showTemplate(); });
    QObject::connect(m_list, &TemplateList::activated, &m_dialog, [this] { send(); });
    QObject::connect(&m_session, &Session::listenerChanged, &m_dialog, [this] { showTarget(); });
    m_list->select(m_session.preferences().layout(LastTemplate));
    showTemplate();
    m_list->search()->setFocus();
}

void SendTestDialog::Private::showTemplate() {
    const compose::Template *current = m_list->current();
    m_title->setText(current != nullptr ? current->title : SendTestDialog::tr("No template matches"));
    m_parameters->setParameters(current != nullptr ? current->params : http::Parameters());
    const bool hasBody = current != nullptr && !current->body.isEmpty();
    m_table->setVisible(!hasBody || !current->params.empty());
    m_body->setVisible(hasBody);
    if (hasBody)
        m_body->setDocument(prettyBody(current->body, "application/json"));
    showTarget();
}

void SendTestDialog::Private::showTarget() {
    const compose::Template *current = m_list->current();
    const bool listening = m_session.listener().type == ListenerState::Type::Listening;
    m_send->setEnabled(current != nullptr && listening);
    if (current == nullptr)
        return m_target->setContent({}, {});
    const QString url = m_session.listener().url() + QString::fromUtf8(current->path);
    const QString shown = listening ? QString::fromUtf8(current->method) + u' ' + url
                                    : SendTestDialog::tr("The listener is not running: start it in Settings.");
    m_target->setContent(shown, url.toUtf8());
}

void SendTestDialog::Private::send() {
    const compose::Template *current = m_list->current();
    if (current == nullptr || !m_send->isEnabled())
        return;
    m_session.preferences().setLayout(LastTemplate, current->name);
    m_send->setEnabled(false);
    m_session.sendTest(*current, m_parameters->changed(), &m_dialog,
        [this](const Result<compose::SendResult> &result) { showResult(result); });
}

void SendTestDialog::Private::showResult(const Result<compose::SendResult> &result) {
    showTarget();
    m_result->show();
    m_answer->setVisible(bool(result) && !result->body.isEmpty());
    if (result)
        return showAnswer(*result);
    m_pill->setStyle({SendTestDialog::tr("✕ failed"), Role::Invalid, Role::InvalidSoft, false});
    m_outcome->setText(errorText(result.error()));
}

void SendTestDialog::Private::showAnswer(const compose::SendResult &answer) {
    const bool good = answer.status >= 200 && answer.status < 300;
    m_pill->setStyle({(good ? u"✓ " : u"✕ ") + QString::number(answer.status), good ? Role::Valid : Role::Invalid,
        good ? Role::ValidSoft : Role::InvalidSoft, false});
    m_outcome->setText(SendTestDialog::tr("Answered in %1 with %2.")
                           .arg(duration(answer.tookUs),
                               answer.body.isEmpty() ? SendTestDialog::tr("no body") : byteSize(answer.body.size())));
    m_answer->setDocument(prettyBody(answer.body, http::Request(answer.head, {}).mediaType()));
}

SendTestDialog::SendTestDialog(Session &session, const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_d(std::make_unique<Private>(*this, session, theme)) {
    m_d->build();
}

SendTestDialog::~SendTestDialog() = default;

} // namespace offhook::ui
