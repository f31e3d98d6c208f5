#pragma once

#include "core/base/clock.h"
#include "core/flow/attempt.h"
#include "core/flow/forward_to.h"
#include "core/flow/webhook_event.h"

#include <QObject>

#include <chrono>
#include <functional>

namespace offhook::deliver {

/// Twilio follows that many redirects (twilio.com/docs/usage/webhooks/webhooks-faq and error 11215).
inline constexpr std::size_t MostRedirects = 10;

/// Sends an event to an application and follows redirects as Twilio does. `done` hears of it once, later, on the
/// caller's thread, unless `guard` (required, of that thread) died: an attempt with the answer, or with an error, or
/// both when the answer is none to give back (101, an eleventh redirect). `timeLimit` is for all of it. The
/// certificate's file, if any, is read at once; a TLS target with a file that holds none fails with TlsFailed.
void forward(const flow::EventPtr &event, const flow::ForwardTo &to, std::chrono::milliseconds timeLimit,
    QObject *guard, std::function<void(flow::Attempt)> done, const Clock &clock = Clock::system());

} // namespace offhook::deliver
