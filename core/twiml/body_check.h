#pragma once

#include "core/twiml/validator.h"

namespace offhook::twiml {

/// What can be said of a body before it is read as XML.
struct BodyVerdict {
    std::vector<Diagnostic> found;
    bool isXml = true;      ///< false: Twilio does not take it as TwiML, or there is nothing to read
    bool mayBeText = false; ///< text/plain for voice: TwiML if it is some, else read aloud
};

/// Size, content type, byte order mark, declared encoding.
[[nodiscard]] BodyVerdict checkBody(QByteArrayView body, const CheckContext &context);

} // namespace offhook::twiml
