#include "ui/respond/hold_notice.h"

#include "ui/util/error_text.h"
#include "ui/util/text_format.h"

#include <QApplication>
#include <QWidget>

#ifdef OFFHOOK_DBUS
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#endif

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;

constexpr int ShownMs = 12'000;
constexpr auto SoundFlag = "hold-sound";

} // namespace

HoldNotice::HoldNotice(QWidget &window)
    : QObject(&window)
    , m_window(window) {}

bool HoldNotice::wantsSound(const settings::Preferences &preferences) {
    return preferences.flag(QString::fromLatin1(SoundFlag), false);
}

void HoldNotice::setWantsSound(settings::Preferences &preferences, bool on) {
    preferences.setFlag(QString::fromLatin1(SoundFlag), on);
}

void HoldNotice::setSession(Session *session) {
    if (m_session)
        disconnect(&m_session->answering(), nullptr, this, nullptr);
    m_session = session;
    m_told = 0;
    if (m_session)
        connect(&m_session->answering(), &Answering::heldChanged, this, [this] { heldChanged(); });
}

void HoldNotice::heldChanged() {
    const auto &held = m_session->answering().held();
    if (held.empty() || held.back().id <= m_told)
        return;
    m_told = held.back().id;
    if (wantsSound(m_session->preferences()))
        QApplication::beep();
    if (!m_window.isActiveWindow()) {
        QApplication::alert(&m_window);
        notify(held.back(), held.size());
    }
}

// Markup in the body is a server's choice (Desktop Notifications Specification 1.2): what came from outside has none.
void HoldNotice::notify(const rules::HeldRequest &held, std::size_t count) {
#ifdef OFFHOOK_DBUS
    const twilio::Meaning &meaning = held.request->meaning;
    QString text = tr("%1 from %2").arg(kindLabel(meaning.kind), address(meaning.from, false)).toHtmlEscaped();
    if (count > 1)
        text += u"\n"_s + tr("%1 are waiting").arg(grouped(qint64(count)));
    QDBusMessage call = QDBusMessage::createMethodCall(u"org.freedesktop.Notifications"_s,
        u"/org/freedesktop/Notifications"_s, u"org.freedesktop.Notifications"_s, u"Notify"_s);
    call.setArguments({QApplication::applicationName(), m_notification, u"offhook"_s, tr("Twilio is waiting"), text,
        QStringList(), QVariantMap{{u"category"_s, u"im.received"_s}}, ShownMs});
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<quint32> reply = *watcher;
        m_notification = reply.isError() ? 0 : reply.value();
        watcher->deleteLater();
    });
#else
    Q_UNUSED(held)
    Q_UNUSED(count)
#endif
}

} // namespace offhook::ui
