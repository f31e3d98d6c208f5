#pragma once

#include "core/base/result.h"
#include "core/deliver/volatile_parts.h"
#include "core/flow/diff.h"

namespace offhook::deliver {

/// What a replay's answer says, beside the original one.
enum class ReplayVerdict : std::uint8_t {
    Same,
    Changed,   ///< another answer, of the same worth
    Fixed,     ///< good, and was not
    Regressed, ///< not good, and was
    Failed,    ///< there is no answer
    New,       ///< there was none before
};
inline constexpr int ReplayVerdictCount = int(ReplayVerdict::New) + 1;

/// "same" "changed" "fixed" "regressed" "failed" "new"
[[nodiscard]] const char *replayVerdictName(ReplayVerdict verdict);

/// Whether a caller such as Twilio takes an answer for a success: 2xx or 3xx, and XML only if it is well-formed
/// (else Twilio's debugger logs 12100).
[[nodiscard]] bool isGoodAnswer(const http::Response &answer);

/// A verdict, and what it is about.
struct AnswerComparison {
    ReplayVerdict verdict = ReplayVerdict::New;
    std::vector<flow::DiffLine> lines; ///< of status, headers and body, volatile parts left out; also what is the same
};

/// Sets an answer against the original one (status 0: there was none). Status, the original's header fields, and the
/// body count; TwiML and JSON are compared as trees. A field that only the new answer has does not count, but for
/// Location. Pure; long for large bodies.
[[nodiscard]] AnswerComparison compareAnswers(
    const http::Response &original, const http::Response &answer, const VolatileParts &ignored);

/// "status: 200 -> 500", "Say Hello -> Say Bye": what differs, one line each, printable, at most `most` of them.
[[nodiscard]] QStringList differencesIn(const std::vector<flow::DiffLine> &lines, int most = 20);

} // namespace offhook::deliver
