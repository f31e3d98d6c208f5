#include "ui/detail/timeline_script.h"

#include "core/base/text_guard.h"
#include "core/flow/thread_tracker.h"
#include "ui/util/error_text.h"
#include "ui/util/text_format.h"

#include <QCoreApplication>
#include <QXmlStreamReader>

#include <algorithm>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;
using flow::EventFlag;
using flow::Finding;
using twilio::Subject;
using twilio::WebhookKind;
using Type = Finding::Type;

constexpr qsizetype ReadTwiml = 64 * 1024; // Twilio takes no more (error 11750)
constexpr int ShownVerbs = 6;
constexpr qsizetype ShownText = 120;
constexpr std::size_t ShownStates = 12;

QString words(const char *text) {
    return QCoreApplication::translate("Timeline", text);
}

QString number(EventId id) {
    return u'#' + grouped(id);
}

// "10 min", "4 h": limits are whole in one of these.
QString limitText(std::chrono::seconds limit) {
    const qint64 s = limit.count();
    if (s % 3600 == 0)
        return words(QT_TRANSLATE_NOOP("Timeline", "%1 h")).arg(s / 3600);
    if (s % 60 == 0)
        return words(QT_TRANSLATE_NOOP("Timeline", "%1 min")).arg(s / 60);
    return words(QT_TRANSLATE_NOOP("Timeline", "%1 s")).arg(s);
}

QString missingNumbers(const Finding &finding) {
    QStringList numbers;
    for (const qint64 one : finding.numbers)
        numbers.append(QString::number(one));
    return numbers.size() == 1
               ? words(QT_TRANSLATE_NOOP("Timeline", "SequenceNumber %1 never came")).arg(numbers[0])
               : words(QT_TRANSLATE_NOOP("Timeline", "SequenceNumbers %1 never came")).arg(numbers.join(", "_L1));
}

