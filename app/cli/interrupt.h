#pragma once

#include <QObject>

#include <functional>

namespace offhook::cli {

/// Calls `handler` on the thread of `context` when the user (Ctrl+C) or the system (SIGTERM, SIGHUP) asks the program
/// to end. Call once.
void onInterrupt(QObject *context, std::function<void()> handler);

} // namespace offhook::cli
