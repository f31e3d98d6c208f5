#pragma once

#include "core/base/error.h"

#include <QByteArray>

#include <cstdint>
#include <optional>

namespace offhook::http {

/// Reads one HTTP/1.x answer from bytes as they arrive (RFC 9112); no I/O. Strict: what an HTTP client could take in
/// two ways is an error. Interim answers (1xx, but 101) are skipped. What follows the answer is ignored.
class ResponseReader {
public:
    static constexpr qsizetype HeadLimit = 64 * 1024;
    static constexpr qsizetype BodyLimit = 10 * 1024 * 1024;

    /// `toHead`: the request was a HEAD, so the answer has no body whatever its fields say.
    explicit ResponseReader(bool toHead = false)
        : m_toHead(toHead) {}

    enum class State : std::uint8_t { NeedMore, Done, Failed };
    State feed(const QByteArray &bytes);
    /// The peer closed: completes an answer that ends there, fails any other that is not whole.
    State end();

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] int status() const { return m_status; }
    [[nodiscard]] const QByteArray &head() const { return m_head; }
    [[nodiscard]] const QByteArray &body() const { return m_body; } ///< after transfer decoding
    /// The body as it came over the wire when that differs from body(): chunked, trailer included. Else empty.
    [[nodiscard]] const QByteArray &framedBody() const { return m_framed; }
    [[nodiscard]] const Error &error() const { return m_error; } ///< NetworkFailed; when Failed

private:
    enum class Part : std::uint8_t { Head, Sized, ChunkSize, ChunkData, ChunkEnd, Trailer, UntilClose };

    bool step();
    bool readHead();
    bool readField(QByteArrayView line);
    bool startBody();
    bool readSized();
    bool readChunkSize();
    bool readChunkData();
    bool readChunkEnd();
    bool readTrailer();
    bool readRest();
    std::optional<QByteArray> takeLine(qsizetype limit);
    bool append(qsizetype count);
    bool done();
    bool fail(const char *why);

    bool m_toHead;
    State m_state = State::NeedMore;
    Part m_part = Part::Head;
    QByteArray m_buffer;
    qsizetype m_at = 0;         ///< read position in m_buffer
    qsizetype m_consumed = 0;   ///< bytes dropped from the front of m_buffer so far
    qsizetype m_framedFrom = 0; ///< where in m_buffer the part of the chunked body that is not in m_framed yet begins
    QByteArray m_head;
    QByteArray m_body;
    QByteArray m_framed;
    int m_status = 0;
    std::optional<qint64> m_length;
    bool m_chunked = false;
    qint64 m_left = 0;       ///< of the sized body or the chunk
    qsizetype m_trailer = 0; ///< bytes of trailer so far
    Error m_error;
};

} // namespace offhook::http
