#pragma once

#include <QString>

#include <cstdint>

namespace offhook {

/// What went wrong, as a stable code. The words for people live in ui/util/error_text (GUI) and errorName() (CLI,
/// logs).
enum class ErrorCode : std::uint8_t {
    InvalidInput,     ///< a value, option or file does not have the form asked for
    SyntaxError,      ///< text does not follow its grammar; `offset` says where
    NotFound,         ///< what was named is not there
    AddressInUse,     ///< another program listens on this address and port
    AddressDenied,    ///< the address may not be used (rights, or not one of this machine)
    CannotListen,     ///< listening failed for another reason
    TlsFailed,        ///< certificate or key cannot be used
    FileUnreadable,   ///< opening or reading a file failed
    FileUnwritable,   ///< creating or writing a file failed
    DiskFull,         ///< no space left for the workspace
    ReadOnly,         ///< the workspace cannot be written
    WorkspaceLocked,  ///< another program has the workspace open for writing
    WorkspaceDamaged, ///< the file is not a whole SQLite database
    WorkspaceTooNew,  ///< written by a newer Offhook
    StoreFailed,      ///< SQLite refused for another reason
    KeychainMissing,  ///< no secret service is reachable
    KeychainFailed,   ///< the secret service refused
    NoKey,            ///< no signing key for the account
    NetworkFailed,    ///< connecting, sending or receiving failed
    TimedOut,         ///< the time limit passed
    Cancelled,        ///< the user or a newer request ended it
    Internal,         ///< a fault of Offhook itself
};
inline constexpr int ErrorCodeCount = int(ErrorCode::Internal) + 1;

/// An expected failure. `detail` holds the cause's own words (a path, SQLite's or the system's message), English,
/// never a secret; `offset` is the byte or character position it is about, or -1.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    QString detail;
    qsizetype offset = -1;
};

/// The stable kebab-case name of a code, as printed with --json.
[[nodiscard]] QLatin1StringView errorName(ErrorCode code);

} // namespace offhook
