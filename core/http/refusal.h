#pragma once

#include <QByteArray>

#include <cstdint>
#include <optional>

namespace offhook::http {

/// Why a request was refused before it reached the pipeline. Rules: RFC 9112 and RFC 9110.
enum class RefusalReason : std::uint8_t {
    MalformedRequestLine,      ///< 400
    MalformedHeader,           ///< 400: a field line without colon or with an invalid name
    UnknownVersion,            ///< 505: not HTTP/1.0 or HTTP/1.1
    UnknownMethod,             ///< 501: not GET HEAD POST PUT DELETE OPTIONS PATCH
    LengthAndTransferEncoding, ///< 400: both Content-Length and Transfer-Encoding (RFC 9112 6.1)
    DifferingContentLength,    ///< 400: several Content-Length that differ
    RepeatedContentLength,     ///< 400: several equal Content-Length, or a list
    InvalidContentLength,      ///< 400: not a decimal number
    UnsupportedTransferCoding, ///< 501: a transfer coding other than chunked, or chunked not last or twice
    ObsoleteFolding,           ///< 400: a field continued on the next line (RFC 9112 5.2)
    SpaceBeforeColon,          ///< 400 (RFC 9112 5.1)
    BareCarriageReturn,        ///< 400 (RFC 9112 2.2)
    NulByte,                   ///< 400
    MissingHost,               ///< 400: HTTP/1.1 without Host (RFC 9112 3.2)
    RepeatedHost,              ///< 400
    InvalidHost,               ///< 400: Host that is not host[:port]
    BadChunk,                  ///< 400: chunk size or chunk end not as RFC 9112 7.1
    RequestLineTooLong,        ///< 414
    HeaderTooLarge,            ///< 431
    BodyTooLarge,              ///< 413
    HeaderTimeout,             ///< 408
    BodyTimeout,               ///< 408
    Incomplete,                ///< the client closed or reset before the request was whole; nothing can be answered
    UnsupportedExpectation,    ///< 417: Expect other than 100-continue
    TlsHandshakeOnPlainPort,   ///< 400: the bytes are a TLS ClientHello on a listener without TLS
};
inline constexpr int RefusalReasonCount = int(RefusalReason::TlsHandshakeOnPlainPort) + 1;

/// One refusal. `offset` is the position in the raw bytes (head, then body as sent) it is about, or -1.
struct Refusal {
    RefusalReason reason;
    int status = 400; ///< the status answered; 0 when no answer was possible
    qsizetype offset = -1;

    bool operator==(const Refusal &) const = default;
};

/// The status a reason is answered with.
[[nodiscard]] int refusalStatus(RefusalReason reason);
/// Stable kebab-case name ("length-and-transfer-encoding"), as in --json and in the store.
[[nodiscard]] QByteArrayView refusalName(RefusalReason reason);
[[nodiscard]] std::optional<RefusalReason> refusalFromName(QByteArrayView name);
/// One English sentence: what is wrong and how the sender mends it. Sent as the body of the refusal and printed by the
/// CLI; the GUI translates through ui/util/error_text.
[[nodiscard]] QByteArrayView refusalText(RefusalReason reason);

} // namespace offhook::http
