#include "core/http/request_parser.h"

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/version.hpp>

#include <algorithm>
#include <cstring>
#include <limits>
#include <memory>
#include <utility>

namespace offhook::http {
namespace {

namespace beast = boost::beast;
using beast::error_code;
using beast::string_view;

constexpr qsizetype BodyReserve = 256 * 1024; // no more on the word of a client that has not sent it yet

int hexValue(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    const char folded = char(c | 0x20);
    return folded >= 'a' && folded <= 'f' ? folded - 'a' + 10 : -1;
}

// Framing and routing have no place in a trailer (RFC 9110 6.5.1).
bool isForbiddenTrailer(QByteArrayView name) {
    return equalsIgnoringCase(name, "Content-Length") || equalsIgnoringCase(name, "Transfer-Encoding") ||
           equalsIgnoringCase(name, "Host");
}

// The size of a head inside what arrived: behind the first empty line.
qsizetype emptyLineEnd(QByteArrayView raw, qsizetype from) {
    for (qsizetype at = raw.indexOf('\n', from); at >= 0; at = raw.indexOf('\n', at + 1)) {
        const QByteArrayView next = raw.sliced(at + 1);
        if (next.startsWith('\n'))
            return at + 2;
        if (next.startsWith("\r\n"))
            return at + 3;
    }
    return raw.size();
}

} // namespace

/// Beast's parser as the second reader of the head and the one that takes the body's framing off.
class RequestParser::Framing final : public beast::http::basic_parser<true> {
public:
    explicit Framing(QByteArray &body)
        : m_body(body) {
        header_limit(std::numeric_limits<std::uint32_t>::max()); // HeadCheck has the limits
        // "None" would refuse every length: before Boost 1.75 the two are compared as optionals, and none is the least.
        body_limit(std::numeric_limits<std::uint64_t>::max());
    }

    qsizetype take(QByteArrayView bytes, error_code &ec) {
        return qsizetype(put(boost::asio::const_buffer(bytes.data(), std::size_t(bytes.size())), ec));
    }

protected:
    void on_request_impl(beast::http::verb, string_view, string_view, int, error_code &) override {}
    void on_response_impl(int, string_view, int, error_code &) override {}
    void on_field_impl(beast::http::field, string_view, string_view, error_code &) override {}
#if BOOST_BEAST_VERSION >= 359
    void on_trailer_field_impl(beast::http::field, string_view, string_view, error_code &) override {}
#endif
    void on_header_impl(error_code &) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t> &, error_code &) override {}
    std::size_t on_body_impl(string_view piece, error_code &) override {
        return append(piece);
    }
    void on_chunk_header_impl(std::uint64_t, string_view, error_code &) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, string_view piece, error_code &) override {
        return append(piece);
    }
    void on_finish_impl(error_code &) override {}

private:
    std::size_t append(string_view piece) {
        m_body.append(piece.data(), qsizetype(piece.size()));
        return piece.size();
    }

    QByteArray &m_body;
};

RequestParser::RequestParser(const Limits &limits)
    : m_limits(&limits)
    , m_head(limits)
    , m_framing(std::make_unique<Framing>(m_body)) {}

RequestParser::~RequestParser() = default;

RequestParser::Progress RequestParser::feed(QByteArrayView bytes) {
    const qsizetype offered = bytes.size();
    Status status = Status::NeedMore;
    if (m_place == Place::Head)
        status = feedHead(bytes);
    if (status == Status::NeedMore && m_place == Place::Body)
        status = feedBody(bytes);
    else if (status == Status::NeedMore && m_place != Place::Head)
        status = feedChunks(bytes);
    if (status != Status::Refused)
        return {status, offered - bytes.size()};
    keepRest(bytes);
    return {status, offered};
}

// A head that comes in one piece is copied once, at its exact size.
RequestParser::Status RequestParser::feedHead(QByteArrayView &bytes) {
    const qsizetype before = m_headBytes.size();
    if (before > 0)
        m_headBytes.append(bytes);
    const HeadCheck::Step step = m_head.scan(before > 0 ? QByteArrayView(m_headBytes) : bytes);
    const qsizetype taken =
        step != HeadCheck::Step::NeedMore && m_head.headSize() > 0 ? m_head.headSize() - before : bytes.size();
    if (before > 0)
        m_headBytes.truncate(before + taken);
    else
        m_headBytes = bytes.first(taken).toByteArray();
    bytes = bytes.sliced(taken);
    switch (step) {
    case HeadCheck::Step::NeedMore:
        return Status::NeedMore;
    case HeadCheck::Step::Ended:
        return headEnded();
    case HeadCheck::Step::Refused:
        break;
    }
    fail(m_head.violation()->reason, m_head.violation()->offset);
    return Status::Refused;
}

