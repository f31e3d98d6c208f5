#pragma once

#include "core/tunnel/provider.h"

namespace offhook::tunnel {

/// Every provider, in the order in which they are offered. A new one is a file in providers/ and a line here.
[[nodiscard]] const std::vector<std::unique_ptr<Provider>> &providers();

/// By its id ("ngrok"); null when there is none.
[[nodiscard]] const Provider *findProvider(QStringView id);

/// The stable name of a field ("remote-port"), for settings and the command line; and back.
[[nodiscard]] QLatin1StringView fieldName(Field field);
[[nodiscard]] std::optional<Field> fieldFrom(QStringView name);

/// The fields without those that say what is run (command, program, arguments): a workspace may come from somebody
/// else.
[[nodiscard]] Fields withoutCommands(Fields fields);

/// The program to start: the one named by the fields, or that of the provider in PATH and where users and snaps put
/// theirs. Empty when it is not there.
[[nodiscard]] QString findProgram(const QString &program);

} // namespace offhook::tunnel
