#include "ui/respond/respond_dock.h"

#include "ui/detail/segmented_switch.h"
#include "ui/detail/styling.h"
#include "ui/respond/answer_editor.h"
#include "ui/util/text_format.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/plain_label.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpressionValidator>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

namespace offhook::ui {
namespace {

constexpr int PauseMs = 300;
constexpr int Margin = 12;
constexpr int LongestBody = 1024 * 1024;

enum Mode { AutomaticMode, CustomMode };

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

const QString AnswerKey = QStringLiteral("answer");
const QByteArray StartingBody =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response>\n  <Message>Hello from Offhook</Message>\n</Response>\n";

} // namespace

class RespondDock::Private {
public:
    Private(RespondDock &dock, const Theme &theme)
        : m_dock(dock)
        , m_theme(theme) {}

    void build();
    void setSession(Session *session);

private:
    QWidget *buildHead();
    QWidget *buildAutomatic();
    QWidget *buildCustom();
    void buildFields(QFormLayout *form);
    QWidget *buildFooter();
    void restyle();
    void load();
    void choose(int mode);
    void edited();
    void apply();
    void check();
    void showState();
    [[nodiscard]] int status() const;
    [[nodiscard]] QByteArray contentType() const;
    [[nodiscard]] flow::Answer typed() const;

