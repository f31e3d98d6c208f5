#include "ui/theme/system_colors.h"

#include <QApplication>
#include <QEvent>
#include <QFileInfo>
#include <QPalette>
#include <QStyle>
#include <QTimer>

#ifdef OFFHOOK_DBUS
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#endif

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

bool isDarkPalette(const QPalette &palette) {
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

} // namespace

SystemColors::SystemColors(QApplication &application, QObject *parent)
    : QObject(parent)
    , m_paletteDark(isDarkPalette(QGuiApplication::palette())) {
    application.installEventFilter(this);
    // Not in the way of the first paint.
    QTimer::singleShot(0, this, [this] { askPortal(); });
}

bool SystemColors::isDark() const {
    return m_portalScheme == 0 ? m_paletteDark : m_portalScheme == 1;
}

bool SystemColors::eventFilter(QObject *watched, QEvent *event) {
    if (event->type() == QEvent::ApplicationPaletteChange && watched == qApp && !m_applying) {
        const bool dark = isDarkPalette(QApplication::style()->standardPalette());
        if (dark != m_paletteDark) {
            m_paletteDark = dark;
            // Setting a palette from inside the delivery of a palette change would be undone by it.
            QMetaObject::invokeMethod(this, &SystemColors::changed, Qt::QueuedConnection);
        }
    }
    return QObject::eventFilter(watched, event);
}

void SystemColors::setPortalScheme(uint scheme) {
    const bool before = isDark();
    m_portalScheme = scheme <= 2 ? scheme : 0;
    if (isDark() != before)
        Q_EMIT changed();
}

#ifdef OFFHOOK_DBUS

namespace {

constexpr QLatin1StringView Service{"org.freedesktop.portal.Desktop"};
constexpr QLatin1StringView Path{"/org/freedesktop/portal/desktop"};
constexpr QLatin1StringView Interface{"org.freedesktop.portal.Settings"};
constexpr QLatin1StringView Group{"org.freedesktop.appearance"};
constexpr QLatin1StringView Key{"color-scheme"};

// libdbus would start a bus of its own where there is none; looking must not do that.
bool hasSessionBus() {
    return qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS") ||
           QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + u"/bus"_s);
}

// Read() wraps the value in two variants, SettingChanged in one: portal documentation, org.freedesktop.portal.Settings.
uint schemeIn(QVariant value) {
    while (value.canConvert<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value.toUInt();
}

} // namespace

void SystemColors::askPortal() {
    if (!hasSessionBus())
        return;
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(
        Service, Path, Interface, u"SettingChanged"_s, this, SLOT(portalChanged(QString, QString, QDBusVariant)));
    QDBusMessage read = QDBusMessage::createMethodCall(Service, Path, Interface, u"Read"_s);
    read.setArguments({QString(Group), QString(Key)});
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(read), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, &SystemColors::portalAnswered);
}

void SystemColors::portalAnswered(QDBusPendingCallWatcher *watcher) {
    const QDBusPendingReply<QDBusVariant> reply = *watcher;
    watcher->deleteLater();
    if (reply.isValid())
        setPortalScheme(schemeIn(reply.value().variant()));
}

void SystemColors::portalChanged(const QString &group, const QString &key, const QDBusVariant &value) {
    if (group == Group && key == Key)
        setPortalScheme(schemeIn(value.variant()));
}

#else

void SystemColors::askPortal() {}

#endif

} // namespace offhook::ui
