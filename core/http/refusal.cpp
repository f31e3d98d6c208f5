#include "core/http/refusal.h"

#include <array>

namespace offhook::http {
namespace {

struct Row {
    RefusalReason reason;
    int status;
    QByteArrayView name;
    QByteArrayView text;
};

// In the order of the enum; refusal.h names the rule behind each.
constexpr std::array<Row, RefusalReasonCount> Rows{{
    {RefusalReason::MalformedRequestLine, 400, "malformed-request-line",
        "The first line is not \"METHOD target HTTP/1.1\" ended by CR LF; send a well-formed request line."},
    {RefusalReason::MalformedHeader, 400, "malformed-header",
        "A header line is not \"Name: value\" ended by CR LF, or holds a character that is not allowed; correct that "
        "line."},
    {RefusalReason::UnknownVersion, 505, "unknown-version",
        "The HTTP version is neither HTTP/1.1 nor HTTP/1.0; send the request with one of these."},
    {RefusalReason::UnknownMethod, 501, "unknown-method",
        "The method is not supported; use GET, HEAD, POST, PUT, DELETE, OPTIONS or PATCH."},
    {RefusalReason::LengthAndTransferEncoding, 400, "length-and-transfer-encoding",
        "Both Content-Length and Transfer-Encoding are given, so the end of the body is ambiguous; send only one of "
        "them."},
    {RefusalReason::DifferingContentLength, 400, "differing-content-length",
        "Content-Length is given more than once with different values; send it once."},
    {RefusalReason::RepeatedContentLength, 400, "repeated-content-length",
        "Content-Length is given more than once; send it once."},
    {RefusalReason::InvalidContentLength, 400, "invalid-content-length",
        "Content-Length is not a decimal number; send the number of bytes of the body in digits only."},
    {RefusalReason::UnsupportedTransferCoding, 501, "unsupported-transfer-coding",
        "Transfer-Encoding is not exactly \"chunked\" in an HTTP/1.1 request; send the body chunked or with "
        "Content-Length."},
    {RefusalReason::ObsoleteFolding, 400, "obsolete-folding",
        "A header line starts with a blank, which continued the line before it in old HTTP; put each header on one "
        "line."},
    {RefusalReason::SpaceBeforeColon, 400, "space-before-colon",
        "There is a blank between a header's name and its colon; remove it."},
    {RefusalReason::BareCarriageReturn, 400, "bare-carriage-return",
        "A carriage return is not followed by a line feed; end lines with CR LF and keep CR out of values."},
    {RefusalReason::NulByte, 400, "nul-byte", "The head of the request holds a NUL byte; remove it."},
    {RefusalReason::MissingHost, 400, "missing-host",
        "The Host header is missing, which HTTP/1.1 requires; send it once."},
    {RefusalReason::RepeatedHost, 400, "repeated-host", "The Host header is given more than once; send it once."},
    {RefusalReason::InvalidHost, 400, "invalid-host", "The Host header is not host or host:port; correct it."},
    {RefusalReason::BadChunk, 400, "bad-chunk",
        "The chunked body is broken: a chunk size, a chunk's end or a trailer is not as RFC 9112 asks; correct the "
        "framing."},
    {RefusalReason::RequestLineTooLong, 414, "request-line-too-long",
        "The request line is longer than the limit; shorten the URL or send the data in the body."},
    {RefusalReason::HeaderTooLarge, 431, "header-too-large",
        "The headers are larger or more numerous than the limit; send fewer or shorter ones."},
    {RefusalReason::BodyTooLarge, 413, "body-too-large", "The body is larger than the limit; send less."},
    {RefusalReason::HeaderTimeout, 408, "header-timeout",
        "The request line and headers did not arrive within the time limit; send them at once."},
    {RefusalReason::BodyTimeout, 408, "body-timeout",
        "The body did not arrive within the time limit; send it faster, or as many bytes as Content-Length says."},
    {RefusalReason::Incomplete, 0, "incomplete",
        "The client closed the connection before the request was whole; keep it open until the answer."},
    {RefusalReason::UnsupportedExpectation, 417, "unsupported-expectation",
        "The Expect header asks for something other than 100-continue; remove it."},
    {RefusalReason::TlsHandshakeOnPlainPort, 400, "tls-handshake-on-plain-port",
        "A TLS handshake arrived on a port that speaks plain HTTP; use http:// or turn TLS on for the listener."},
}};

constexpr bool rowsFollowEnum() {
    for (std::size_t i = 0; i < Rows.size(); ++i) {
        if (std::size_t(Rows[i].reason) != i)
            return false;
    }
    return true;
}
static_assert(rowsFollowEnum());

const Row &row(RefusalReason reason) {
    return Rows[std::size_t(reason)];
}

} // namespace

int refusalStatus(RefusalReason reason) {
    return row(reason).status;
}

QByteArrayView refusalName(RefusalReason reason) {
    return row(reason).name;
}

std::optional<RefusalReason> refusalFromName(QByteArrayView name) {
    for (const Row &candidate : Rows) {
        if (candidate.name == name)
            return candidate.reason;
    }
    return std::nullopt;
}

QByteArrayView refusalText(RefusalReason reason) {
    return row(reason).text;
}

} // namespace offhook::http
