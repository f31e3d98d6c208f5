#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/http/client.h"
#include "core/http/message.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace offhook::flow {

/// One try to hand an event on: the request that went to an application, and what it said. Value type, any thread.
struct Attempt {
    enum class Purpose : std::uint8_t {
        Forward = 1, ///< its answer was to go back to Twilio
        Copy = 2,    ///< behind the answer
        Replay = 3,
    }; ///< stored: never renumber
    enum class Verdict : std::uint8_t {
        None,      ///< compared with nothing
        New,       ///< there was no answer to compare with
        Same,      ///< as the original answer
        Changed,   ///< another one
        Fixed,     ///< the original failed, this did not
        Regressed, ///< the other way round
        Failed,    ///< no answer
    };             ///< stored: never renumber

    qint64 id = 0; ///< in its workspace; 0 until it is stored
    EventId event = 0;
    Purpose purpose = Purpose::Forward;
    QString route;                     ///< name of the rule or route that asked for it; "" when a person did
    int number = 1;                    ///< which try of the same thing, from 1
    QByteArray url;                    ///< where the last request went
    std::vector<QByteArray> redirects; ///< URLs that answered with a redirect before, in order
    WallTime startedAt = 0;
    http::Request request;                        ///< as sent; the last one when redirects were followed
    std::optional<http::ClientResponse> response; ///< as it came
    std::optional<Error> error;                   ///< why there is no (whole) answer
    http::ClientTimings timings;                  ///< of the last request, but the total from the first on
    bool isLate = false;                          ///< the answer came when another one had gone out already
    Verdict verdict = Verdict::None;

    bool operator==(const Attempt &other) const;
};

/// "forward" "copy" "replay"
[[nodiscard]] const char *purposeName(Attempt::Purpose purpose);
[[nodiscard]] std::optional<Attempt::Purpose> purposeFromName(QByteArrayView name);
/// "" "new" "same" "changed" "fixed" "regressed" "failed"
[[nodiscard]] const char *attemptVerdictName(Attempt::Verdict verdict);
[[nodiscard]] std::optional<Attempt::Verdict> attemptVerdictFromName(QByteArrayView name);

/// The stable JSON shape of an attempt, docs/cli.md: `id` (of the event), `purpose`, `route`, `url`, `status`,
/// `tookMs`, `verdict`, `late`, `error`.
[[nodiscard]] QJsonObject attemptJson(const Attempt &attempt);

} // namespace offhook::flow
