#pragma once

#include "core/base/error.h"

#include <QCommandLineParser>
#include <QStringList>

#include <optional>

namespace offhook::cli {

/// Exit codes of the command line contract; see docs/cli.md.
enum ExitCode { Ok = 0, Failed = 1, Usage = 2, CannotListen = 3, NoKey = 4 };

/// One subcommand: `run` gets the arguments after its name and returns the exit code.
struct Command {
    const char *name;
    const char *synopsis;
    const char *about;
    int (*run)(const QStringList &arguments);
};

int serve(const QStringList &arguments);
int verify(const QStringList &arguments);
int sign(const QStringList &arguments);
int events(const QStringList &arguments);
int show(const QStringList &arguments);
int send(const QStringList &arguments);
int replay(const QStringList &arguments);
int salvage(const QStringList &arguments);
int exportEvents(const QStringList &arguments);
int importEvents(const QStringList &arguments);
int lint(const QStringList &arguments);
int undelivered(const QStringList &arguments);
int numbers(const QStringList &arguments);
int recover(const QStringList &arguments);
int reconcile(const QStringList &arguments);

/// Parses with the options given; --help is added. On bad usage (or help) prints and returns the exit code.
[[nodiscard]] std::optional<int> parse(QCommandLineParser &parser, const char *command, const QStringList &arguments,
    qsizetype minPositional = 0, qsizetype maxPositional = 0);

/// Prints "offhook-cli: what\n  hint" on stderr and returns `code`.
int fail(ExitCode code, const QString &what, const QString &hint = {});
int fail(ExitCode code, const Error &error, const QString &hint = {});

/// "127.0.0.1:8945", "[::1]:0", "localhost:80", ":8945" or "8945" in parts; null when it is none of these.
struct Endpoint {
    QString host;
    quint16 port = 0;
};
[[nodiscard]] std::optional<Endpoint> endpointFrom(const QString &text);

} // namespace offhook::cli
