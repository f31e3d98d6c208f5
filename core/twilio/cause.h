#pragma once

#include <QByteArrayView>

#include <cstdint>
#include <optional>
#include <span>

namespace offhook::twilio {

/// What may stand between a genuine request and a signature that matches. The names are part of the command line's
/// contract (docs/cli.md) and of resources/twilio/advice.json.
enum class Cause : std::uint8_t {
    Scheme,
    Host,
    Port,
    DefaultPort,
    HostForm, ///< case, trailing dot, punycode
    OtherUrl, ///< another public URL of this workspace
    Userinfo,
    Path,
    QueryEncoding,
    QueryOrder,
    QueryMissing,
    Fragment,
    WebSocket,
    GetPostRule,
    ContentType, ///< a form that came as something else
    EmptyDropped,
    Duplicates,
    Trimmed,
    PlusSpace,
    DoubleDecoded,
    Charset,
    UnicodeForm,
    Newline,
    ParamsAdded,
    ParamsRemoved,
    ParamsRenamed,
    BodyAltered,
    BodyHashMissing,
    WrongKey,
    SharedKey,
    HeaderDamaged,
};
inline constexpr int CauseCount = int(Cause::HeaderDamaged) + 1;

/// "scheme" "query-encoding" "empty-dropped" ...
[[nodiscard]] const char *causeName(Cause cause);
[[nodiscard]] std::optional<Cause> causeFromName(QByteArrayView name);
/// Why it happens and what helps, in one to three English sentences; a source text of the context PostMortem.
[[nodiscard]] const char *causeExplanation(Cause cause);
/// "scheme", "order of the query": what was tried, in a few English words; a source text of the context PostMortem.
[[nodiscard]] const char *causeSubject(Cause cause);

} // namespace offhook::twilio
