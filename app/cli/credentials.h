#pragma once

#include "core/account/credentials.h"
#include "core/base/result.h"

#include <QCommandLineParser>

namespace offhook::cli {

/// What to ask Twilio's REST API with: see AccountAccess; the keychain is only read when environment and --key-file do
/// not do. The account is --account, else TWILIO_ACCOUNT_SID, else the only one that can be asked. NoKey says what is
/// missing.
[[nodiscard]] Result<account::Credentials> givenCredentials(const QCommandLineParser &parser);

} // namespace offhook::cli