    RespondDock &m_dock;
    const Theme &m_theme;
    Session *m_session = nullptr;
    QMetaObject::Connection m_changed;
    SegmentedSwitch *m_mode = nullptr;
    QStackedWidget *m_pages = nullptr;
    QComboBox *m_status = nullptr;
    QComboBox *m_type = nullptr;
    AnswerEditor *m_body = nullptr;
    QWidget *m_footer = nullptr;
    Pill *m_pill = nullptr;
    PlainLabel *m_finding = nullptr;
    QTimer *m_pause = nullptr;
    bool m_loading = false;
};

QWidget *RespondDock::Private::buildHead() {
    auto *head = new QWidget(&m_dock);
    auto *title = new PlainLabel(RespondDock::tr("Answer"), head);
    title->setFont(m_theme.font(0, QFont::DemiBold));
    setInk(title, m_theme, Role::Text);
    auto *scope = new PlainLabel(RespondDock::tr("to every request"), head);
    setInk(scope, m_theme, Role::Muted);
    m_mode = new SegmentedSwitch(m_theme, {RespondDock::tr("A&utomatic"), RespondDock::tr("Cus&tom")}, head);
    m_mode->setAccessibleName(RespondDock::tr("What answers"));
    QObject::connect(m_mode, &SegmentedSwitch::chosen, &m_dock, [this](int mode) { choose(mode); });
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins(Margin, 5, Margin, 5);
    layout->setSpacing(8);
    layout->addWidget(title);
    layout->addWidget(scope);
    layout->addStretch(1);
    layout->addWidget(m_mode);
    return head;
}

QWidget *RespondDock::Private::buildAutomatic() {
    auto *page = new QWidget(m_pages);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(Margin, Margin, Margin, Margin);
    layout->setSpacing(4);
    const auto addRule = [&](const QString &when, const QString &what) {
        auto *whenLabel = new PlainLabel(when, page);
        whenLabel->setWordWrap(true);
        setInk(whenLabel, m_theme, Role::Muted);
        auto *whatLabel = new PlainLabel(what, page);
        whatLabel->setFont(m_theme.mono());
        whatLabel->setWordWrap(true);
        setInk(whatLabel, m_theme, Role::Text);
        layout->addWidget(whenLabel);
        layout->addWidget(whatLabel);
        layout->addSpacing(12);
    };
    addRule(
        RespondDock::tr("Where Twilio expects TwiML: incoming messages and calls, Gather, Dial, Record and the like"),
        QStringLiteral("200  <Response/>"));
    addRule(RespondDock::tr("Everything else: status callbacks, events, requests that are not Twilio's"),
        QStringLiteral("204"));
    auto *meaning = new PlainLabel(
        RespondDock::tr(
            "Twilio takes both as “received, nothing to do”. Choose Custom to answer with your own status and body."),
        page);
    meaning->setWordWrap(true);
    setInk(meaning, m_theme, Role::Muted);
    layout->addWidget(meaning);
    layout->addStretch(1);
    return page;
}

void RespondDock::Private::buildFields(QFormLayout *form) {
    m_status = new QComboBox(&m_dock);
    m_status->setEditable(true);
    m_status->setInsertPolicy(QComboBox::NoInsert);
    for (const CommonStatus &common : CommonStatuses)
        m_status->addItem(QString::number(common.code) + u' ' + QLatin1StringView(common.words), common.code);
    m_status->setValidator(
        new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[2-5][0-9]{0,2}( .*)?")), m_status));
    m_status->setAccessibleName(RespondDock::tr("Status code"));
    m_type = new QComboBox(&m_dock);
    m_type->setEditable(true);
    m_type->setInsertPolicy(QComboBox::NoInsert);
    m_type->addItems({QStringLiteral("text/xml"), QStringLiteral("application/json"), QStringLiteral("text/plain"),
        QStringLiteral("text/html"), QStringLiteral("audio/mpeg")});
    // A header's value: visible ASCII and blanks, so that nothing typed here can break the head (RFC 9110, 5.5).
    m_type->setValidator(new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[\\x20-\\x7E]*")), m_type));
    m_type->setAccessibleName(RespondDock::tr("Content type"));
    form->addRow(RespondDock::tr("&Status"), m_status);
    form->addRow(RespondDock::tr("&Content type"), m_type);
    QObject::connect(m_status, &QComboBox::currentTextChanged, &m_dock, [this] { edited(); });
    QObject::connect(m_type, &QComboBox::currentTextChanged, &m_dock, [this] { edited(); });
}

QWidget *RespondDock::Private::buildCustom() {
    auto *page = new QWidget(m_pages);
    auto *fields = new QFormLayout;
    fields->setContentsMargins(Margin, 10, Margin, 10);
    fields->setSpacing(6);
    fields->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    buildFields(fields);
    m_body = new AnswerEditor(m_theme, page);
    QObject::connect(m_body, &AnswerEditor::bodyChanged, &m_dock, [this] { edited(); });
    QObject::connect(m_type, &QComboBox::currentTextChanged, m_body, [this] { m_body->setContentType(contentType()); });
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addLayout(fields);
    layout->addWidget(horizontalLine(m_theme, page));
    layout->addWidget(m_body, 1);
    return page;
}

QWidget *RespondDock::Private::buildFooter() {
    m_footer = new QWidget(&m_dock);
    setGround(m_footer, m_theme, Role::Raised);
    m_pill = new Pill(m_theme, m_footer);
    m_finding = new PlainLabel(m_footer);
    m_finding->setWordWrap(true);
    setInk(m_finding, m_theme, Role::Muted);
    auto *reset = new QPushButton(RespondDock::tr("&Reset to automatic"), m_footer);
    QObject::connect(reset, &QPushButton::clicked, &m_dock, [this] {
        m_mode->setCurrent(AutomaticMode);
        choose(AutomaticMode);
    });
    auto *row = new QHBoxLayout;
    row->addWidget(m_pill);
    row->addStretch(1);
    row->addWidget(reset);
    auto *layout = new QVBoxLayout(m_footer);
    layout->setContentsMargins(Margin, 8, Margin, 8);
    layout->setSpacing(6);
    layout->addLayout(row);
    layout->addWidget(m_finding);
    return m_footer;
}

void RespondDock::Private::build() {
    setGround(&m_dock, m_theme, Role::Surface);
    m_pause = new QTimer(&m_dock);
    m_pause->setSingleShot(true);
    m_pause->setInterval(PauseMs);
    QObject::connect(m_pause, &QTimer::timeout, &m_dock, [this] { apply(); });
    auto *layout = new QVBoxLayout(&m_dock);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(buildHead());
    layout->addWidget(horizontalLine(m_theme, &m_dock));
    m_pages = new QStackedWidget(&m_dock);
    m_pages->addWidget(buildAutomatic());
    m_pages->addWidget(buildCustom());
    layout->addWidget(m_pages, 1);
    layout->addWidget(horizontalLine(m_theme, &m_dock));
    layout->addWidget(buildFooter());
    QObject::connect(&m_theme, &Theme::changed, &m_dock, [this] { restyle(); });
    restyle();
    load();
}

void RespondDock::Private::restyle() {
    showState();
}

void RespondDock::Private::setSession(Session *session) {
    if (m_pause->isActive()) {
        m_pause->stop();
        apply();
    }
    QObject::disconnect(m_changed);
    m_session = session;
    if (m_session != nullptr)
        m_changed = QObject::connect(m_session, &Session::answerChanged, &m_dock, [this] { load(); });
    load();
}

// Takes over what is in force. Not while something newer is being typed, nor when it is what the fields say already:
// setting the text anew would move the cursor.
void RespondDock::Private::load() {
    m_dock.setEnabled(m_session != nullptr && !m_session->isReadOnly());
    flow::Answer answer = m_session != nullptr ? m_session->answer() : flow::Answer();
    const int mode = answer.automatic ? AutomaticMode : CustomMode;
    m_mode->setCurrent(mode);
    m_pages->setCurrentIndex(mode);
    m_dock.setFocusProxy(mode == CustomMode ? static_cast<QWidget *>(m_body) : m_mode);
    // A look at Automatic does not lose what was typed before.
    if (answer.automatic && answer.body.isEmpty())
        answer.body = m_body->body().isEmpty() ? StartingBody : m_body->body();
    if (!m_pause->isActive() && !(answer == typed())) {
        m_loading = true;
        const int known = m_status->findData(answer.status);
        m_status->setCurrentIndex(known);
        if (known < 0)
            m_status->setEditText(QString::number(answer.status));
        m_type->setEditText(QString::fromLatin1(answer.contentType));
        if (m_body->body() != answer.body)
            m_body->setAnswer(AnswerKey, answer.body, answer.contentType);
        m_loading = false;
    }
    check();
    showState();
}

int RespondDock::Private::status() const {
    return m_status->currentText().left(3).toInt();
}

QByteArray RespondDock::Private::contentType() const {
    return m_type->currentText().trimmed().toLatin1();
}

flow::Answer RespondDock::Private::typed() const {
    return {m_mode->current() == AutomaticMode, status(), contentType(), m_body->body()};
}

void RespondDock::Private::choose(int mode) {
    m_pages->setCurrentIndex(mode);
    m_pause->stop();
    apply();
    if (mode == CustomMode)
        m_body->setFocus();
}

void RespondDock::Private::edited() {
    if (m_loading)
        return;
    m_pause->start();
    showState();
}

void RespondDock::Private::apply() {
    check();
    const flow::Answer answer = typed();
    const bool inRange = answer.status >= 200 && answer.status <= 599;
    const bool sendable = answer.automatic || (inRange && answer.body.size() <= LongestBody);
    if (m_session != nullptr && sendable && !(answer == m_session->answer()))
        m_session->setAnswer(answer);
    showState();
}

void RespondDock::Private::check() {
    QString text;
    Role role = Role::Warn;
    const flow::Answer answer = typed();
    if (answer.automatic) {
        text.clear();
    } else if (answer.status < 200 || answer.status > 599) {
        text = RespondDock::tr("Type a status from 200 to 599. Until then the answer before stays in force.");
        role = Role::Invalid;
    } else if (answer.body.size() > LongestBody) {
        text = RespondDock::tr("A body may have up to %1. Until then the answer before stays in force.")
                   .arg(byteSize(LongestBody));
        role = Role::Invalid;
    } else if (!answer.body.isEmpty() && (answer.status == 204 || answer.status == 304)) {
        text = RespondDock::tr("%1 has no body: the text above is not sent.").arg(answer.status);
    } else if (answer.status >= 300 && answer.status < 400) {
        text = RespondDock::tr("A redirect needs a Location header, which this answer does not have.");
    }
    setInk(m_finding, m_theme, role);
    m_finding->setText(text);
    m_finding->setVisible(!text.isEmpty());
}

void RespondDock::Private::showState() {
    const flow::Answer answer = typed();
    const bool agreed =
        m_session != nullptr && (answer.automatic ? m_session->answer().automatic : answer == m_session->answer());
    const bool inForce = agreed && !m_pause->isActive();
    if (m_session == nullptr)
        m_pill->setStyle({RespondDock::tr("no workspace"), Role::Muted, Role::Surface, true});
    else if (inForce)
        m_pill->setStyle({RespondDock::tr("✓ in force for the next request"), Role::Valid, Role::ValidSoft, false});
    else
        m_pill->setStyle({RespondDock::tr("… not in force yet"), Role::Warn, Role::WarnSoft, false});
    m_pill->updateGeometry();
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

} // namespace offhook::ui
