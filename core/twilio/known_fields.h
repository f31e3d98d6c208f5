#pragma once

#include "core/http/form.h"

#include <QByteArray>
#include <QByteArrayView>

#include <array>
#include <cstdint>
#include <optional>

// One line per parameter that recognition or the meaning looks at: enumerator, name on the wire.
#define OFFHOOK_KNOWN_FIELDS(X)                                                                                        \
    X(AccountSid, "AccountSid")                                                                                        \
    X(Address, "Address")                                                                                              \
    X(AnsweredBy, "AnsweredBy")                                                                                        \
    X(Attempt, "Attempt")                                                                                              \
    X(Author, "Author")                                                                                                \
    X(Body, "Body")                                                                                                    \
    X(BundleSid, "BundleSid")                                                                                          \
    X(CallDuration, "CallDuration")                                                                                    \
    X(CallSid, "CallSid")                                                                                              \
    X(CallStatus, "CallStatus")                                                                                        \
    X(CallbackSource, "CallbackSource")                                                                                \
    X(Called, "Called")                                                                                                \
    X(Caller, "Caller")                                                                                                \
    X(ClientIdentity, "ClientIdentity")                                                                                \
    X(ConferenceSid, "ConferenceSid")                                                                                  \
    X(ConnectorError, "ConnectorError")                                                                                \
    X(ConversationSid, "ConversationSid")                                                                              \
    X(CurrentQueueSize, "CurrentQueueSize")                                                                            \
    X(DequeingCallSid, "DequeingCallSid")                                                                              \
    X(DialCallDuration, "DialCallDuration")                                                                            \
    X(DialCallSid, "DialCallSid")                                                                                      \
    X(DialCallStatus, "DialCallStatus")                                                                                \
    X(Digits, "Digits")                                                                                                \
    X(Direction, "Direction")                                                                                          \
    X(ErrorCode, "ErrorCode")                                                                                          \
    X(ErrorMessage, "ErrorMessage")                                                                                    \
    X(ErrorType, "ErrorType")                                                                                          \
    X(ErrorUrl, "ErrorUrl")                                                                                            \
    X(EventDescription, "EventDescription")                                                                            \
    X(EventType, "EventType")                                                                                          \
    X(FailureReason, "FailureReason")                                                                                  \
    X(FlowData, "FlowData")                                                                                            \
    X(For, "For")                                                                                                      \
    X(FriendlyName, "FriendlyName")                                                                                    \
    X(From, "From")                                                                                                    \
    X(Identity, "Identity")                                                                                            \
    X(Label, "Label")                                                                                                  \
    X(Latitude, "Latitude")                                                                                            \
    X(Level, "Level")                                                                                                  \
    X(Longitude, "Longitude")                                                                                          \
    X(MachineDetectionDuration, "MachineDetectionDuration")                                                            \
    X(Media, "Media")                                                                                                  \
    X(MediaContentType0, "MediaContentType0")                                                                          \
    X(MessageSid, "MessageSid")                                                                                        \
    X(MessageStatus, "MessageStatus")                                                                                  \
    X(MessagingBindingAddress, "MessagingBinding.Address")                                                             \
    X(Msg, "msg")                                                                                                      \
    X(NumMedia, "NumMedia")                                                                                            \
    X(ParentCallSid, "ParentCallSid")                                                                                  \
    X(ParticipantIdentity, "ParticipantIdentity")                                                                      \
    X(ParticipantLabel, "ParticipantLabel")                                                                            \
    X(PayErrorCode, "PayErrorCode")                                                                                    \
    X(Payload, "Payload")                                                                                              \
    X(PayloadType, "PayloadType")                                                                                      \
    X(PaymentCardNumber, "PaymentCardNumber")                                                                          \
    X(PaymentCardType, "PaymentCardType")                                                                              \
    X(PaymentConfirmationCode, "PaymentConfirmationCode")                                                              \
    X(PaymentError, "PaymentError")                                                                                    \
    X(PaymentMethod, "PaymentMethod")                                                                                  \
    X(PaymentToken, "PaymentToken")                                                                                    \
    X(ProfileId, "ProfileId")                                                                                          \
    X(QueuePosition, "QueuePosition")                                                                                  \
    X(QueueResult, "QueueResult")                                                                                      \
    X(QueueSid, "QueueSid")                                                                                            \
    X(QueueTime, "QueueTime")                                                                                          \
    X(ReasonConferenceEnded, "ReasonConferenceEnded")                                                                  \
    X(ReasonParticipantLeft, "ReasonParticipantLeft")                                                                  \
    X(RecordingDuration, "RecordingDuration")                                                                          \
    X(RecordingSid, "RecordingSid")                                                                                    \
    X(RecordingStatus, "RecordingStatus")                                                                              \
    X(RecordingUrl, "RecordingUrl")                                                                                    \
    X(ReferCallStatus, "ReferCallStatus")                                                                              \
    X(ReferSipResponseCode, "ReferSipResponseCode")                                                                    \
    X(ReferTransferTarget, "ReferTransferTarget")                                                                      \
    X(ReservationSid, "ReservationSid")                                                                                \
    X(ResourceSid, "ResourceSid")                                                                                      \
    X(Result, "Result")                                                                                                \
    X(RoomName, "RoomName")                                                                                            \
    X(RoomSid, "RoomSid")                                                                                              \
    X(SequenceNumber, "SequenceNumber")                                                                                \
    X(SessionDuration, "SessionDuration")                                                                              \
    X(SessionId, "SessionId")                                                                                          \
    X(SessionStatus, "SessionStatus")                                                                                  \
    X(Sid, "Sid")                                                                                                      \
    X(SipResponseCode, "SipResponseCode")                                                                              \
    X(SiprecEvent, "SiprecEvent")                                                                                      \
    X(SiprecSid, "SiprecSid")                                                                                          \
    X(SmsSid, "SmsSid")                                                                                                \
    X(SmsStatus, "SmsStatus")                                                                                          \
    X(SpeechResult, "SpeechResult")                                                                                    \
    X(StableSpeechResult, "StableSpeechResult")                                                                        \
    X(State, "State")                                                                                                  \
    X(StateFrom, "StateFrom")                                                                                          \
    X(StateTo, "StateTo")                                                                                              \
    X(Status, "Status")                                                                                                \
    X(StatusCallbackEvent, "StatusCallbackEvent")                                                                      \
    X(StreamError, "StreamError")                                                                                      \
    X(StreamEvent, "StreamEvent")                                                                                      \
    X(StreamName, "StreamName")                                                                                        \
    X(StreamSid, "StreamSid")                                                                                          \
    X(TaskAssignmentStatus, "TaskAssignmentStatus")                                                                    \
    X(TaskQueueName, "TaskQueueName")                                                                                  \
    X(TaskSid, "TaskSid")                                                                                              \
    X(Timestamp, "Timestamp")                                                                                          \
    X(To, "To")                                                                                                        \
    X(TranscriptionData, "TranscriptionData")                                                                          \
    X(TranscriptionError, "TranscriptionError")                                                                        \
    X(TranscriptionEvent, "TranscriptionEvent")                                                                        \
    X(TranscriptionSid, "TranscriptionSid")                                                                            \
    X(TranscriptionStatus, "TranscriptionStatus")                                                                      \
    X(TranscriptionText, "TranscriptionText")                                                                          \
    X(UnstableSpeechResult, "UnstableSpeechResult")                                                                    \
    X(WorkerName, "WorkerName")                                                                                        \
    X(WorkspaceSid, "WorkspaceSid")

