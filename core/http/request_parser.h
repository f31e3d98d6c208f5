#pragma once

#include "core/http/head_check.h"
#include "core/http/message.h"

#include <memory>

namespace offhook::http {

/// Turns the bytes of one connection into requests, one after another. No sockets, no clock. Two readers look at
/// every message: HeadCheck (and the chunk lines' own check here) refuses what could be read in two ways and names the
/// fault, Boost.Beast's basic_parser does the framing; only what both take is a request.
///
/// The outcome, down to the byte offset of a fault, does not depend on the pieces in which the bytes come.
class RequestParser {
public:
    enum class Status : std::uint8_t {
        NeedMore, ///< all bytes were taken
        Complete, ///< a request is there: take() it; bytes that were not taken belong to the next one
        Refused,  ///< refusal() says why; take() gives what arrived; nothing that follows can be trusted
    };
    struct Progress {
        Status status;
        qsizetype consumed;
    };

    /// `limits` must outlive the parser.
    explicit RequestParser(const Limits &limits);
    ~RequestParser();

    /// Continues with the next bytes. After Complete, call take() first.
    [[nodiscard]] Progress feed(QByteArrayView bytes);
    /// Ends an unfinished request from outside: a deadline passed or the client went. A fault already seen in the head
    /// is the better reason and wins, except for Incomplete, which says that nobody is there to be answered.
    const Refusal &abort(RefusalReason reason);

    /// Whether a request has begun; empty lines between requests do not count (RFC 9112 2.2).
    [[nodiscard]] bool hasStarted() const { return m_head.hasStarted(); }
    [[nodiscard]] bool isHeadComplete() const { return m_place != Place::Head; }
    /// The client waits for "100 Continue": the head is acceptable and no byte of the body has come (RFC 9110 10.1.1).
    [[nodiscard]] bool wantsContinue() const;
    /// Of a complete request: whether the connection may serve another one (RFC 9112 9.3).
    [[nodiscard]] bool keepAlive() const;
    /// Whether the method is HEAD, whose answer has no body.
    [[nodiscard]] bool isHead() const { return m_head.isHead(); }
    [[nodiscard]] bool isHttp11() const { return m_head.isHttp11(); }
    [[nodiscard]] const std::optional<Refusal> &refusal() const { return m_refusal; }

    /// The request, or what arrived of a refused one. The parser is then ready for the next.
    [[nodiscard]] Request take();

private:
    enum class Place : std::uint8_t { Head, Body, ChunkLine, ChunkData, Trailer, Done };
    class Framing;

    Status feedHead(QByteArrayView &bytes);
    Status headEnded();
    Status feedBody(QByteArrayView &bytes);
    Status feedChunks(QByteArrayView &bytes);
    bool chunkStep();
    bool chunkLine();
    bool checkChunkLine(qsizetype begin, qsizetype end);
    bool startChunk(qsizetype begin, qsizetype end, quint64 size);
    bool chunkData();
    bool trailerLine();
    bool frame(qsizetype end, RefusalReason fault, qsizetype offset);
    bool fail(RefusalReason reason, qsizetype offset);
    void keepRest(QByteArrayView bytes);
    void splitHead();

    const Limits *m_limits;
    HeadCheck m_head;
    std::unique_ptr<Framing> m_framing;
    Place m_place = Place::Head;
    bool m_headCut = false; ///< a refused head was longer than what is kept: nothing behind it is kept either
    QByteArray m_headBytes;
    QByteArray m_body;
    QByteArray m_framed;       ///< chunked: the body's bytes on the wire
    qsizetype m_fed = 0;       ///< of m_framed: taken by Beast
    qsizetype m_scanned = 0;   ///< of m_framed: searched for a line's end
    qsizetype m_lineStart = 0; ///< of m_framed: the trailer line being read
    quint64 m_left = 0;        ///< of the body or chunk: bytes still to come
    int m_trailers = 0;
    qsizetype m_trailerStart = 0;
    std::optional<Refusal> m_refusal;
};

} // namespace offhook::http
