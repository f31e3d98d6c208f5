#include "ui/tunnel/tunnel_text.h"

#include "core/tunnel/providers.h"
#include "ui/util/text_format.h"

#include <QCoreApplication>

namespace offhook::ui {
namespace {

using namespace Qt::StringLiterals;
using tunnel::Field;
using Type = tunnel::State::Type;
using ReachType = tunnel::Reach::Type;

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(Tunnel)
};

QString answerOf(const tunnel::Reach &reach) {
    if (reach.status == 0)
        return reach.words;
    return u"HTTP %1 %2"_s.arg(reach.status).arg(reach.words).trimmed();
}

QString since(WallTime time) {
    return localTime(time).section(u'.', 0, 0);
}

} // namespace

QString tunnelName(const QString &provider) {
    if (provider == "ssh"_L1)
        return Texts::tr("SSH, your own host");
    if (provider == "ssh-relay"_L1)
        return Texts::tr("SSH, a public relay");
    if (provider == "custom"_L1)
        return Texts::tr("A command of yours");
    if (provider == "manual"_L1)
        return Texts::tr("A URL you know");
    const tunnel::Provider *known = tunnel::findProvider(provider);
    return known != nullptr ? QString(known->description().name) : provider;
}

ToneText tunnelState(const tunnel::State &state) {
    switch (state.type) {
    case Type::Off:
        return {Role::Muted, Texts::tr("○ Off")};
    case Type::NotInstalled:
        return {Role::Warn, Texts::tr("⚠ Not installed")};
    case Type::LoginNeeded:
        return {Role::Warn, Texts::tr("⚠ Needs you to log in")};
    case Type::Starting:
        return {Role::Info, Texts::tr("… Starting")};
    case Type::Up:
        return {Role::Valid, state.runsElsewhere
                                 ? Texts::tr("✓ Up since %1, in an agent that runs already").arg(since(state.since))
                                 : Texts::tr("✓ Up since %1").arg(since(state.since))};
    case Type::Reconnecting:
        return {Role::Warn, Texts::tr("↻ Reconnecting, try %1").arg(state.attempt)};
    case Type::Failed:
        return {Role::Invalid, Texts::tr("✕ Failed")};
    }
    return {};
}

QString tunnelWord(const tunnel::State &state) {
    switch (state.type) {
    case Type::Off:
    case Type::Up:
        return {};
    case Type::NotInstalled:
        return Texts::tr("not installed");
    case Type::LoginNeeded:
        return Texts::tr("log in");
    case Type::Starting:
        return Texts::tr("starting");
    case Type::Reconnecting:
        return Texts::tr("reconnecting %1").arg(state.attempt);
    case Type::Failed:
        return Texts::tr("failed");
    }
    return {};
}

ToneText tunnelReach(const tunnel::Reach &reach) {
    switch (reach.type) {
    case ReachType::Unknown:
        return {};
    case ReachType::Checking:
        return {Role::Muted, Texts::tr("… Asking whether the outside reaches this listener")};
    case ReachType::Reached:
        return {Role::Valid, Texts::tr("✓ The outside reaches this listener.")};
    case ReachType::Interstitial:
        return {Role::Warn,
            Texts::tr(
                "⚠ The outside reaches this listener only past a page of %1. It is meant for browsers; a request that "
                "looks like one gets the page instead of your answer.")
                .arg(reach.service)};
    case ReachType::SomebodyElse:
        if (!reach.service.isEmpty())
            return {Role::Invalid,
                Texts::tr("✕ A page of %1 stands in front of this listener: %2").arg(reach.service, answerOf(reach))};
        return {Role::Invalid, Texts::tr("✕ Somebody else answers at the public URL: %1").arg(answerOf(reach))};
    case ReachType::NotReached:
        return {Role::Invalid, Texts::tr("✕ The outside does not reach this listener: %1").arg(answerOf(reach))};
    }
    return {};
}

QString tunnelFieldLabel(Field field, const QString &provider) {
    switch (field) {
    case Field::Destination:
        return provider == "ssh-relay"_L1 ? Texts::tr("Relay") : Texts::tr("Host");
    case Field::RemotePort:
        return Texts::tr("Public port");
    case Field::PublicUrl:
        return Texts::tr("Public URL");
    case Field::Domain:
        return provider == "localtunnel"_L1   ? Texts::tr("Subdomain")
               : provider == "cloudflared"_L1 ? Texts::tr("Host name")
                                              : Texts::tr("Reserved domain");
    case Field::Name:
        return Texts::tr("Tunnel's name");
    case Field::Server:
        return provider == "ngrok"_L1 ? Texts::tr("Agent's API") : Texts::tr("Relay");
    case Field::Command:
        return Texts::tr("Command");
    case Field::Pattern:
        return Texts::tr("Pattern of the URL");
    case Field::Arguments:
        return Texts::tr("More arguments");
    case Field::Program:
        return Texts::tr("Program");
    }
    return {};
}

QString tunnelFieldHint(Field field, const QString &provider) {
    const tunnel::Provider *known = tunnel::findProvider(provider);
    switch (field) {
    case Field::Destination:
        return provider == "ssh-relay"_L1 ? u"nokey@localhost.run"_s : u"me@gate.example.com:22"_s;
    case Field::RemotePort:
        return provider == "tailscale"_L1 ? Texts::tr("443, 8443 or 10000")
               : provider == "ssh"_L1     ? Texts::tr("any free one")
                                          : u"80"_s;
    case Field::PublicUrl:
        return provider == "ssh"_L1 ? Texts::tr("http://HOST:PORT; {port} is filled in")
                                    : u"https://hooks.example.com"_s;
    case Field::Domain:
        return provider == "cloudflared"_L1 ? Texts::tr("of a named tunnel: hooks.example.com")
                                            : Texts::tr("one by chance");
    case Field::Name:
        return provider == "cloudflared"_L1 ? Texts::tr("none: a quick tunnel") : Texts::tr("a new one");
    case Field::Server:
        return provider == "ngrok"_L1 ? u"127.0.0.1:4040"_s : u"https://localtunnel.me"_s;
    case Field::Command:
        return u"bore local {port} --to bore.pub"_s;
    case Field::Pattern:
        return Texts::tr("the first URL it prints");
    case Field::Arguments:
        return {};
    case Field::Program:
        return known != nullptr ? QString(known->description().program) : QString();
    }
    return {};
}

QString tunnelWarning(tunnel::Exposure exposure) {
    switch (exposure) {
    case tunnel::Exposure::ListenerOnly:
        return {};
    case tunnel::Exposure::OtherForwards:
        return Texts::tr("⚠ These arguments forward more than the listener.");
    case tunnel::Exposure::SharedTunnel:
        return Texts::tr(
            "⚠ What else leads through this tunnel is set up at the service: it may make more reachable than "
            "the listener.");
    case tunnel::Exposure::Unknown:
        return Texts::tr("⚠ What your command makes reachable beside the listener, Offhook cannot know.");
    }
    return {};
}

} // namespace offhook::ui
