#pragma once

#include "core/settings/preferences.h"
#include "core/settings/secrets.h"
#include "core/twilio/signing_key.h"

#include <QObject>

#include <functional>
#include <vector>

namespace offhook {

/// One signing key as shown: never the secret.
struct KeyEntry {
    enum class Origin : std::uint8_t { Keychain, Memory, Environment, KeyFile, Sample };
    QString id;          ///< name in the keychain; empty for those that cannot be removed
    twilio::KeyKind kind = twilio::KeyKind::AuthToken;
    QByteArray account;
    QString label;
    Origin origin = Origin::Memory;
};

/// The signing keys of this run: environment, key file, keychain, and the sample key that signs Send test for accounts
/// of the samples. GUI thread.
class KeyStore final : public QObject {
    Q_OBJECT
public:
    KeyStore(settings::Preferences &preferences, QObject *parent = nullptr);
    ~KeyStore() override;

    /// Reads the keychain's keys; `changed()` follows when they are there.
    void load();
    [[nodiscard]] const std::vector<KeyEntry> &entries() const { return m_entries; }
    /// Copies share the secrets' memory.
    [[nodiscard]] std::vector<twilio::SigningKey> keys() const { return m_keys; }
    /// Keys other than the sample key.
    [[nodiscard]] int userKeyCount() const;
    [[nodiscard]] settings::Secrets::Backend backend() const { return m_secrets.backend(); }

    void addFixed(std::vector<twilio::SigningKey> keys, KeyEntry::Origin origin);
    /// Adds or replaces (same account and kind) a key and keeps it in the keychain.
    void add(twilio::SigningKey key, QObject *guard, std::function<void(Result<void>)> callback);
    void remove(const QString &id, QObject *guard, std::function<void(Result<void>)> callback);

Q_SIGNALS:
    void changed();

private:
    void loadNext(QStringList ids);
    void writeIndex();
    void insert(KeyEntry entry, twilio::SigningKey key);

    settings::Preferences &m_preferences;
    settings::Secrets m_secrets;
    std::vector<KeyEntry> m_entries;
    std::vector<twilio::SigningKey> m_keys;
};

} // namespace offhook
