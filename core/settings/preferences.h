#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <memory>

class QSettings;

namespace offhook::settings {

/// The user's preferences, shared by all workspaces: looks, layout, recent files, consent. An INI file in the config
/// folder (QStandardPaths::AppConfigLocation), or `file` (tests). Never a secret. One thread.
class Preferences {
public:
    explicit Preferences(const QString &file = {});
    ~Preferences();

    enum class Theme { System, Light, Dark };
    [[nodiscard]] Theme theme() const;
    void setTheme(Theme theme);

    /// Opaque bytes by name: window geometry, splitter and header states.
    [[nodiscard]] QByteArray layout(const QString &name) const;
    void setLayout(const QString &name, const QByteArray &state);

    [[nodiscard]] QStringList recentWorkspaces() const;
    void addRecentWorkspace(const QString &path);

    /// Addresses other than loopback the user agreed to be reachable on.
    [[nodiscard]] bool mayListenOn(const QString &address) const;
    void allowListeningOn(const QString &address);

    /// Hosts other than loopback the user agreed to send replays to. In lower case, without port.
    [[nodiscard]] bool mayReplayTo(const QByteArray &host) const;
    void allowReplayTo(const QByteArray &host);
    /// URLs of earlier replays, latest first; such with a password are not kept.
    [[nodiscard]] QStringList replayTargets() const;
    void addReplayTarget(const QString &url);

    /// Labels, kinds and accounts of the keys in the keychain: JSON, no secret.
    [[nodiscard]] QByteArray keyIndex() const;
    void setKeyIndex(const QByteArray &json);
    /// The same of API keys, which sign nothing.
    [[nodiscard]] QByteArray apiKeyIndex() const;
    void setApiKeyIndex(const QByteArray &json);

    [[nodiscard]] bool flag(const QString &name, bool fallback) const;
    void setFlag(const QString &name, bool on);

private:
    std::unique_ptr<QSettings> m_settings;
};

} // namespace offhook::settings
