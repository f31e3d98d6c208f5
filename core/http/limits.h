#pragma once

#include <QtGlobal>

#include <chrono>

namespace offhook::http {

/// What the listener accepts from one client and from all. Every number of the listener is here; settings may change
/// them. Sizes in bytes.
struct Limits {
    qsizetype requestLine = 16 * 1024;         ///< longer: 414
    qsizetype headerBlock = 64 * 1024;         ///< request line and fields together; longer: 431
    int headerFields = 128;                    ///< more: 431
    qsizetype body = 10 * 1024 * 1024;         ///< content after chunked decoding; longer: 413
    std::chrono::milliseconds headerDeadline{10'000}; ///< first byte to blank line; later: 408
    std::chrono::milliseconds bodyDeadline{30'000};   ///< blank line to last byte of the body; later: 408
    std::chrono::milliseconds answerDeadline{30'000}; ///< answer handed over to last byte taken by the client; later: closed
    std::chrono::milliseconds idle{60'000};    ///< keep-alive without a request; then closed
    int connections = 512;                     ///< more wait in the kernel's backlog
};

} // namespace offhook::http
