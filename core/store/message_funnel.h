#pragma once

#include <QByteArrayView>
#include <QHash>

#include <array>

namespace offhook::store {

/// How far messages came, each counted once however many callbacks told of it and in whatever order. Value type.
struct DeliveryFunnel {
    qint64 messages = 0; ///< all that had a status callback
    qint64 sent = 0;     ///< handed on to the carrier, or known to be further
    qint64 delivered = 0;
    qint64 read = 0;
    qint64 failed = 0; ///< failed, undelivered or canceled, and never delivered
    bool operator==(const DeliveryFunnel &) const = default;
};

/// The statuses that the messages' callbacks told, by MessageSid. About 30 bytes a message.
/// Fact: accepted, queued, sending, sent, then delivered and read or undelivered; failed from anywhere; callbacks may
/// come in any order (twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks, read 2026-09).
class MessageFunnel {
public:
    /// Statuses that are none of a message count as its beginning. Without a SID nothing is counted.
    void add(QByteArrayView messageSid, QByteArrayView status);
    [[nodiscard]] DeliveryFunnel funnel() const;

private:
    QHash<quint64, quint8> m_seen; ///< by a hash of the SID: which statuses
    std::array<qint64, 32> m_bySeen{};
};

} // namespace offhook::store
