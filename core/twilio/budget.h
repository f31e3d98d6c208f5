#pragma once

#include "core/twilio/phrase.h"

#include <QByteArray>
#include <QByteArrayView>

#include <chrono>
#include <vector>

namespace offhook::twilio {

using std::chrono::milliseconds;

/// Twilio's connection overrides: what stands behind "#" in the URL of a webhook. Defaults and ranges:
/// twilio.com/docs/usage/webhooks/webhooks-connection-overrides, read 2026-09.
struct ConnectionOverrides {
    milliseconds connect{5000}; ///< ct: 100 to 10000
    milliseconds read{15000};   ///< rt: 100 to 15000, until the first byte and between bytes
    milliseconds total{15000};  ///< tt: 100 to 15000, everything with retries
    int retries = 1;            ///< rc: 0 to 5
    /// rp: what is tried again.
    struct Policy {
        bool on4xx = false;
        bool on5xx = false;
        bool onConnect = true;
        bool onRead = false;
        bool operator==(const Policy &) const = default;
    } policy;
    bool sni = true;               ///< sni
    std::vector<QByteArray> edges; ///< e: in the order in which retries go through them; empty: ashburn

    bool operator==(const ConnectionOverrides &) const = default;
};

/// Something to tell about a URL's overrides.
struct BudgetFinding {
    enum class Severity : std::uint8_t { Info, Warning, Error };
    Severity severity = Severity::Info;
    int twilioCode = 0; ///< the error Twilio logs for it, or 0
    Phrase text;        ///< one sentence
    bool operator==(const BudgetFinding &) const = default;
};

/// What a URL asks of Twilio.
struct OverridesReading {
    ConnectionOverrides overrides; ///< what would be in force: values that are not possible count as the defaults
    std::vector<BudgetFinding> findings;
};

/// Reads the fragment of a URL (everything behind the first "#"; also just the fragment, with its "#"). Explains each
/// setting, warns of settings that stand in the query, where they do nothing, and of impossible ones. Pure.
[[nodiscard]] OverridesReading readOverrides(QByteArrayView url);

/// "#ct=2000&rc=2": the settings that differ from the defaults, in Twilio's order; empty when none does.
[[nodiscard]] QByteArray fragmentFor(const ConnectionOverrides &overrides);

/// One stretch of time in the worst case.
struct BudgetPhase {
    enum class Type : std::uint8_t { Connect, Read, Fallback };
    Type type = Type::Connect;
    int attempt = 1; ///< from 1
    milliseconds begin{0};
    milliseconds end{0};
    bool operator==(const BudgetPhase &) const = default;
};

/// What happens when against a server that does not answer. NoConnection: nothing accepts the connection. NoAnswer: it
/// is accepted, and nothing comes. The last phase is the moment when the fallback URL is asked.
enum class Failure : std::uint8_t { NoConnection, NoAnswer };
[[nodiscard]] std::vector<BudgetPhase> worstCase(const ConnectionOverrides &overrides, Failure failure);

/// How long an app may take to answer a request of a kind whose limit without overrides is `kindBudget` (15 s for voice
/// and messaging, 5 s for Conversations, which take no overrides; zero: no limit known). An answer that comes as one
/// piece has to be there when the read timeout, or the total, is over. Pure.
[[nodiscard]] milliseconds answerBudget(milliseconds kindBudget, const ConnectionOverrides &overrides);

} // namespace offhook::twilio
