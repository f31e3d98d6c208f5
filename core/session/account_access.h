#pragma once

#include "core/account/credentials.h"
#include "core/session/key_store.h"

#include <QObject>

#include <functional>
#include <vector>

namespace offhook {

/// An account whose REST API can be asked.
struct ReachableAccount {
    QByteArray accountSid;
    QByteArray user; ///< the AccountSid, or the SID of an API key (SK...)
    QString label;   ///< of the key
};

/// An API key that is kept: it asks the REST API for an account, and never verifies a signature.
struct ApiKeyEntry {
    QString id; ///< name in the keychain
    QByteArray accountSid;
    QByteArray keySid; ///< "SK..."
    QString label;
    bool isKept = false; ///< in the keychain, not for this run only
};

/// Which accounts can be asked, and with what. In order of precedence: the environment's API key (TWILIO_API_KEY,
/// TWILIO_API_SECRET with TWILIO_ACCOUNT_SID), its token (TWILIO_AUTH_TOKEN with TWILIO_ACCOUNT_SID), kept API keys,
/// and the auth tokens of the key store that name an account. Main thread.
class AccountAccess final : public QObject {
    Q_OBJECT
public:
    AccountAccess(settings::Preferences &preferences, KeyStore &keys, QObject *parent = nullptr);
    ~AccountAccess() override;

    /// Reads the kept API keys; changed() follows. Where none was ever kept the keychain is left alone.
    void load();
    /// One for each account, best first. Changes with the key store too.
    [[nodiscard]] std::vector<ReachableAccount> accounts() const;
    /// Also for an account that nothing names, if the environment has a token without an account. Fails with NoKey.
    [[nodiscard]] Result<account::Credentials> credentials(const QByteArray &accountSid) const;

    [[nodiscard]] const std::vector<ApiKeyEntry> &apiKeys() const { return m_apiKeys; }
    /// Keeps an API key, in place of one with the same SID. Fails with InvalidInput (no AccountSid, no SID of a key, no
    /// secret). It can be used at once.
    void addApiKey(const QByteArray &accountSid, const QByteArray &keySid, const QString &label,
        const SecretBytes &secret, QObject *guard, std::function<void(Result<void>)> callback);
    /// Fails as Secrets::remove().
    void removeApiKey(const QString &id, QObject *guard, std::function<void(Result<void>)> callback);

Q_SIGNALS:
    /// Accounts or API keys.
    void changed();

private:
    /// A way to ask for an account.
    struct Way {
        ReachableAccount account;
        SecretBytes secret;
    };
    [[nodiscard]] std::vector<Way> ways() const;
    void loadNext(QStringList ids);
    void loaded(const QString &id, const Result<SecretBytes> &secret);
    void kept(const QString &id);
    void writeIndex();

    settings::Preferences &m_preferences;
    KeyStore &m_keys;
    settings::Secrets m_secrets;
    std::vector<ApiKeyEntry> m_apiKeys;
    std::map<QString, SecretBytes> m_apiSecrets; ///< by id, as far as they could be read
};

} // namespace offhook