namespace offhook::twilio {

/// The parameters that recognition and the meaning look at. Not stored: may be re-ordered.
enum class Field : std::uint8_t {
#define X(id, name) id,
    OFFHOOK_KNOWN_FIELDS(X)
#undef X
        Count
};

/// The field of that name (case-sensitive, as Twilio's), if it is one of ours.
[[nodiscard]] std::optional<Field> knownField(QByteArrayView name);
[[nodiscard]] QByteArrayView fieldName(Field field);

/// One pass over a request's parameters that finds all known fields at once; the first of several equal names counts.
/// Keeps pointers into `params`, which must outlive it.
class KnownFields {
public:
    explicit KnownFields(const http::Parameters &params);

    [[nodiscard]] bool has(Field field) const { return m_values[std::size_t(field)] != nullptr; }
    /// The value, or an empty view when it is absent.
    [[nodiscard]] QByteArrayView operator[](Field field) const {
        const QByteArray *found = m_values[std::size_t(field)];
        return found != nullptr ? QByteArrayView(*found) : QByteArrayView();
    }
    /// The same, sharing the bytes instead of copying them.
    [[nodiscard]] QByteArray bytes(Field field) const {
        const QByteArray *found = m_values[std::size_t(field)];
        return found != nullptr ? *found : QByteArray();
    }

private:
    std::array<const QByteArray *, std::size_t(Field::Count)> m_values{};
};

} // namespace offhook::twilio
