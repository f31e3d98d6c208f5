#pragma once

#include "core/session/account_access.h"

#include <QCommandLineParser>

#include <memory>

namespace offhook::cli {

/// --account and --key-file
void addAccountOptions(QCommandLineParser &parser);

/// Waits for the keychain (at most 5 s) when nothing else names an account.
void waitForAccounts(AccountAccess &access, KeyStore &keys);

/// The accounts that a one-shot command can ask: environment and key file; only when these name none, the keychain.
class Accounts {
public:
    [[nodiscard]] static Result<std::unique_ptr<Accounts>> open(const QCommandLineParser &parser);

    [[nodiscard]] const AccountAccess &access() const { return m_access; }

private:
    Accounts();
    settings::Preferences m_preferences;
    KeyStore m_keys;
    AccountAccess m_access;
};

/// The account of --account, else the environment's, else the only one. Fails with NoKey, or InvalidInput when there
/// are several.
[[nodiscard]] Result<account::Credentials> chosenAccount(const QCommandLineParser &parser, const AccountAccess &access);

/// What to tell someone whose account cannot be asked.
[[nodiscard]] QString howToGiveAnAccount();

} // namespace offhook::cli
