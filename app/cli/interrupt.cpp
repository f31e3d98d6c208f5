#include "app/cli/interrupt.h"

#include <csignal>

#ifdef Q_OS_UNIX
#include <QSocketNotifier>

#include <unistd.h>
#else
#include <atomic>
#endif

namespace offhook::cli {

#ifdef Q_OS_UNIX

namespace {

int wakePipe[2] = {-1, -1};

// Only async-signal-safe calls may stand in a signal handler; write() is one.
void onSignal(int) {
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(wakePipe[1], &byte, 1);
}

} // namespace

void onInterrupt(QObject *context, std::function<void()> handler) {
    if (::pipe(wakePipe) != 0)
        return;
    auto *notifier = new QSocketNotifier(wakePipe[0], QSocketNotifier::Read, context);
    QObject::connect(notifier, &QSocketNotifier::activated, context, [handler = std::move(handler)] {
        char byte = 0;
        [[maybe_unused]] const auto taken = ::read(wakePipe[0], &byte, 1);
        handler();
    });
    for (const int number : {SIGINT, SIGTERM, SIGHUP})
        std::signal(number, onSignal);
    std::signal(SIGPIPE, SIG_IGN);
    // A file size limit is a full disk: a write that fails with EFBIG is answered 503; the default would end the
    // program.
    std::signal(SIGXFSZ, SIG_IGN);
}

#else

namespace {

std::function<void()> interruptHandler;
QObject *interruptContext = nullptr;

// Windows runs this on a thread of its own.
void onSignal(int) {
    QMetaObject::invokeMethod(
        interruptContext, [] { interruptHandler(); }, Qt::QueuedConnection);
}

} // namespace

void onInterrupt(QObject *context, std::function<void()> handler) {
    interruptHandler = std::move(handler);
    interruptContext = context;
    for (const int number : {SIGINT, SIGTERM})
        std::signal(number, onSignal);
}

#endif

} // namespace offhook::cli
