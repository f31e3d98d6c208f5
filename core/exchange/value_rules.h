#pragma once

#include "core/exchange/value_redactor.h"

namespace offhook::exchange {

/// What to do with a value of that name.
struct ValueRule {
    bool staysWhenPlain = false; ///< a status, kind, number, time or country: stays when it looks like one
    Category category = Category::Custom;
};

/// The rule of a parameter, JSON member or TwiML attribute; the name in any case and with or without underscores.
[[nodiscard]] ValueRule valueRule(QByteArrayView name);

/// Whether a value looks like a status, kind, number, time or country and like nothing private: short, of letters,
/// digits and few marks, no long run of digits unless it is a time.
[[nodiscard]] bool isPlainValue(QByteArrayView value);

/// Whether a path segment stays: a word such as "sms" or "status-callback", or a version.
[[nodiscard]] bool isPlainSegment(QByteArrayView segment);

} // namespace offhook::exchange
