#include "core/twilio/meaning.h"

#include "core/twilio/summary.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <iterator>

namespace offhook::twilio {
namespace {

using F = Field;
using K = WebhookKind;
using namespace Qt::StringLiterals;

QByteArray firstOf(const KnownFields &f, std::initializer_list<Field> fields) {
    for (const Field field : fields) {
        if (!f[field].isEmpty())
            return f.bytes(field);
    }
    return {};
}

QJsonDocument jsonBody(const http::Request &request) {
    if (request.body().isEmpty() || request.body().size() > MaxSummarisedJson)
        return {};
    const QByteArray type = request.mediaType();
    if (type != "application/json" && !type.endsWith("+json"))
        return {};
    return QJsonDocument::fromJson(request.body());
}

QByteArray text(const QJsonObject &object, QLatin1StringView name) {
    return object.value(name).toString().toUtf8();
}

// "participant-join" and "conference-start" are "conference.join" and "conference.start".
QByteArray conferenceVariant(QByteArrayView event) {
    for (const QByteArrayView prefix : {QByteArrayView("participant-"), QByteArrayView("conference-")}) {
        if (event.startsWith(prefix))
            return event.sliced(prefix.size()).toByteArray();
    }
    return event.toByteArray();
}

QByteArray variantOfKind(K kind, const KnownFields &f) {
    switch (kind) {
    case K::Debugger:
        return f.bytes(F::Level).toLower();
    case K::ConversationsPre:
    case K::ConversationsPost:
        return f.bytes(F::EventType);
    case K::Conference:
        return conferenceVariant(f[F::StatusCallbackEvent]);
    case K::RecordingStatus:
        return f.bytes(F::RecordingStatus);
    case K::MessageStatus:
        return f.bytes(F::MessageStatus);
    case K::Gather:
        return f[F::SpeechResult].isEmpty() ? "digits" : "speech";
    case K::CallStatus: // the event that StatusCallbackEvent calls "answered" carries the status "in-progress"
        return f[F::CallStatus] == QByteArrayView("in-progress") ? "answered" : f.bytes(F::CallStatus);
    default:
        return {};
    }
}

// The variant is the sender's text: only a short plain word may become part of a name that filters and files use.
bool isPlainWord(QByteArrayView text) {
    const auto plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    };
    return !text.isEmpty() && text.size() <= 40 && std::all_of(text.begin(), text.end(), plain);
}

QByteArray dottedName(K kind, const KnownFields &f) {
    const QByteArray name(info(kind).name);
    const QByteArray variant = variantOfKind(kind, f);
    return isPlainWord(variant) ? QByteArray(name + '.' + variant) : name;
}

Field sidField(K kind) {
    switch (kind) {
    case K::Debugger:
        return F::Sid;
    case K::ConversationsPre:
    case K::ConversationsPost:
        return F::ConversationSid;
    case K::TaskRouterAssignment:
        return F::ReservationSid;
    case K::TaskRouterEvent:
        return F::ResourceSid;
    case K::VideoRoom:
        return F::RoomSid;
    case K::Conference:
        return F::ConferenceSid;
    case K::StreamStatus:
        return F::StreamSid;
    case K::SiprecStatus:
        return F::SiprecSid;
    case K::RealtimeTranscription:
    case K::RecordingTranscription:
        return F::TranscriptionSid;
    case K::RecordingStatus:
        return F::RecordingSid;
    case K::RegulatoryBundle:
        return F::BundleSid;
    case K::MessageStatus:
    case K::SmsInbound:
    case K::MmsInbound:
    case K::WhatsAppInbound:
    case K::RcsInbound:
    case K::MessengerInbound:
    case K::MessagingFallback:
        return F::MessageSid;
    default:
        return F::CallSid;
    }
}

QByteArray statusOf(K kind, const KnownFields &f) {
    switch (kind) {
    case K::MessageStatus:
        return f.bytes(F::MessageStatus);
    case K::ConversationsPre:
    case K::ConversationsPost:
        return firstOf(f, {F::StateTo, F::Status, F::State});
    case K::Debugger:
        return f.bytes(F::Level);
    case K::TaskRouterEvent:
        return firstOf(f, {F::TaskAssignmentStatus, F::EventType});
    case K::VideoRoom:
    case K::Conference:
        return f.bytes(F::StatusCallbackEvent);
    case K::StreamStatus:
        return f.bytes(F::StreamEvent);
    case K::SiprecStatus:
        return f.bytes(F::SiprecEvent);
    case K::RealtimeTranscription:
        return f.bytes(F::TranscriptionEvent);
    case K::RecordingTranscription:
        return f.bytes(F::TranscriptionStatus);
    case K::RecordingStatus:
        return f.bytes(F::RecordingStatus);
    case K::AsyncAmd:
        return f.bytes(F::AnsweredBy);
    case K::DialAction:
        return f.bytes(F::DialCallStatus);
    case K::EnqueueAction:
        return f.bytes(F::QueueResult);
    case K::ConversationRelayAction:
        return f.bytes(F::SessionStatus);
    case K::PayAction:
        return f.bytes(F::Result);
    case K::ReferAction:
        return f.bytes(F::ReferCallStatus);
    case K::RegulatoryBundle:
        return f.bytes(F::Status);
    default:
        return firstOf(f, {F::CallStatus, F::SmsStatus});
    }
}

void addAddresses(Meaning &m, const KnownFields &f) {
    switch (m.kind) {
    case K::ConversationsPre:
    case K::ConversationsPost:
        m.from = firstOf(f, {F::Author, F::MessagingBindingAddress, F::Identity, F::ClientIdentity});
        m.to = m.sid;
        return;
    case K::VideoRoom:
        m.from = f.bytes(F::ParticipantIdentity);
        m.to = f.bytes(F::RoomName);
        return;
    case K::TaskRouterAssignment:
    case K::TaskRouterEvent:
        m.from = firstOf(f, {F::TaskQueueName, F::TaskSid});
        m.to = f.bytes(F::WorkerName);
        return;
    case K::Conference:
        m.from = f.bytes(F::CallSid);
        m.to = f.bytes(F::FriendlyName);
        return;
    default:
        // What belongs to a call and names no address shows the call in its place.
        m.from = firstOf(f, {F::From, F::Caller, F::CallSid, F::ConferenceSid});
        m.to = firstOf(f, {F::To, F::Called});
    }
}

QByteArray parentOf(const Meaning &m, const KnownFields &f) {
    QByteArray parent = firstOf(f, {F::ParentCallSid, F::CallSid, F::ConferenceSid});
    if (m.kind == K::TaskRouterAssignment || m.kind == K::TaskRouterEvent)
        parent = f.bytes(F::TaskSid);
    return parent == m.sid ? QByteArray() : parent;
}

void addDebuggerResource(Meaning &m, const KnownFields &f) {
    if (f[F::Payload].size() <= MaxSummarisedJson)
        m.parentSid = text(QJsonDocument::fromJson(f.bytes(F::Payload)).object(), "resource_sid"_L1);
}

// The data of an event type of messaging or voice name what the form parameters of a status callback do.
void addFirstEvent(Meaning &m, const QJsonDocument &json) {
    const QJsonObject event = json.array().first().toObject();
    const QJsonObject data = event.value("data"_L1).toObject();
    m.from = text(data, "from"_L1);
    m.to = text(data, "to"_L1);
    m.status = text(data, "messageStatus"_L1).toLower();
    m.sid = text(event, "id"_L1);
    for (const QLatin1StringView name : {"messageSid"_L1, "callSid"_L1, "resourceSid"_L1}) {
        if (m.parentSid.isEmpty())
            m.parentSid = text(data, name);
    }
}

// Only when all events agree: the account chooses the key, and one batch has one signature.
void addEventsAccount(Meaning &m, const QJsonDocument &json) {
    const QJsonArray events = json.array();
    m.accountSid.clear();
    for (const QJsonValue event : events) {
        const QByteArray account = text(event.toObject().value("data"_L1).toObject(), "accountSid"_L1);
        if (!m.accountSid.isEmpty() && account != m.accountSid) {
            m.accountSid.clear();
            return;
        }
        m.accountSid = account;
    }
}

// Studio's HTTP Request widget and the like: JSON with the names of the form parameters, when the author chose them.
void addJsonMembers(Meaning &m, const QJsonObject &body) {
    m.accountSid = text(body, "AccountSid"_L1);
    m.from = text(body, "From"_L1);
    m.to = text(body, "To"_L1);
    m.sid = text(body, "MessageSid"_L1);
    if (m.sid.isEmpty())
        m.sid = text(body, "CallSid"_L1);
}

} // namespace

