#include "ui/detail/error_strip.h"

#include "core/base/text_guard.h"
#include "core/flow/alert_link.h"
#include "core/twilio/error_codes.h"
#include "ui/detail/styling.h"
#include "ui/util/text_format.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/plain_label.h"

#include <QDesktopServices>
#include <QHBoxLayout>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype LongestWords = 400;

// The code of a message, recording and the like; 0 stands for "no error" in callbacks that report success.
int codeOf(const flow::WebhookEvent &event) {
    for (const char *name : {"ErrorCode", "PayErrorCode", "TranscriptionErrorCode"}) {
        const int code = http::value(event.bodyParams, name).toInt();
        if (code > 0)
            return code;
    }
    return 0;
}

QString placeOf(const twilio::DebuggerAlert &alert) {
    const QString request = printable(QByteArray(alert.method + ' ' + alert.url), LongestWords).trimmed();
    const QString status =
        alert.responseStatus > 0 ? ErrorStrip::tr("answered %1").arg(alert.responseStatus) : QString();
    QString place = request;
    if (!status.isEmpty())
        place += (place.isEmpty() ? u""_s : u" · "_s) + status;
    if (alert.line > 0)
        place += u" · "_s + ErrorStrip::tr("line %1, column %2").arg(alert.line).arg(alert.column);
    return place;
}

} // namespace

ErrorStrip::ErrorStrip(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_job(this, [this](const Alert &alert) { showAlert(alert); }) {
    setGround(this, theme, Role::Raised);
    setAccessibleName(tr("What the error code means"));
    createLayout();
    hide();
}

ErrorStrip::~ErrorStrip() = default;

void ErrorStrip::createLayout() {
    auto *content = new QWidget(this);
    m_pill = new Pill(m_theme, content);
    m_title = new PlainLabel(content);
    m_title->setFont(m_theme.font(0, QFont::DemiBold));
    m_title->setWordWrap(true);
    m_words = new PlainLabel(content);
    m_advice = new PlainLabel(content);
    for (PlainLabel *label : {m_words, m_advice}) {
        label->setWordWrap(true);
        setInk(label, m_theme, Role::Muted);
    }
    m_exchange = new QPushButton(content);
    m_exchange->hide();
    m_page = new QPushButton(tr("Twilio's p&age"), content);
    connect(m_exchange, &QPushButton::clicked, this, [this] { Q_EMIT eventAsked(m_found); });
    connect(m_page, &QPushButton::clicked, this, [this] { QDesktopServices::openUrl(QUrl(twilio::errorUrl(m_code))); });
    auto *texts = new QVBoxLayout;
    texts->setSpacing(3);
    texts->addWidget(m_title);
    texts->addWidget(m_words);
    texts->addWidget(m_advice);
    auto *row = new QHBoxLayout(content);
    row->setContentsMargins(12, 8, 12, 8);
    row->setSpacing(10);
    row->addWidget(m_pill, 0, Qt::AlignTop);
    row->addLayout(texts, 1);
    row->addWidget(m_exchange, 0, Qt::AlignTop);
    row->addWidget(m_page, 0, Qt::AlignTop);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(content);
    layout->addWidget(horizontalLine(m_theme, this));
}

void ErrorStrip::setSession(Session *session) {
    m_session = session;
    setEvent(nullptr);
}

void ErrorStrip::setEvent(const flow::EventPtr &event) {
    if (event == m_event)
        return;
    m_event = event;
    m_found = 0;
    m_job.cancel();
    m_exchange->hide();
    hide();
    if (!event)
        return;
    if (event->meaning.kind == twilio::WebhookKind::Debugger)
        return m_job.start([event](const CancelFlag &) {
            const auto alert = twilio::debuggerAlert(event->allParams());
            return alert ? std::make_shared<const twilio::DebuggerAlert>(*alert) : Alert();
        });
    if (const int code = codeOf(*event); code != 0)
        showCode(code, {}, {});
}

void ErrorStrip::showCode(int code, const QString &words, const QString &place) {
    const std::optional<twilio::ErrorInfo> info = twilio::errorInfo(code);
    const bool warning = info && info->isWarning;
    m_code = code;
    m_pill->setStyle({(warning ? u"! "_s : u"✕ "_s) + QString::number(code), warning ? Role::Warn : Role::Invalid,
        warning ? Role::WarnSoft : Role::InvalidSoft, false});
    m_title->setText(info ? info->title : tr("A code that this version of Offhook does not know"));
    const QString told = QString(words + u'\n' + place).trimmed();
    m_words->setText(told);
    m_words->setVisible(!told.isEmpty());
    const QString advice = info ? QString(info->cause + u' ' + info->cure).trimmed() : QString();
    m_advice->setText(advice);
    m_advice->setVisible(!advice.isEmpty());
    m_page->setToolTip(twilio::errorUrl(code));
    show();
}

void ErrorStrip::showAlert(const Alert &alert) {
    if (!alert)
        return;
    showCode(alert->code, printable(alert->message.toUtf8(), LongestWords), placeOf(*alert));
    findExchange(alert);
}

void ErrorStrip::findExchange(const Alert &alert) {
    if (m_session == nullptr || m_session->events() == nullptr || m_event->id == 0)
        return;
    m_session->events()->thread(
        m_event->id, this, [this, alert, id = m_event->id](const Result<store::ThreadEvents> &thread) {
            if (!thread || !m_event || m_event->id != id)
                return;
            m_found = flow::exchangeOf(*alert, id, thread->events);
            m_exchange->setText(tr("Show the &exchange #%1").arg(grouped(m_found)));
            m_exchange->setVisible(m_found != 0);
        });
}

} // namespace offhook::ui