RequestParser::Status RequestParser::headEnded() {
    if (m_headBytes.capacity() > 2 * m_headBytes.size() + 1024)
        m_headBytes.squeeze();
    error_code ec;
    m_framing->take(QByteArrayView(m_headBytes).sliced(m_head.requestLineStart()), ec);
    if (ec || !m_framing->is_header_done() || m_framing->chunked() != m_head.isChunked()) {
        fail(RefusalReason::MalformedHeader, -1);
        return Status::Refused;
    }
    m_left = m_head.contentLength();
    m_place = m_head.isChunked() ? Place::ChunkLine : m_left > 0 ? Place::Body : Place::Done;
    if (m_left > 0)
        m_body.reserve(std::min(qsizetype(m_left), BodyReserve));
    return m_place == Place::Done ? Status::Complete : Status::NeedMore;
}

RequestParser::Status RequestParser::feedBody(QByteArrayView &bytes) {
    const qsizetype size = qsizetype(std::min(m_left, quint64(bytes.size())));
    if (size == 0)
        return Status::NeedMore;
    error_code ec;
    m_framing->take(bytes.first(size), ec);
    bytes = bytes.sliced(size);
    m_left -= quint64(size);
    if (m_left > 0)
        return Status::NeedMore;
    m_place = Place::Done;
    return Status::Complete;
}

RequestParser::Status RequestParser::feedChunks(QByteArrayView &bytes) {
    m_framed.append(bytes);
    while (chunkStep()) {
    }
    if (m_refusal) {
        bytes = {};
        return Status::Refused;
    }
    const qsizetype surplus = m_place == Place::Done ? m_framed.size() - m_fed : 0;
    bytes = bytes.last(surplus);
    m_framed.chop(surplus);
    return m_place == Place::Done ? Status::Complete : Status::NeedMore;
}

// One step through the chunked body; false when more bytes are needed, at the end, and when it is refused.
bool RequestParser::chunkStep() {
    switch (m_place) {
    case Place::ChunkLine:
        return chunkLine();
    case Place::ChunkData:
        return chunkData();
    case Place::Trailer:
        return trailerLine();
    default:
        return false;
    }
}

// [CRLF that ends the chunk before] chunk-size [chunk-ext] CRLF. Beast takes both as one piece.
bool RequestParser::chunkLine() {
    const qsizetype begin = m_fed + (m_fed > 0 ? 2 : 0);
    for (qsizetype at = m_fed; at < std::min(begin, m_framed.size()); ++at) {
        if (m_framed[at] != (at == m_fed ? '\r' : '\n'))
            return fail(RefusalReason::BadChunk, m_headBytes.size() + at);
    }
    m_scanned = std::max(m_scanned, begin);
    const qsizetype end = m_scanned < m_framed.size() ? m_framed.indexOf('\n', m_scanned) : -1;
    const qsizetype seen = end < 0 ? m_framed.size() : end + 1;
    if (seen - begin > m_limits->chunkLine)
        return fail(RefusalReason::BadChunk, m_headBytes.size() + begin + m_limits->chunkLine);
    m_scanned = seen;
    return end >= 0 && checkChunkLine(begin, end);
}

bool RequestParser::checkChunkLine(qsizetype begin, qsizetype end) {
    const QByteArrayView line = QByteArrayView(m_framed).sliced(begin, end - begin);
    quint64 size = 0;
    qsizetype digits = 0;
    for (; digits < line.size() && hexValue(line[digits]) >= 0; ++digits) {
        if (size >> 60 != 0)
            return fail(RefusalReason::BodyTooLarge, m_headBytes.size() + begin);
        size = size * 16 + quint64(hexValue(line[digits]));
    }
    const QByteArrayView rest = line.sliced(digits);
    const QByteArrayView extension = rest.first(std::max(rest.size() - 1, qsizetype(0)));
    const auto isControl = [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; };
    const auto bad = std::find_if(extension.begin(), extension.end(), isControl);
    const bool runsOn =
        !extension.isEmpty() && extension.front() != ';' && extension.front() != ' ' && extension.front() != '\t';
    if (digits == 0 || !rest.endsWith('\r') || bad != extension.end() || runsOn)
        return fail(RefusalReason::BadChunk, m_headBytes.size() + begin + digits);
    return startChunk(begin, end, size);
}

bool RequestParser::startChunk(qsizetype begin, qsizetype end, quint64 size) {
    const qsizetype offset = m_headBytes.size() + begin;
    if (size > quint64(m_limits->body - m_body.size()) || end + qsizetype(size) > m_limits->framedBody())
        return fail(RefusalReason::BodyTooLarge, offset);
    if (size == 0) { // Beast wants the last chunk and its trailers in one piece
        m_place = Place::Trailer;
        m_lineStart = m_trailerStart = end + 1;
        return true;
    }
    m_place = Place::ChunkData;
    m_left = size;
    return frame(end + 1, RefusalReason::BadChunk, offset);
}

