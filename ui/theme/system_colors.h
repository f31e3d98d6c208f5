#pragma once

#include <QObject>

#ifdef OFFHOOK_DBUS
#include <QDBusVariant>
#endif

class QApplication;
class QDBusPendingCallWatcher;

namespace offhook::ui {

/// Whether the system asks for dark colours. Qt 6.4 has no QStyleHints::colorScheme(), so there are two sources: the
/// XDG desktop portal (org.freedesktop.appearance color-scheme: 0 no preference, 1 dark, 2 light) where there is one,
/// else the lightness of the palette that the platform brings. Both are watched. GUI thread.
class SystemColors final : public QObject {
    Q_OBJECT
public:
    /// Construct before another palette is set on the application.
    explicit SystemColors(QApplication &application, QObject *parent = nullptr);

    [[nodiscard]] bool isDark() const;
    /// The palette changes made while this is on are ours, not the system's.
    void setApplying(bool on) { m_applying = on; }

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void changed();

private:
    void askPortal();
    void setPortalScheme(uint scheme);
#ifdef OFFHOOK_DBUS
    void portalAnswered(QDBusPendingCallWatcher *watcher);
private Q_SLOTS:
    void portalChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
#endif
    bool m_paletteDark = false;
    bool m_applying = false;
    uint m_portalScheme = 0;
};

} // namespace offhook::ui
