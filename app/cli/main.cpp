#include "app/cli/command_line.h"
#include "app/cli/output.h"
#include "core/base/log.h"

#include <QCoreApplication>

namespace {

using namespace offhook::cli;

constexpr Command Commands[] = {
    {"serve",
        "[--listen A:P] [--workspace F] [--public-url U] [--answer FILE | --rules FILE] [--routes FILE] [--tls-cert F "
        "--tls-key F] [--tunnel NAME] [--point NAME]... [--json]",
        "captures, verifies and answers Twilio requests until Ctrl+C", serve},
    {"events", "[--workspace F] [--filter E] [--limit N] [--json]", "lists captured events", events},
    {"show", "ID [--workspace F] [--raw | --json]", "shows one event whole", show},
    {"verify", "--url U --signature S [--method M] [--content-type T] [--body FILE|-] [--json]",
        "checks an X-Twilio-Signature", verify},
    {"sign", "--url U [--method M] [--content-type T] [--body FILE|-] [--json]",
        "prints the X-Twilio-Signature of a request", sign},
    {"send", "TEMPLATE --to URL [--set K=V]... [--count N] [--no-sign] [--json] | --list",
        "sends a Twilio request made from a template", send},
    {"replay",
        "ID... | FILE | --filter E --to URL | --route NAME [--sign] [--set K=V]... [--speed X] [--expect] [--junit "
        "FILE] [--json]",
        "sends stored events again and compares the answers", replay},
    {"lint", "FILE|-... [--as voice|messaging|auto] [--content-type T] [--url U] [--format text|json|sarif|github]",
        "checks TwiML as Twilio does", lint},
    {"export", "[ID...] [--workspace F] [--filter E] --format NAME [-o FILE] [--redact] [--json] | --list",
        "writes events in one of many formats", exportEvents},
    {"import", "FILE [--workspace F] [--json]", "adds the events of a file to a workspace", importEvents},
    {"undelivered", "list|retry|discard [ID...|--all] [--route NAME] [--filter E] [--workspace F] [--json]",
        "copies for a route that could not be delivered", undelivered},
    {"numbers",
        "list | point NAME...|--all [--url U] [--dry-run] | restore [NAME...] [--account AC] [--workspace F] [--json]",
        "points an account's numbers at the public URL for now, and back", numbers},
    {"recover", "[--since T] [--until T] [--account AC] [--workspace F] [--dry-run] [--json]",
        "adds the webhooks that were missed, as Twilio remembers them", recover},
    {"reconcile", "[--since T] [--until T] [--account AC] [--workspace F] [--json]",
        "sets Twilio's messages and calls against what was captured", reconcile},
    {"salvage", "DAMAGED [--workspace F] [--json]", "copies what is readable of a damaged workspace", salvage},
};

QByteArray overview() {
    QByteArray text = "offhook-cli " OFFHOOK_VERSION
                      " - the workbench for Twilio webhooks, without a display\n\nUsage: offhook-cli COMMAND ...\n\n";
    for (const Command &command : Commands)
        text += QByteArray("  ") + command.name + ' ' + command.synopsis + "\n      " + command.about + '\n';
    return text +
           "\nKeys: TWILIO_AUTH_TOKEN (and TWILIO_AUTH_TOKEN_<AccountSid>) in the environment, --key-file FILE,\n"
           "or the keychain. Exit: 0 good, 1 failed, 2 bad usage, 3 cannot listen, 4 no key.\n";
}

} // namespace

int main(int argc, char *argv[]) {
    QCoreApplication application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("Offhook"));
    QCoreApplication::setApplicationName(QStringLiteral("Offhook"));
    QCoreApplication::setApplicationVersion(QStringLiteral(OFFHOOK_VERSION));
    offhook::installLog();
    const QStringList arguments = QCoreApplication::arguments().mid(1);
    const QString name = arguments.value(0);
    if (name == u"--help" || name == u"-h" || name == u"help") {
        writeOut(overview());
        return Ok;
    }
    if (name == u"--version") {
        writeOut("offhook-cli " OFFHOOK_VERSION "\n");
        return Ok;
    }
    for (const Command &command : Commands) {
        if (name == QLatin1StringView(command.name))
            return command.run(arguments.mid(1));
    }
    if (name.isEmpty()) {
        writeErr(overview());
        return Usage;
    }
    return fail(Usage, QStringLiteral("There is no command “%1”.").arg(name),
        QStringLiteral("offhook-cli --help lists the commands."));
}
