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
    QString id; ///< name in the keychain; empty for those that cannot be removed
    twilio::KeyKind kind = twilio::KeyKind::AuthToken;
    QByteArray account;
    QString label;
    Origin origin = Origin::Memory;
};

/// The signing keys of this run: environment, key file, keychain, and the sample key that signs Send test for accounts
/// of the samples: made anew at each start, always there, always last. GUI thread.
class KeyStore final : public QObject {
    Q_OBJECT
public:
    KeyStore(settings::Preferences &preferences, QObject *parent = nullptr);
    ~KeyStore() override;

    /// Reads the keychain's keys; `changed()` follows when they are there, or cannot be had. Where no key was ever kept
    /// the keychain is left alone, so that nobody is asked to unlock it for nothing.
    void load();
    /// Same order as keys().
    [[nodiscard]] const std::vector<KeyEntry> &entries() const { return m_entries; }
    /// Copies share the secrets' memory.
    [[nodiscard]] std::vector<twilio::SigningKey> keys() const { return m_keys; }
    /// Keys other than the sample key.
    [[nodiscard]] int userKeyCount() const;
    [[nodiscard]] settings::Secrets::Backend backend() const { return m_secrets.backend(); }

    /// Keys that are given to the program and never kept.
    void addFixed(std::vector<twilio::SigningKey> keys, KeyEntry::Origin origin);
    /// Adds or replaces (same account and kind) a key and keeps it in the keychain. It signs and verifies at once, as
    /// Origin::Memory, and becomes Origin::Keychain when the keychain has it. Keys that name no account and shared
    /// keys, of which an account may have several, replace only those of the same label. Fails with InvalidInput (no
    /// secret).
    void add(twilio::SigningKey key, QObject *guard, std::function<void(Result<void>)> callback);
    /// Forgets a key that add() or load() brought. Fails with NotFound, or as Secrets::remove(): then it is still
    /// there.
    void remove(const QString &id, QObject *guard, std::function<void(Result<void>)> callback);

Q_SIGNALS:
    void changed();

private:
    void addSampleKeys();
    void loadNext(QStringList ids);
    void loaded(const QString &id, Result<SecretBytes> secret);
    void kept(const QString &id);
    void writeIndex();
    /// Before the sample keys.
    void insert(KeyEntry entry, twilio::SigningKey key);
    void erase(const QString &id);
    /// Position in m_entries of the key with this keychain name, or -1.
    [[nodiscard]] qsizetype indexOf(const QString &id) const;
    [[nodiscard]] QString idFor(const twilio::SigningKey &key) const;

    settings::Preferences &m_preferences;
    settings::Secrets m_secrets;
    std::vector<KeyEntry> m_entries;
    std::vector<twilio::SigningKey> m_keys;
    /// What the keychain holds as far as we know, loaded or not: a keychain that is locked today has its keys tomorrow.
    std::vector<KeyEntry> m_index;
};

} // namespace offhook