bool RequestParser::chunkData() {
    const qsizetype size = qsizetype(std::min(m_left, quint64(m_framed.size() - m_fed)));
    if (size == 0 || !frame(m_fed + size, RefusalReason::BadChunk, m_headBytes.size() + m_fed))
        return false;
    m_left -= quint64(size);
    if (m_left > 0)
        return false;
    m_place = Place::ChunkLine;
    return true;
}

bool RequestParser::trailerLine() {
    const qsizetype end = m_scanned < m_framed.size() ? m_framed.indexOf('\n', m_scanned) : -1;
    const qsizetype seen = end < 0 ? m_framed.size() : end + 1;
    if (seen - m_trailerStart > m_limits->headerBlock)
        return fail(RefusalReason::HeaderTooLarge, m_headBytes.size() + m_trailerStart + m_limits->headerBlock);
    m_scanned = seen;
    if (end < 0)
        return false;
    const qsizetype begin = std::exchange(m_lineStart, seen);
    if (end == begin + 1 && m_framed[begin] == '\r') {
        m_place = Place::Done;
        frame(seen, RefusalReason::BadChunk, m_headBytes.size() + begin);
        return false;
    }
    if (++m_trailers > m_limits->headerFields)
        return fail(RefusalReason::HeaderTooLarge, m_headBytes.size() + begin);
    FieldLine line;
    if (const auto violation = checkFieldLine(m_framed, begin, end, line))
        return fail(violation->reason, m_headBytes.size() + violation->offset);
    return !isForbiddenTrailer(line.name) || fail(RefusalReason::BadChunk, m_headBytes.size() + begin);
}

// Hands m_framed up to `end` to Beast, which must take all of it.
bool RequestParser::frame(qsizetype end, RefusalReason fault, qsizetype offset) {
    while (m_fed < end) {
        error_code ec;
        const qsizetype taken = m_framing->take(QByteArrayView(m_framed).sliced(m_fed, end - m_fed), ec);
        if (ec || taken == 0)
            return fail(fault, offset);
        m_fed += taken;
    }
    return true;
}

bool RequestParser::fail(RefusalReason reason, qsizetype offset) {
    m_refusal = Refusal{reason, refusalStatus(reason), offset};
    return false;
}

// What else has arrived of a refused request belongs to its record, as far as the limits go.
void RequestParser::keepRest(QByteArrayView bytes) {
    if (m_place == Place::Head && m_head.headSize() == 0)
        splitHead();
    if (m_headCut) // what follows a gap must not look as if it followed the head
        return;
    QByteArray &rest = m_head.isChunked() && m_place != Place::Head ? m_framed : m_body;
    rest.append(bytes.first(std::min(bytes.size(), std::max(m_limits->body - rest.size(), qsizetype(0)))));
}

// The head check stopped early and all bytes at hand went to the head: give the body its own.
void RequestParser::splitHead() {
    const qsizetype limit = m_limits->requestLine + m_limits->headerBlock;
    const qsizetype size = emptyLineEnd(m_headBytes, m_head.requestLineStart());
    m_headCut = size > limit;
    if (!m_headCut)
        m_body = m_headBytes.sliced(size).first(std::min(m_headBytes.size() - size, m_limits->body));
    m_headBytes.truncate(std::min(size, limit));
}

const Refusal &RequestParser::abort(RefusalReason reason) {
    const std::optional<Violation> &seen = m_head.violation();
    if (seen && reason != RefusalReason::Incomplete)
        fail(seen->reason, seen->offset);
    else
        fail(reason, m_headBytes.size() + std::max(m_framed.size(), m_body.size()));
    return *m_refusal;
}

bool RequestParser::wantsContinue() const {
    const bool waiting = m_place == Place::Body || m_place == Place::ChunkLine;
    return waiting && m_head.expectsContinue() && m_body.isEmpty() && m_framed.isEmpty();
}

bool RequestParser::keepAlive() const {
    return m_place == Place::Done && m_framing->keep_alive();
}

Request RequestParser::take() {
    Request request(std::move(m_headBytes), std::move(m_body), std::move(m_framed));
    m_headBytes = {};
    m_body = {};
    m_framed = {};
    m_head = HeadCheck(*m_limits);
    // In place: Beast's parser cannot be reset, and one allocation a connection is enough.
    std::destroy_at(m_framing.get());
    std::construct_at(m_framing.get(), m_body);
    m_place = Place::Head;
    m_fed = m_scanned = m_lineStart = m_trailerStart = 0;
    m_left = 0;
    m_trailers = 0;
    m_refusal.reset();
    m_headCut = false;
    return request;
}

} // namespace offhook::http
