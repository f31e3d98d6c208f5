#include "core/twilio/summary.h"

#include <QJsonArray>
#include <QJsonObject>

namespace offhook::twilio {
namespace {

using F = Field;
using K = WebhookKind;
using namespace Qt::StringLiterals;

QByteArray prefixed(QByteArrayView prefix, QByteArrayView value) {
    return value.isEmpty() ? QByteArray() : prefix.toByteArray().append(value);
}

QByteArray seconds(QByteArrayView value) {
    // -1 stands for "not known yet" in recording callbacks.
    return value.isEmpty() || value.startsWith('-') ? QByteArray() : value.toByteArray().append(" s");
}

// ErrorCode is "0" in callbacks that report success.
QByteArrayView error(QByteArrayView code) {
    return code == QByteArrayView("0") ? QByteArrayView() : code;
}

QByteArrayView firstOf(QByteArrayView a, QByteArrayView b) {
    return a.isEmpty() ? b : a;
}

QByteArrayView mediaNoun(QByteArrayView contentType) {
    if (contentType.startsWith("image/"))
        return "Photo";
    if (contentType.startsWith("video/"))
        return "Video";
    if (contentType.startsWith("audio/"))
        return "Audio";
    if (contentType.contains("vcard"))
        return "Contact";
    return contentType.startsWith("application/") ? QByteArrayView("Document") : QByteArrayView("Media");
}

QByteArray message(const KnownFields &f) {
    const int media = f[F::NumMedia].toInt();
    const QByteArray count = media > 0 ? QByteArray::number(media).append(" media") : QByteArray();
    if (!f[F::Body].isEmpty()) // the attachments behind the text, which may be long
        return media > 0 ? dotted({cut(f[F::Body], MaxSummary - 16), count}) : f.bytes(F::Body);
    if (media > 0)
        return dotted({mediaNoun(f[F::MediaContentType0]), count});
    if (f.has(F::Latitude))
        return dotted({"Location", firstOf(firstOf(f[F::Label], f[F::Address]),
                                       QByteArray(f.bytes(F::Latitude) + ", " + f.bytes(F::Longitude)))});
    return f.has(F::FlowData) ? QByteArray("Flow answer") : QByteArray("Empty message");
}

QByteArray fallback(const KnownFields &f) {
    return dotted({prefixed("error ", f[F::ErrorCode]), f[F::ErrorUrl]});
}

QByteArray gather(const KnownFields &f) {
    if (!f[F::Digits].isEmpty())
        return dotted({prefixed("Digits ", f[F::Digits]), f[F::SpeechResult]});
    return f[F::SpeechResult].isEmpty() ? QByteArray("No input") : f.bytes(F::SpeechResult);
}

QByteArray callStatus(const KnownFields &f) {
    const bool completed = f[F::CallStatus] == QByteArrayView("completed");
    const bool sipFailed = !f[F::SipResponseCode].isEmpty() && !f[F::SipResponseCode].startsWith('2');
    return dotted({f[F::CallStatus], completed ? seconds(f[F::CallDuration]) : QByteArray(),
        sipFailed ? prefixed("SIP ", f[F::SipResponseCode]) : QByteArray()});
}

QByteArray queueWait(const KnownFields &f) {
    const QByteArray size = prefixed(" of ", f[F::CurrentQueueSize]);
    return dotted({QByteArray(prefixed("position ", f[F::QueuePosition]) + size), seconds(f[F::QueueTime])});
}

QByteArray conference(const KnownFields &f) {
    return dotted(
        {f[F::StatusCallbackEvent], f[F::ParticipantLabel], f[F::ReasonParticipantLeft], f[F::ReasonConferenceEnded]});
}

QByteArray pay(const KnownFields &f) {
    return dotted({f[F::Result], f[F::PaymentMethod], f[F::PaymentCardType],
        prefixed("error ", firstOf(f[F::PayErrorCode], f[F::PaymentError]))});
}

QByteArray payStatus(const KnownFields &f) {
    return dotted({f[F::For], prefixed("attempt ", f[F::Attempt]), f[F::ErrorType]});
}

QJsonDocument parsed(QByteArrayView text) {
    return text.size() > MaxSummarisedJson ? QJsonDocument() : QJsonDocument::fromJson(text.toByteArray());
}

QByteArray liveTranscription(const KnownFields &f) {
    const QByteArray said = parsed(f[F::TranscriptionData]).object().value("transcript"_L1).toString().toUtf8();
    return dotted({said.isEmpty() ? f.bytes(F::TranscriptionEvent) : said, f[F::TranscriptionError]});
}

// Conversations lists attachments as JSON: [{"Sid":..,"ContentType":..,"Filename":..,"Size":..}].
QByteArray conversationMedia(const KnownFields &f) {
    const QJsonArray media = parsed(f[F::Media]).array();
    if (media.isEmpty())
        return {};
    const QByteArray type = media.first().toObject().value("ContentType"_L1).toString().toUtf8();
    return dotted({mediaNoun(type), QByteArray(QByteArray::number(media.size()) + " media")});
}

QByteArray conversation(const KnownFields &f) {
    if (f.has(F::StateTo))
        return f.bytes(F::StateFrom) + " → " + f.bytes(F::StateTo);
    if (f.has(F::Status))
        return dotted({f[F::Status], error(f[F::ErrorCode])});
    if (!f[F::Body].isEmpty())
        return f.bytes(F::Body);
    const QByteArray media = conversationMedia(f);
    if (!media.isEmpty())
        return media;
    return firstOf(firstOf(f[F::FriendlyName], firstOf(f[F::MessagingBindingAddress], f[F::Identity])), f[F::State])
        .toByteArray();
}

// The debugger's Payload: {"error_code", "more_info": {"Msg" or "msg" or "parserMessage", ...}, ...}
QByteArray debuggerAlert(const KnownFields &f) {
    const QJsonObject payload = parsed(f[F::Payload]).object();
    const QJsonObject details = payload.value("more_info"_L1).toObject();
    QString words;
    for (const QLatin1StringView name : {"parserMessage"_L1, "Msg"_L1, "msg"_L1, "Message"_L1, "message"_L1}) {
        if (words.isEmpty())
            words = details.value(name).toString();
    }
    return dotted({payload.value("error_code"_L1).toVariant().toString().toUtf8(), words.toUtf8()});
}

QByteArray eventStreams(const QJsonDocument &json) {
    constexpr QLatin1StringView Common("com.twilio.");
    const QJsonArray events = json.array();
    QList<QByteArray> types;
    for (const QJsonValue event : events) {
        QString type = event.toObject().value("type"_L1).toString();
        if (type.startsWith(Common))
            type.remove(0, Common.size());
        if (!types.contains(type.toUtf8()))
            types.append(type.toUtf8());
        if (types.size() == 8) // the line is full long before
            break;
    }
    const QByteArray count = QByteArray::number(events.size()) + (events.size() == 1 ? " event" : " events");
    return events.isEmpty() ? QByteArray() : dotted({count, types.join(", ")});
}

// A body that Twilio does not document, such as Studio's HTTP Request widget sends: whatever names the matter.
QByteArray otherJson(const QJsonDocument &json) {
    if (json.isArray())
        return "JSON array · " + QByteArray::number(json.array().size());
    const QJsonObject object = json.object();
    for (const QLatin1StringView name : {"type"_L1, "event"_L1, "message"_L1, "status"_L1, "name"_L1}) {
        const QByteArray text = object.value(name).toString().toUtf8();
        if (!text.isEmpty())
            return text;
    }
    return object.isEmpty() ? QByteArray() : QByteArray("JSON · ").append(object.keys().join(u", "_s).toUtf8());
}

QByteArray other(const http::Request &request, const KnownFields &f, const QJsonDocument &json) {
    if (!json.isNull())
        return otherJson(json);
    if (!f[F::Body].isEmpty())
        return f.bytes(F::Body);
    return request.body().isEmpty() ? QByteArray() : QByteArray::number(request.body().size()).append(" bytes");
}

QByteArray ofCall(K kind, const KnownFields &f) {
    switch (kind) {
    case K::VoiceFallback:
        return fallback(f);
    case K::VoiceOutbound:
        return dotted({f[F::CallStatus], f[F::AnsweredBy]});
    case K::Gather:
        return gather(f);
    case K::GatherPartial:
        return firstOf(f[F::UnstableSpeechResult], f[F::StableSpeechResult]).toByteArray();
    case K::RecordAction:
        return dotted({"recorded", seconds(f[F::RecordingDuration])});
    case K::CallStatus:
    case K::DialNumberStatus:
        return callStatus(f);
    case K::DialAction:
        return dotted({f[F::DialCallStatus], seconds(f[F::DialCallDuration])});
    case K::EnqueueWait:
        return queueWait(f);
    case K::EnqueueAction:
        return dotted({f[F::QueueResult], seconds(f[F::QueueTime])});
    case K::QueueAgent:
        return dotted({"to agent", prefixed("waited ", seconds(f[F::QueueTime]))});
    case K::ConversationRelayAction:
        return dotted({f[F::SessionStatus], seconds(f[F::SessionDuration]), f[F::ErrorMessage]});
    case K::PayAction:
        return pay(f);
    case K::PayStatus:
        return payStatus(f);
    case K::ReferAction:
        return dotted({f[F::ReferCallStatus], prefixed("SIP ", f[F::ReferSipResponseCode])});
    case K::ReferUrl:
        return prefixed("to ", f[F::ReferTransferTarget]);
    default:
        return f.bytes(F::CallStatus);
    }
}

QByteArray ofAttachment(K kind, const KnownFields &f) {
    switch (kind) {
    case K::Conference:
        return conference(f);
    case K::StreamStatus:
        return dotted({f[F::StreamEvent], f[F::StreamName], f[F::StreamError]});
    case K::SiprecStatus:
        return f.bytes(F::SiprecEvent);
    case K::RealtimeTranscription:
        return liveTranscription(f);
    case K::RecordingTranscription:
        return firstOf(f[F::TranscriptionText], f[F::TranscriptionStatus]).toByteArray();
    case K::RecordingStatus:
        return dotted({f[F::RecordingStatus], seconds(f[F::RecordingDuration]), error(f[F::ErrorCode])});
    default: // AsyncAmd
        return dotted({f[F::AnsweredBy], QByteArray(f.bytes(F::MachineDetectionDuration) + " ms")});
    }
}

QByteArray whole(K kind, const http::Request &request, const KnownFields &f, const QJsonDocument &json) {
    switch (kind) {
    case K::Other:
        return other(request, f, json);
    case K::WebSocketHandshake:
        return request.path().toByteArray();
    case K::EventStreamsBatch:
        return eventStreams(json);
    case K::Debugger:
        return debuggerAlert(f);
    case K::ConversationsPre:
    case K::ConversationsPost:
        return conversation(f);
    case K::TaskRouterAssignment:
        return prefixed("to ", f[F::WorkerName]);
    case K::TaskRouterEvent:
        return firstOf(f[F::EventDescription], f[F::EventType]).toByteArray();
    case K::VideoRoom:
        return dotted({f[F::StatusCallbackEvent], f[F::ParticipantIdentity]});
    case K::MessageStatus:
        return dotted({f[F::MessageStatus], error(f[F::ErrorCode])});
    case K::SmsInbound:
    case K::MmsInbound:
    case K::WhatsAppInbound:
    case K::RcsInbound:
    case K::MessengerInbound:
        return message(f);
    case K::MessagingFallback:
        return fallback(f);
    case K::RegulatoryBundle:
        return dotted({f[F::Status], f[F::FailureReason]});
    case K::Conference:
    case K::StreamStatus:
    case K::SiprecStatus:
    case K::RealtimeTranscription:
    case K::RecordingTranscription:
    case K::RecordingStatus:
    case K::AsyncAmd:
        return ofAttachment(kind, f);
    default:
        return ofCall(kind, f);
    }
}

} // namespace

QByteArray summarise(
    WebhookKind kind, const http::Request &request, const KnownFields &fields, const QJsonDocument &json) {
    return cut(whole(kind, request, fields, json));
}

int errorCodeIn(WebhookKind kind, QByteArrayView summary) {
    constexpr QByteArrayView Dot(" · ");
    const bool told = kind == K::MessageStatus || kind == K::RecordingStatus;
    const qsizetype dot = told ? summary.lastIndexOf(Dot) : -1;
    if (dot < 0)
        return 0;
    bool number = false;
    const int code = summary.sliced(dot + Dot.size()).toInt(&number);
    return number && code > 0 ? code : 0;
}

QByteArray dotted(std::initializer_list<QByteArrayView> pieces) {
    QByteArray line;
    for (const QByteArrayView piece : pieces) {
        if (piece.isEmpty())
            continue;
        if (!line.isEmpty())
            line += " · ";
        line += piece;
    }
    return line;
}

QByteArray cut(QByteArrayView text, qsizetype limit) {
    constexpr QByteArrayView Ellipsis("…");
    if (text.size() <= limit)
        return text.toByteArray();
    qsizetype end = limit - Ellipsis.size();
    // Back to the first byte of a character; no further than UTF-8's three continuation bytes, for the text may be
    // in another encoding.
    for (int i = 0; i < 3 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U; ++i)
        --end;
    return text.first(end).toByteArray() + Ellipsis;
}

} // namespace offhook::twilio
