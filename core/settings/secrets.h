#pragma once

#include "core/base/result.h"
#include "core/base/secret_bytes.h"

#include <QObject>
#include <QStringList>

#include <chrono>
#include <functional>
#include <memory>

namespace offhook::settings {

/// Keeps secrets by name in the OS keychain (QtKeychain). Where none is reachable they live in memory for this run
/// only, and `backend()` says so. Lives on one thread with an event loop; callbacks run there, later than the call,
/// once, never after `guard` died. Nothing here blocks.
class Secrets final : public QObject {
    Q_OBJECT
public:
    enum class Backend { Unknown, Keychain, Memory };

    explicit Secrets(const QString &service, QObject *parent = nullptr);
    ~Secrets() override;

    /// Unknown until the first read or write finished.
    [[nodiscard]] Backend backend() const;

    /// Whether a secret that was written rests in the keychain, not in memory only.
    [[nodiscard]] bool isKept(const QString &name) const;

    /// How long one operation may wait for the keychain: a person may be typing the password that unlocks it. After
    /// that the keychain counts as not reachable until it answers. Default two minutes.
    void setTimeLimit(std::chrono::milliseconds limit);

    /// Fails with NotFound, KeychainMissing (not reachable), KeychainFailed (refused) or TimedOut.
    void read(const QString &name, QObject *guard, std::function<void(Result<SecretBytes>)> callback);
    /// Falls back to memory when there is no keychain: then it succeeds and backend() is Memory.
    void write(
        const QString &name, const SecretBytes &secret, QObject *guard, std::function<void(Result<void>)> callback);
    /// Removing what is not there succeeds.
    void remove(const QString &name, QObject *guard, std::function<void(Result<void>)> callback);

Q_SIGNALS:
    void backendChanged();

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

} // namespace offhook::settings
