#pragma once

#include "core/account/credentials.h"
#include "core/base/result.h"

#include <QCommandLineParser>

namespace offhook::cli {

/// What to reach Twilio's REST API with: an API key from the environment (TWILIO_API_KEY, TWILIO_API_SECRET), else an
/// auth token as for signatures (environment, --key-file, keychain). The account: --account, else TWILIO_ACCOUNT_SID,
/// else the only one that a key names. NoKey says what is missing.
[[nodiscard]] Result<account::Credentials> givenCredentials(const QCommandLineParser &parser);

} // namespace offhook::cli