// Since the first step, to the millisecond: "+0.000 s", "+35.690 s", "+1:02:03.400".
QString offset(WallTime us) {
    const qint64 ms = us / 1000;
    const QString seconds = QString::number(ms / 1000 % 60) + u'.' + u"%1"_s.arg(ms % 1000, 3, 10, '0'_L1);
    if (ms < 60'000)
        return u'+' + seconds + u" s"_s;
    const QString padded = ms / 1000 % 60 < 10 ? u'0' + seconds : seconds;
    if (ms < 3'600'000)
        return u"+%1:%2"_s.arg(ms / 60'000).arg(padded);
    return u"+%1:%2:%3"_s.arg(ms / 3'600'000).arg(ms / 60'000 % 60, 2, 10, '0'_L1).arg(padded);
}

bool isGoodEnd(QByteArrayView status) {
    return status == "delivered" || status == "read" || status == "completed" || status == "received";
}

bool isBadEnd(QByteArrayView status) {
    return status == "failed" || status == "undelivered" || status == "busy" || status == "no-answer" ||
           status == "canceled" || status == "absent";
}

Role severity(Type type) {
    return type == Type::Retry || type == Type::RepeatedDelivery || type == Type::Duplicate ? Role::Info : Role::Warn;
}

QString subjectName(Subject subject) {
    switch (subject) {
    case Subject::Message:
        return words(QT_TRANSLATE_NOOP("Timeline", "Message"));
    case Subject::Call:
        return words(QT_TRANSLATE_NOOP("Timeline", "Call"));
    case Subject::Conference:
        return words(QT_TRANSLATE_NOOP("Timeline", "Conference"));
    case Subject::Recording:
        return words(QT_TRANSLATE_NOOP("Timeline", "Recording"));
    case Subject::Transcription:
    case Subject::LiveTranscription:
        return words(QT_TRANSLATE_NOOP("Timeline", "Transcription"));
    case Subject::Stream:
        return words(QT_TRANSLATE_NOOP("Timeline", "Stream"));
    case Subject::Room:
        return words(QT_TRANSLATE_NOOP("Timeline", "Room"));
    case Subject::ConversationMessage:
        return words(QT_TRANSLATE_NOOP("Timeline", "Conversation message"));
    case Subject::Delivery:
        return words(QT_TRANSLATE_NOOP("Timeline", "Delivery"));
    case Subject::Detection:
        return words(QT_TRANSLATE_NOOP("Timeline", "Answered by"));
    case Subject::None:
        break;
    }
    return words(QT_TRANSLATE_NOOP("Timeline", "Thread"));
}

class Writer {
public:
    explicit Writer(const flow::Thread &thread)
        : m_thread(thread) {
        if (!thread.items.empty())
            m_begin = thread.items.front().event->receivedAt;
        for (const flow::Thread::Item &item : thread.items)
            m_begin = std::min(m_begin, item.event->receivedAt);
    }
    TimelineScript write();

private:
    void addItem(const flow::Thread::Item &item);
    [[nodiscard]] QString textOf(const flow::Thread::Item &item) const;
    [[nodiscard]] TimelineStep answerOf(const flow::WebhookEvent &event) const;
    void addTitle();
    void addFoot();

    const flow::Thread &m_thread;
    WallTime m_begin = 0;
    TimelineScript m_script;
};

TimelineScript Writer::write() {
    addTitle();
    for (const flow::Thread::Item &item : m_thread.items)
        addItem(item);
    std::stable_sort(m_script.steps.begin(), m_script.steps.end(),
        [](const TimelineStep &a, const TimelineStep &b) { return a.at < b.at; });
    if (m_thread.left > 0)
        m_script.before =
            QCoreApplication::translate("Timeline", "%n earlier events are not shown", nullptr, int(m_thread.left));
    addFoot();
    return std::move(m_script);
}

// Statuses of a message say enough; a call's events are of many kinds.
QString Writer::textOf(const flow::Thread::Item &item) const {
    const twilio::Meaning &meaning = item.event->meaning;
    const QString summary = printable(meaning.summary, ShownText);
    if (meaning.kind == WebhookKind::MessageStatus && !summary.isEmpty())
        return summary;
    if (meaning.kind == WebhookKind::ConversationsPre || meaning.kind == WebhookKind::ConversationsPost) {
        const QString name = printable(twilio::variantOf(meaning.kind, meaning.kindName));
        return summary.isEmpty() ? name : name + u" · "_s + summary;
    }
    const QString kind = kindLabel(meaning.kind);
    return summary.isEmpty() ? kind : kind + u" · "_s + summary;
}

void Writer::addItem(const flow::Thread::Item &item) {
    const flow::WebhookEvent &event = *item.event;
    TimelineStep step;
    step.id = event.id;
    step.at = event.receivedAt;
    step.text = textOf(item);
    step.time = offset(event.receivedAt - m_begin);
    if (isGoodEnd(item.fact.status) && item.fact.callback)
        step.ink = Role::Valid;
    else if (isBadEnd(item.fact.status) || event.meaning.kind == WebhookKind::Debugger)
        step.ink = Role::Invalid;
    QStringList reasons;
    Role worst = Role::Info;
    for (const Finding &finding : item.findings) {
        reasons.append(findingText(finding));
        worst = severity(finding.type) == Role::Warn ? Role::Warn : worst;
        step.dashed = step.dashed || severity(finding.type) == Role::Info;
        if (finding.type == Type::OutOfOrder || finding.type == Type::Contradictory)
            step.ink = Role::Warn;
    }
    step.reason = reasons.join(" · "_L1);
    step.reasonInk = worst;
    const TimelineStep answer = answerOf(event);
    if (answer.text.isEmpty())
        step.aside = answer.aside;
    m_script.steps.push_back(step);
    if (!answer.text.isEmpty())
        m_script.steps.push_back(answer);
}

// An answer that only acknowledges needs no arrow of its own: it stands at the end of the request's.
TimelineStep Writer::answerOf(const flow::WebhookEvent &event) const {
    TimelineStep step;
    step.id = event.id;
    step.answer = true;
    step.from = TimelineLane::Offhook;
    step.to = TimelineLane::Twilio;
    step.at = event.receivedAt + std::max<qint64>(event.tookUs, 0);
    step.time = event.tookUs < 0 ? QString() : duration(event.tookUs);
    step.ink = Role::Muted;
    const QString status = QString::number(event.response.status);
    const QString verbs = twimlVerbs(event.response.body);
    if (event.response.status == 0 || event.flags.testFlag(EventFlag::ClientGone)) {
        step.text = words(QT_TRANSLATE_NOOP("Timeline", "no answer"));
        step.ink = Role::Invalid;
    } else if (flow::isUnacknowledged(event)) {
        step.text = status;
        step.ink = Role::Invalid;
    } else if (!verbs.isEmpty()) {
        step.text = status + u" · "_s + verbs;
    }
    if (event.flags.testFlag(EventFlag::Late))
        step.reason = words(QT_TRANSLATE_NOOP("Timeline", "after Twilio's time limit"));
    step.aside = step.time.isEmpty() ? status : status + u" · "_s + step.time;
    return step;
}

void Writer::addTitle() {
    if (m_thread.items.empty())
        return;
    const QByteArray &sid =
        m_thread.subjects.empty() ? m_thread.items.front().event->meaning.sid : m_thread.subjects.front().sid;
    m_script.subject = m_thread.subjects.empty() ? Subject::None : m_thread.subjects.front().subject;
    const int events = int(m_thread.items.size() + m_thread.left);
    m_script.title = QCoreApplication::translate("Timeline", "%n events", nullptr, events);
    if (events == 1)
        m_script.title = words(QT_TRANSLATE_NOOP("Timeline", "1 event"));
    if (!sid.isEmpty())
        m_script.title = subjectName(m_script.subject) + u' ' + address(sid, true) + u" · "_s + m_script.title;
}

void Writer::addFoot() {
    for (const flow::SubjectState &state : m_thread.subjects) {
        if (state.status.isEmpty() || m_script.foot.size() >= qsizetype(ShownStates))
            continue;
        const QString status = printable(state.status);
        QString line = m_thread.subjects.size() == 1
                           ? words(QT_TRANSLATE_NOOP("Timeline", "Now: %1")).arg(status)
                           : subjectName(state.subject) + u' ' + address(state.sid, true) + u": "_s + status;
        if (state.isContradictory)
            line += u" · "_s + words(QT_TRANSLATE_NOOP("Timeline", "contradictory final states"));
        m_script.foot.append(line);
    }
}

} // namespace

QString findingText(const Finding &finding) {
    const QString other = number(finding.other);
    const QString word = printable(finding.word);
    switch (finding.type) {
    case Type::Retry:
        return finding.otherStatus >= 400
                   ? words(QT_TRANSLATE_NOOP("Timeline", "retry: %1 was answered %2"))
                         .arg(other)
                         .arg(finding.otherStatus)
                   : words(QT_TRANSLATE_NOOP("Timeline", "retry: Twilio did not get the answer to %1")).arg(other);
    case Type::RepeatedDelivery:
        return words(QT_TRANSLATE_NOOP("Timeline", "same idempotency token as %1, which was acknowledged")).arg(other);
    case Type::Duplicate:
        return words(QT_TRANSLATE_NOOP("Timeline", "duplicate of %1")).arg(other);
    case Type::OutOfOrder:
        return words(QT_TRANSLATE_NOOP("Timeline", "arrived after %1")).arg(word);
    case Type::Contradictory:
        return words(QT_TRANSLATE_NOOP("Timeline", "contradicts %1 of %2")).arg(word, other);
    case Type::MissingSequence:
        return missingNumbers(finding);
    case Type::NoFinalStatus:
        return words(QT_TRANSLATE_NOOP("Timeline", "no final status within %1")).arg(limitText(finding.waited));
    case Type::NeverCompleted:
        return words(QT_TRANSLATE_NOOP("Timeline", "never completed within %1")).arg(limitText(finding.waited));
    case Type::NoInput:
        return words(QT_TRANSLATE_NOOP(
            "Timeline", "the Gather's action was never requested: no input, the caller hung up, or it was lost"));
    }
    return {};
}

QString twimlVerbs(const QByteArray &body) {
    QXmlStreamReader xml(body.left(ReadTwiml));
    if (!xml.readNextStartElement() || xml.name() != "Response"_L1)
        return {};
    QStringList verbs;
    while (xml.readNextStartElement()) {
        if (verbs.size() == ShownVerbs) {
            verbs.append(u"…"_s);
            break;
        }
        verbs.append(printable(xml.name().toUtf8(), 32));
        xml.skipCurrentElement();
    }
    return verbs.join(", "_L1);
}

QString TimelineScript::spoken(EventId id) const {
    QStringList parts;
    for (const TimelineStep &step : steps) {
        if (step.id != id)
            continue;
        for (const QString &part : {step.text, step.time, step.aside, step.reason}) {
            if (!part.isEmpty())
                parts.append(part);
        }
    }
    return parts.join(", "_L1);
}

bool TimelineScript::holds(EventId id) const {
    return std::any_of(steps.begin(), steps.end(), [id](const TimelineStep &step) { return step.id == id; });
}

TimelineScript timelineScript(const flow::Thread &thread) {
    return Writer(thread).write();
}

} // namespace offhook::ui
