#pragma once

#include "core/flow/webhook_event.h"

#include <QByteArray>

namespace offhook::flow {

/// One row of the event table: what the table, facets and `offhook-cli events` need, without the payload.
struct EventSummary {
    EventId id = 0;
    WallTime receivedAt = 0;
    twilio::WebhookKind kind = twilio::WebhookKind::Other;
    twilio::Verdict verdict = twilio::Verdict::Unchecked;
    EventFlags flags;
    qint16 responseStatus = 0;
    QByteArray kindName;
    QByteArray method;
    QByteArray target;
    QByteArray peer;
    QByteArray from;
    QByteArray to;
    QByteArray sid;
    QByteArray parentSid;
    QByteArray status;
    QByteArray summary;
    QByteArray responseType; ///< media type of the answer, "" without body
    qint64 responseBytes = 0;
    qint64 tookUs = -1;
    QString rule;
    QString note;
    QByteArray refusal; ///< refusalName() of a refused request
};

[[nodiscard]] EventSummary summaryOf(const WebhookEvent &event);

} // namespace offhook::flow
