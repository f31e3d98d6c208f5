#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace offhook::twilio {

/// A parameter's name as Twilio's webhooks write it.
struct ParameterSpelling {
    QByteArray name;
    bool isGuessed = false; ///< not in the catalogue: the words are right, capitals and hyphens may not be
};

/// From the spelling of the API that tells a call's past requests: "call_sid" is "CallSid", "media_url_0" is
/// "MediaUrl0". A name with a capital is one already, and one without that the catalogue does not know gets a capital
/// for each word. Pure, thread-safe.
/// Fact: "parameters property keys are presented in snake_case format"
/// (twilio.com/docs/voice/api/call-event-resource, read 2026-11).
[[nodiscard]] ParameterSpelling parameterSpelling(QByteArrayView told);

/// The letters and digits of a name, without what the two spellings differ in: "callsid".
[[nodiscard]] QByteArray spellingKey(QByteArrayView name);

} // namespace offhook::twilio
