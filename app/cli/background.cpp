#include "app/cli/background.h"

#include "app/cli/output.h"

#include <cstdio>
#include <unistd.h>

namespace offhook::cli {
namespace {

bool isTerminal() {
    return ::isatty(::fileno(stderr)) == 1;
}

} // namespace

std::function<void(qint64, qint64)> terminalProgress() {
    if (!isTerminal())
        return {};
    return [](qint64 done, qint64 all) {
        const QByteArray share = all > 0 ? " (" + QByteArray::number(done * 100 / all) + " %)" : QByteArray();
        writeErr("\r" + QByteArray::number(done) + share);
    };
}

void endTerminalProgress() {
    if (isTerminal())
        writeErr("\r\x1b[K");
}

} // namespace offhook::cli
