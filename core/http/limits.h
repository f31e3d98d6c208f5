#pragma once

#include <QtGlobal>

#include <chrono>

namespace offhook::http {

/// What the listener accepts from one client and from all. Every number of the listener is here; settings may change
/// them. Sizes in bytes.
struct Limits {
    qsizetype requestLine = 16 * 1024;                ///< longer: 414
    qsizetype headerBlock = 64 * 1024;                ///< request line and fields together; longer: 431
    int headerFields = 128;                           ///< more: 431
    qsizetype body = 10 * 1024 * 1024;                ///< content after chunked decoding; longer: 413
    std::chrono::milliseconds headerDeadline{10'000}; ///< first byte to blank line; later: 408
    std::chrono::milliseconds bodyDeadline{30'000};   ///< blank line to last byte of the body; later: 408
    std::chrono::milliseconds answerDeadline{
        30'000};                            ///< answer handed over to last byte taken by the client; later: closed
    std::chrono::milliseconds idle{60'000}; ///< keep-alive without a request; then closed
    int connections = 512;                  ///< more wait in the kernel's backlog

    qsizetype chunkLine = 1024;       ///< one chunk-size line with its extensions; longer: 400
    int leadingEmptyLines = 4;        ///< before a request line (RFC 9112 2.2: at least one is ignored); more: 400
    qsizetype readBuffer = 64 * 1024; ///< read at once, and held of requests that wait behind another one
    std::chrono::milliseconds lingerDeadline{2'000}; ///< a refused client is drained so long, that it reads its answer
    qsizetype lingerBytes = 16 * 1024 * 1024;        ///< and so far
    std::chrono::milliseconds closeGrace{2'000};     ///< after close(): what answers in flight get
    int backlog = 4096;                              ///< asked of the kernel, which caps it (net.core.somaxconn)

    /// A chunked body on the wire, framing included. Twice the content lets chunks be as small as four bytes on
    /// average; one byte a chunk would be six times the content.
    [[nodiscard]] qsizetype framedBody() const { return 2 * body + 64 * 1024; }
};

} // namespace offhook::http