http::Parameters allParameters(const http::Request &request) {
    // By media type alone: bytes without one may look like a form by chance, and Twilio always says so.
    const bool form = request.hasMediaType("application/x-www-form-urlencoded");
    http::Parameters params = form ? http::decodeForm(request.body()) : http::Parameters();
    http::Parameters query = http::decodeForm(request.query());
    params.insert(params.end(), std::make_move_iterator(query.begin()), std::make_move_iterator(query.end()));
    return params;
}

Meaning meaningOf(const http::Request &request, const http::Parameters &params) {
    const KnownFields f(params);
    const QJsonDocument json = jsonBody(request);
    Meaning m;
    m.kind = classify(request, f);
    m.kindName = dottedName(m.kind, f);
    m.accountSid = f.bytes(F::AccountSid);
    m.idempotencyToken = request.header("I-Twilio-Idempotency-Token").toByteArray();
    m.sid = firstOf(f, {sidField(m.kind), F::MessageSid, F::SmsSid, F::CallSid});
    m.parentSid = parentOf(m, f);
    m.status = statusOf(m.kind, f);
    addAddresses(m, f);
    if (m.kind == K::Debugger)
        addDebuggerResource(m, f);
    if (m.kind == K::EventStreamsBatch) {
        addFirstEvent(m, json);
        addEventsAccount(m, json);
    } else if (m.kind == K::Other && json.isObject()) {
        addJsonMembers(m, json.object());
    }
    m.summary = summarise(m.kind, request, f, json);
    return m;
}

} // namespace offhook::twilio
