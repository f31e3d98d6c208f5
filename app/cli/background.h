#pragma once

#include "app/cli/interrupt.h"
#include "core/session/share.h"

#include <QEventLoop>
#include <QThread>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

namespace offhook::cli {

/// Tells how far it is on standard error, when that is a terminal.
[[nodiscard]] std::function<void(qint64, qint64)> terminalProgress();
void endTerminalProgress();

/// Runs long work on a thread of its own until it is done; Ctrl+C cancels it. Call once.
template <typename Outcome>
[[nodiscard]] Outcome inBackground(const std::function<Outcome(const ShareControl &)> &work) {
    std::atomic<bool> cancelled = false;
    std::optional<Outcome> outcome;
    QEventLoop loop;
    onInterrupt(&loop, [&] { cancelled = true; });
    const std::unique_ptr<QThread> thread(QThread::create([&] {
        outcome.emplace(work({terminalProgress(), &cancelled}));
    }));
    QObject::connect(thread.get(), &QThread::finished, &loop, &QEventLoop::quit);
    thread->start();
    loop.exec();
    thread->wait();
    endTerminalProgress();
    return std::move(*outcome);
}

} // namespace offhook::cli
