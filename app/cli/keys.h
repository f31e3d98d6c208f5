#pragma once

#include "core/base/result.h"
#include "core/session/key_store.h"

#include <QCommandLineParser>

namespace offhook::cli {

/// --key-file FILE
void addKeyOptions(QCommandLineParser &parser);

/// Puts the environment's keys and the key file's into the store.
[[nodiscard]] Result<void> addGivenKeys(const QCommandLineParser &parser, KeyStore &keys);

/// The keys of a one-shot command: environment and key file; only when these name none, the keychain (at most 5 s).
[[nodiscard]] Result<std::vector<twilio::SigningKey>> loadKeys(const QCommandLineParser &parser);

/// What to tell someone without a key.
[[nodiscard]] QString howToGiveAKey();

/// The key to sign a request of this account with: the account's own, else the first. -1 when there is none.
[[nodiscard]] int keyFor(const std::vector<twilio::SigningKey> &keys, QByteArrayView account);

} // namespace offhook::cli
