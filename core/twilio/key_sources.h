#pragma once

#include "core/base/result.h"
#include "core/twilio/signing_key.h"

#include <QString>

#include <vector>

namespace offhook::twilio {

/// Keys named in the environment: TWILIO_AUTH_TOKEN (every account) and TWILIO_AUTH_TOKEN_<AccountSid>. Those of an
/// account come first. Blanks and line ends around a token are not part of it. The label is the variable's name.
[[nodiscard]] std::vector<SigningKey> keysFromEnvironment();

/// Keys of a file: one "LABEL-OR-ACCOUNTSID=TOKEN" or a bare token per line, `#` comments. Fails with FileUnreadable or
/// SyntaxError naming the line, never its content. Keys without a label are called "FILENAME, line N".
[[nodiscard]] Result<std::vector<SigningKey>> keysFromFile(const QString &path);

} // namespace offhook::twilio
