#include "app/cli/serve_tunnel.h"

#include "app/cli/command_line.h"
#include "app/cli/output.h"
#include "core/tunnel/providers.h"

#include <QCoreApplication>

namespace offhook::cli {
namespace {

using namespace Qt::StringLiterals;
using Type = tunnel::State::Type;
using ReachType = tunnel::Reach::Type;

QString nameOf(const QString &id) {
    const tunnel::Provider *provider = tunnel::findProvider(id);
    return provider != nullptr ? QString(provider->description().name) : id;
}

QString exposureText(tunnel::Exposure exposure) {
    switch (exposure) {
    case tunnel::Exposure::ListenerOnly:
        return {};
    case tunnel::Exposure::OtherForwards:
        return u"its arguments make more reachable than the listener"_s;
    case tunnel::Exposure::SharedTunnel:
        return u"what else leads through it is set up at the service, and may be more than the listener"_s;
    case tunnel::Exposure::Unknown:
        return u"what a command of your own makes reachable, Offhook cannot know"_s;
    }
    return {};
}

void say(const QString &text) {
    writeErr("offhook-cli: " + text.toUtf8() + '\n');
}

Result<tunnel::Fields> fieldsFrom(const QStringList &given, tunnel::Fields fields) {
    for (const QString &pair : given) {
        const qsizetype equals = pair.indexOf(u'=');
        const auto field = tunnel::fieldFrom(QStringView(pair).first(qMax<qsizetype>(equals, 0)));
        if (equals <= 0 || !field)
            return Error{ErrorCode::InvalidInput, u"--tunnel-set wants FIELD=VALUE, not %1."_s.arg(pair)};
        fields.insert(*field, pair.sliced(equals + 1));
    }
    return fields;
}

} // namespace

QString tunnelNames() {
    QStringList names;
    for (const auto &provider : tunnel::providers())
        names += provider->description().id;
    return names.join(u", "_s);
}

Result<std::optional<tunnel::Choice>> tunnelChoice(const QCommandLineParser &parser, const TunnelSettings &remembered) {
    if (!parser.isSet(u"tunnel"_s)) {
        if (parser.isSet(u"tunnel-set"_s))
            return Error{ErrorCode::InvalidInput, u"--tunnel-set goes with --tunnel."_s};
        return std::optional<tunnel::Choice>();
    }
    tunnel::Choice choice;
    choice.provider = parser.value(u"tunnel"_s);
    const tunnel::Provider *provider = tunnel::findProvider(choice.provider);
    if (provider == nullptr)
        return Error{
            ErrorCode::InvalidInput, u"There is no tunnel %1; there are %2."_s.arg(choice.provider, tunnelNames())};
    const auto fields =
        fieldsFrom(parser.values(u"tunnel-set"_s), tunnel::withoutCommands(remembered.fields.value(choice.provider)));
    if (!fields)
        return fields.error();
    choice.fields = *fields;
    if (const auto launch = provider->launch({false, u"127.0.0.1"_s, 1}, choice.fields); !launch)
        return Error{ErrorCode::InvalidInput, u"--tunnel %1: %2."_s.arg(choice.provider, launch.error().detail)};
    if (const QString warning = exposureText(provider->exposure(choice.fields)); !warning.isEmpty())
        say(u"%1: %2"_s.arg(provider->description().name, warning));
    return std::optional(choice);
}

TunnelPrinter::TunnelPrinter(Tunnelling &tunnelling, bool json)
    : m_tunnelling(tunnelling)
    , m_json(json) {
    connect(&tunnelling, &Tunnelling::changed, this, &TunnelPrinter::show);
}

void TunnelPrinter::show() {
    const tunnel::State &state = m_tunnelling.state();
    if (state.type == Type::Up && state.url != m_url) {
        m_url = state.url;
        const QByteArray line = "public URL " + m_url + '\n';
        m_json ? writeErr(line) : writeOut(line);
    }
    if (std::exchange(m_state, state.type) != state.type)
        showState(state);
    const tunnel::Reach &reach = m_tunnelling.reach();
    if (std::exchange(m_reach, reach.type) != reach.type)
        showReach(reach);
}

void TunnelPrinter::showState(const tunnel::State &state) {
    const QString name = nameOf(m_tunnelling.settings().provider);
    const tunnel::Provider *provider = tunnel::findProvider(m_tunnelling.settings().provider);
    switch (state.type) {
    case Type::NotInstalled:
        say(u"%1: %2; see %3"_s.arg(name, state.words, provider->description().installUrl));
        return endProgram();
    case Type::LoginNeeded:
        say(u"%1 wants you to log in: %2"_s.arg(name, state.words));
        if (!provider->description().loginCommand.isEmpty())
            writeErr("  " + QByteArray(provider->description().loginCommand.data()) + '\n');
        return endProgram();
    case Type::Failed:
        say(u"%1 failed: %2"_s.arg(name, state.words));
        return endProgram();
    case Type::Reconnecting:
        return say(u"%1: trying again (%2): %3"_s.arg(name).arg(state.attempt).arg(state.words));
    case Type::Off:
    case Type::Starting:
    case Type::Up:
        return;
    }
}

void TunnelPrinter::showReach(const tunnel::Reach &reach) {
    const QString status = reach.status != 0 ? u"HTTP %1 "_s.arg(reach.status) : QString();
    switch (reach.type) {
    case ReachType::Reached:
        return say(u"the outside reaches this listener"_s);
    case ReachType::Interstitial:
        return say(u"%1 puts a page of its own in front of this listener"_s.arg(reach.service));
    case ReachType::SomebodyElse:
        return say(u"at the public URL somebody else answers: %1%2"_s.arg(status, reach.words));
    case ReachType::NotReached:
        return say(u"the outside does not reach this listener: %1%2"_s.arg(status, reach.words));
    case ReachType::Unknown:
    case ReachType::Checking:
        return;
    }
}

// What was up once may be again after the user has done something; what never was will not be by waiting.
void TunnelPrinter::endProgram() {
    if (m_url.isEmpty())
        QCoreApplication::exit(Failed);
}

} // namespace offhook::cli
