#pragma once

#include "core/account/inventory.h"

namespace offhook::account {

/// Whose setting Twilio really uses for a hook of a number.
struct Decision {
    enum class By : std::uint8_t {
        Number,      ///< the number's own
        Application, ///< a TwiML app's
        Service,     ///< a Messaging Service's
        Trunk,       ///< a SIP trunk's: no webhook at all
        Nobody,      ///< a number has no such setting: each message that is sent names its own
    };
    By by = By::Number;
    QByteArray sid;     ///< of the one that decides
    QString name;       ///< its name, as far as known
    HookValue value;    ///< what is set there; an empty URL where nothing is
    bool isSure = true; ///< false when a list that matters could not be read, or the app is not in it

    bool operator==(const Decision &) const = default;
};

/// By the words of Twilio's description of IncomingPhoneNumber and Messaging Service (twilio-oai d50069b): a trunk
/// makes Twilio ignore the voice URLs and the voice application; a voice (messaging) application makes it ignore the
/// number's voice (messaging) URLs; a Messaging Service takes the messages of its numbers unless
/// use_inbound_webhook_on_number is set. Pure.
[[nodiscard]] Decision decisionFor(const PhoneNumber &number, Hook hook, const Inventory &inventory);

/// The numbers for which that app or service decides about a hook. Pure.
[[nodiscard]] std::vector<const PhoneNumber *> decidedBy(QByteArrayView sid, Hook hook, const Inventory &inventory);

} // namespace offhook::account
