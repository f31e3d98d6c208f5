#include "ui/numbers/numbers_text.h"

#include "core/account/shown_url.h"
#include "core/base/text_guard.h"
#include "ui/util/text_format.h"

#include <QCoreApplication>

namespace offhook::ui {
namespace {

using account::Decision;
using account::Hook;
using account::ResourceKind;

constexpr int LongestName = 60;

QString tr(const char *text) {
    return QCoreApplication::translate("Numbers", text);
}

QString nameOf(const Decision &decision) {
    return decision.name.isEmpty() ? address(decision.sid, true) : printable(decision.name, LongestName);
}

// A number is named after itself until somebody gives it a name: "+15005550006", "(500) 555-0006".
bool isSameNumber(QString name, const QString &number) {
    name.removeIf([](QChar c) { return QStringView(u" ()-.").contains(c); });
    return number.endsWith(name);
}

} // namespace

QString resourceKindLabel(ResourceKind kind) {
    switch (kind) {
    case ResourceKind::Number:
        return tr("Phone number");
    case ResourceKind::Application:
        return tr("TwiML app");
    case ResourceKind::Service:
        break;
    }
    return tr("Messaging Service");
}

QString resourceTitle(const account::Resource &resource) {
    if (resource.kind == ResourceKind::Number)
        return address(static_cast<const account::PhoneNumber &>(resource).phoneNumber.toUtf8(), false);
    return resource.name.isEmpty() ? QString::fromLatin1(resource.sid) : printable(resource.name, LongestName);
}

QString resourceSubtitle(const account::Resource &resource) {
    if (resource.kind != ResourceKind::Number)
        return resourceKindLabel(resource.kind);
    const QString number = static_cast<const account::PhoneNumber &>(resource).phoneNumber;
    return isSameNumber(resource.name, number) ? QString() : printable(resource.name, LongestName);
}

QString hookLabel(Hook hook) {
    switch (hook) {
    case Hook::Voice:
        return tr("Calls");
    case Hook::VoiceFallback:
        return tr("Calls, fallback");
    case Hook::VoiceStatus:
        return tr("Call status");
    case Hook::Message:
        return tr("Messages");
    case Hook::MessageFallback:
        return tr("Messages, fallback");
    case Hook::MessageStatus:
        break;
    }
    return tr("Message status");
}

QString hookValueText(const account::HookValue &value) {
    if (value.url.isEmpty())
        return tr("nothing");
    const QString url = account::shownUrl(value.url);
    return value.method.isEmpty() || value.method == u"POST" ? url : QString(printable(value.method, 10) + u' ' + url);
}

QString decisionText(const Decision &decision) {
    switch (decision.by) {
    case Decision::By::Number:
        return hookValueText(decision.value);
    case Decision::By::Application:
        return tr("TwiML app %1: %2")
            .arg(nameOf(decision), decision.isSure ? hookValueText(decision.value) : tr("unknown"));
    case Decision::By::Service:
        return tr("Messaging Service %1: %2").arg(nameOf(decision), hookValueText(decision.value));
    case Decision::By::Trunk:
        return tr("SIP trunk %1").arg(nameOf(decision));
    case Decision::By::Nobody:
        break;
    }
    return tr("named by each message");
}

QString overriddenText(const Decision &decision) {
    switch (decision.by) {
    case Decision::By::Number:
        return {};
    case Decision::By::Application:
        return tr("No effect: the TwiML app %1 decides. Point that instead.").arg(nameOf(decision));
    case Decision::By::Service:
        return tr("No effect: the Messaging Service %1 decides. Point that instead.").arg(nameOf(decision));
    case Decision::By::Trunk:
        return tr("No effect: the SIP trunk %1 takes the calls, without a webhook.").arg(nameOf(decision));
    case Decision::By::Nobody:
        break;
    }
    return tr("A number has no such setting: each message that is sent names its own URL.");
}

} // namespace offhook::ui
