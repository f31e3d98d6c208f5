#pragma once

#include "core/http/form.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>
#include <utility>

namespace offhook::twilio {

/// What Twilio's debugger reports in its own webhook, decoded. Texts come from the wire, untrusted.
/// Fact: parameters and the members of Payload, twilio.com/docs/usage/troubleshooting/debugging-event-webhooks, read
/// 2026-09; the keys of more_info differ from code to code, "msg" and "Msg" both occur.
struct DebuggerAlert {
    QByteArray sid;         ///< NO...
    QByteArray level;       ///< "ERROR", "WARNING"
    QByteArray timestamp;   ///< ISO 8601
    int code = 0;           ///< 0 when there is none
    QByteArray resourceSid; ///< what it is about: a call, a message
    QString message;        ///< Twilio's own words
    int line = 0;           ///< in the answer's document, from 1; 0 when it is not about one
    int column = 0;
    QByteArray url; ///< that Twilio requested
    QByteArray method;
    int responseStatus = 0; ///< what it was answered with, as far as Twilio got it
    QByteArray responseBody;
    QList<std::pair<QString, QString>> moreInfo; ///< what else it says, by name
};

/// Reads it out of the parameters of the request; nothing when these are no debugger webhook. A Payload that is no JSON
/// or larger than a megabyte leaves what it would say empty. Pure.
[[nodiscard]] std::optional<DebuggerAlert> debuggerAlert(const http::Parameters &params);

} // namespace offhook::twilio
