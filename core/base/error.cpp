#include "core/base/error.h"

namespace offhook {

QLatin1StringView errorName(ErrorCode code) {
    switch (code) {
    case ErrorCode::InvalidInput:
        return QLatin1StringView("invalid-input");
    case ErrorCode::SyntaxError:
        return QLatin1StringView("syntax-error");
    case ErrorCode::NotFound:
        return QLatin1StringView("not-found");
    case ErrorCode::AddressInUse:
        return QLatin1StringView("address-in-use");
    case ErrorCode::AddressDenied:
        return QLatin1StringView("address-denied");
    case ErrorCode::CannotListen:
        return QLatin1StringView("cannot-listen");
    case ErrorCode::TlsFailed:
        return QLatin1StringView("tls-failed");
    case ErrorCode::FileUnreadable:
        return QLatin1StringView("file-unreadable");
    case ErrorCode::FileUnwritable:
        return QLatin1StringView("file-unwritable");
    case ErrorCode::DiskFull:
        return QLatin1StringView("disk-full");
    case ErrorCode::ReadOnly:
        return QLatin1StringView("read-only");
    case ErrorCode::WorkspaceLocked:
        return QLatin1StringView("workspace-locked");
    case ErrorCode::WorkspaceDamaged:
        return QLatin1StringView("workspace-damaged");
    case ErrorCode::WorkspaceTooNew:
        return QLatin1StringView("workspace-too-new");
    case ErrorCode::StoreFailed:
        return QLatin1StringView("store-failed");
    case ErrorCode::KeychainMissing:
        return QLatin1StringView("keychain-missing");
    case ErrorCode::KeychainFailed:
        return QLatin1StringView("keychain-failed");
    case ErrorCode::NoKey:
        return QLatin1StringView("no-key");
    case ErrorCode::NetworkFailed:
        return QLatin1StringView("network-failed");
    case ErrorCode::TimedOut:
        return QLatin1StringView("timed-out");
    case ErrorCode::Cancelled:
        return QLatin1StringView("cancelled");
    case ErrorCode::Internal:
        return QLatin1StringView("internal");
    }
    return QLatin1StringView("internal");
}

} // namespace offhook
