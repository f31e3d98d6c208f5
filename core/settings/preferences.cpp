#include "core/settings/preferences.h"

#include <QDir>
#include <QHostAddress>
#include <QSettings>
#include <QStandardPaths>

namespace offhook::settings {
namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype RecentWorkspaceLimit = 10;
constexpr qsizetype ReplayTargetLimit = 10;

QString defaultFile() {
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + u"/preferences.ini"_s;
}

// One spelling per address, so that "::1" and "0:0:0:0:0:0:0:1" are one consent.
QString normalisedAddress(const QString &address) {
    const QHostAddress parsed(address.trimmed());
    return parsed.isNull() ? address.trimmed().toLower() : parsed.toString();
}

} // namespace

Preferences::Preferences(const QString &file)
    : m_settings(std::make_unique<QSettings>(file.isEmpty() ? defaultFile() : file, QSettings::IniFormat)) {}

Preferences::~Preferences() = default;

Preferences::Theme Preferences::theme() const {
    const QString name = m_settings->value(u"look/theme"_s).toString();
    if (name == u"light")
        return Theme::Light;
    return name == u"dark" ? Theme::Dark : Theme::System;
}

void Preferences::setTheme(Theme theme) {
    const QString name = theme == Theme::Light ? u"light"_s : theme == Theme::Dark ? u"dark"_s : u"system"_s;
    m_settings->setValue(u"look/theme"_s, name);
}

QByteArray Preferences::layout(const QString &name) const {
    return m_settings->value(u"layout/"_s + name).toByteArray();
}

void Preferences::setLayout(const QString &name, const QByteArray &state) {
    m_settings->setValue(u"layout/"_s + name, state);
}

QStringList Preferences::recentWorkspaces() const {
    return m_settings->value(u"workspaces/recent"_s).toStringList();
}

void Preferences::addRecentWorkspace(const QString &path) {
    const QString absolute = QDir::cleanPath(QDir::current().absoluteFilePath(path));
    QStringList recent = recentWorkspaces();
    recent.removeAll(absolute);
    recent.prepend(absolute);
    m_settings->setValue(u"workspaces/recent"_s, recent.mid(0, RecentWorkspaceLimit));
}

bool Preferences::mayListenOn(const QString &address) const {
    if (QHostAddress(address.trimmed()).isLoopback())
        return true;
    return m_settings->value(u"listener/allowed"_s).toStringList().contains(normalisedAddress(address));
}

void Preferences::allowListeningOn(const QString &address) {
    if (mayListenOn(address))
        return;
    const QStringList allowed = m_settings->value(u"listener/allowed"_s).toStringList();
    m_settings->setValue(u"listener/allowed"_s, allowed + QStringList(normalisedAddress(address)));
    m_settings->sync();
}

bool Preferences::mayReplayTo(const QByteArray &host) const {
    return m_settings->value(u"replay/allowed"_s).toStringList().contains(QString::fromUtf8(host.toLower()));
}

void Preferences::allowReplayTo(const QByteArray &host) {
    if (mayReplayTo(host))
        return;
    const QStringList allowed = m_settings->value(u"replay/allowed"_s).toStringList();
    m_settings->setValue(u"replay/allowed"_s, allowed + QStringList(QString::fromUtf8(host.toLower())));
    m_settings->sync();
}

QStringList Preferences::replayTargets() const {
    return m_settings->value(u"replay/targets"_s).toStringList();
}

void Preferences::addReplayTarget(const QString &url) {
    if (url.contains(u'@'))
        return;
    QStringList targets = replayTargets();
    targets.removeAll(url);
    targets.prepend(url);
    m_settings->setValue(u"replay/targets"_s, targets.mid(0, ReplayTargetLimit));
}

QByteArray Preferences::keyIndex() const {
    return m_settings->value(u"keys/index"_s).toByteArray();
}

void Preferences::setKeyIndex(const QByteArray &json) {
    m_settings->setValue(u"keys/index"_s, json);
    // A key whose index is lost in a crash would stay in the keychain without a name.
    m_settings->sync();
}

QByteArray Preferences::apiKeyIndex() const {
    return m_settings->value(u"keys/api-index"_s).toByteArray();
}

void Preferences::setApiKeyIndex(const QByteArray &json) {
    m_settings->setValue(u"keys/api-index"_s, json);
    m_settings->sync();
}

bool Preferences::flag(const QString &name, bool fallback) const {
    return m_settings->value(u"flags/"_s + name, fallback).toBool();
}

void Preferences::setFlag(const QString &name, bool on) {
    m_settings->setValue(u"flags/"_s + name, on);
}

} // namespace offhook::settings
