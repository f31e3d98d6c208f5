#include "core/http/response_reader.h"

#include "core/http/message.h"

#include <algorithm>

namespace offhook::http {
namespace {

constexpr qsizetype ChunkLineLimit = 1024;

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

bool allDigits(QByteArrayView text) {
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isDigit);
}

/// HTTP/1.0 or HTTP/1.1, three digits, and a reason that may be missing with its blank (RFC 9112 4).
int statusOf(QByteArrayView line) {
    const bool versioned = line.startsWith("HTTP/1.0 ") || line.startsWith("HTTP/1.1 ");
    if (!versioned || line.size() < 12 || !allDigits(line.sliced(9, 3)) || (line.size() > 12 && line[12] != ' '))
        return 0;
    const int status = line.sliced(9, 3).toInt();
    return status >= 100 ? status : 0;
}

} // namespace

ResponseReader::State ResponseReader::feed(const QByteArray &bytes) {
    if (m_state != State::NeedMore)
        return m_state;
    m_buffer += bytes;
    while (m_state == State::NeedMore && step()) {
    }
    if (m_chunked)
        m_framed.append(QByteArrayView(m_buffer).sliced(m_framedFrom, m_at - m_framedFrom));
    m_framedFrom = 0;
    m_consumed += m_at;
    m_buffer.remove(0, m_at);
    m_at = 0;
    return m_state;
}

ResponseReader::State ResponseReader::end() {
    if (m_state != State::NeedMore)
        return m_state;
    if (m_part == Part::UntilClose)
        done();
    else if (m_part == Part::Head)
        fail(m_consumed + m_buffer.size() == 0 ? "the server closed without an answer"
                                               : "the server closed amid the head");
    else
        fail("the server closed before the end of the body");
    return m_state;
}

bool ResponseReader::step() {
    switch (m_part) {
    case Part::Head:
        return readHead();
    case Part::Sized:
        return readSized();
    case Part::ChunkSize:
        return readChunkSize();
    case Part::ChunkData:
        return readChunkData();
    case Part::ChunkEnd:
        return readChunkEnd();
    case Part::Trailer:
        return readTrailer();
    case Part::UntilClose:
        return readRest();
    }
    return false;
}

bool ResponseReader::readHead() {
    // Say so at the first wrong byte, not after a time limit: this may be no HTTP server at all.
    static constexpr QByteArrayView Start("HTTP/1.");
    const QByteArrayView seen = QByteArrayView(m_buffer).sliced(m_at);
    if (seen.first(qMin(seen.size(), Start.size())) != Start.first(qMin(seen.size(), Start.size())))
        return fail("the answer is not HTTP/1.x");
    const qsizetype blank = seen.indexOf("\r\n\r\n");
    if (blank < 0 ? seen.size() > HeadLimit : blank > HeadLimit)
        return fail("the head of the answer is longer than 64 KiB");
    if (blank < 0)
        return false;
    m_head = seen.first(blank + 4).toByteArray();
    const qsizetype lineEnd = m_head.indexOf("\r\n");
    m_status = statusOf(QByteArrayView(m_head).first(lineEnd));
    if (m_status == 0)
        return fail("the status line is not HTTP/1.x and a number");
    m_length.reset();
    m_chunked = false;
    for (qsizetype at = lineEnd + 2; at < m_head.size() - 2;) {
        const qsizetype next = m_head.indexOf("\r\n", at);
        if (!readField(QByteArrayView(m_head).sliced(at, next - at)))
            return false;
        at = next + 2;
    }
    m_at += m_head.size();
    m_framedFrom = m_at;
    return startBody();
}

bool ResponseReader::readField(QByteArrayView line) {
    const qsizetype colon = line.indexOf(':');
    if (colon <= 0 || line[0] == ' ' || line[0] == '\t' || line[colon - 1] == ' ' || line[colon - 1] == '\t')
        return fail("a header line has no name");
    if (line.contains('\r') || line.contains('\n') || line.contains('\0'))
        return fail("a header line holds a control character");
    const QByteArrayView name = line.first(colon);
    const QByteArrayView value = line.sliced(colon + 1).trimmed();
    if (equalsIgnoringCase(name, "Content-Length")) {
        bool fits = false;
        const qint64 length = value.toLongLong(&fits);
        if (!allDigits(value) || !fits || (m_length && *m_length != length))
            return fail("Content-Length is no number, or there are several that differ");
        m_length = length;
    } else if (equalsIgnoringCase(name, "Transfer-Encoding")) {
        if (m_chunked || !equalsIgnoringCase(value, "chunked"))
            return fail("the transfer coding is not chunked");
        m_chunked = true;
    }
    return true;
}

bool ResponseReader::startBody() {
    if (m_status < 200 && m_status != 101)
        return true; // interim: the next head follows
    // RFC 9112 6.3
    if (m_toHead || m_status == 101 || m_status == 204 || m_status == 304)
        return done();
    if (m_chunked && m_length)
        return fail("both Content-Length and Transfer-Encoding");
    if (m_length && *m_length > BodyLimit)
        return fail("the body is longer than 10 MiB");
    m_left = m_length.value_or(0);
    m_part = m_chunked ? Part::ChunkSize : m_length ? Part::Sized : Part::UntilClose;
    return true;
}

bool ResponseReader::append(qsizetype count) {
    if (m_body.size() + count > BodyLimit)
        return fail("the body is longer than 10 MiB");
    m_body.append(QByteArrayView(m_buffer).sliced(m_at, count));
    m_at += count;
    m_left -= count;
    return true;
}

bool ResponseReader::readSized() {
    append(qMin<qint64>(m_left, m_buffer.size() - m_at));
    return m_left == 0 && m_state == State::NeedMore ? done() : false;
}

bool ResponseReader::readRest() {
    append(m_buffer.size() - m_at);
    return false;
}

std::optional<QByteArray> ResponseReader::takeLine(qsizetype limit) {
    const qsizetype end = m_buffer.indexOf("\r\n", m_at);
    if (end < 0 ? m_buffer.size() - m_at > limit : end - m_at > limit)
        fail("a line of the chunked body is too long");
    if (end < 0 || m_state == State::Failed)
        return {};
    const QByteArray line = m_buffer.mid(m_at, end - m_at);
    m_at = end + 2;
    return line;
}

bool ResponseReader::readChunkSize() {
    const std::optional<QByteArray> line = takeLine(ChunkLineLimit);
    if (!line)
        return false;
    const qsizetype extension = line->indexOf(';');
    const QByteArray size = extension < 0 ? *line : line->left(extension).trimmed();
    const bool hex = !size.isEmpty() && std::all_of(size.begin(), size.end(), [](char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    });
    bool fits = false;
    m_left = size.toLongLong(&fits, 16);
    if (!hex || !fits)
        return fail("a chunk size is not hexadecimal");
    if (m_left > BodyLimit)
        return fail("the body is longer than 10 MiB");
    m_part = m_left == 0 ? Part::Trailer : Part::ChunkData;
    return true;
}

bool ResponseReader::readChunkData() {
    if (!append(qMin<qint64>(m_left, m_buffer.size() - m_at)) || m_left > 0)
        return false;
    m_part = Part::ChunkEnd;
    return true;
}

bool ResponseReader::readChunkEnd() {
    if (m_buffer.size() - m_at < 2)
        return false;
    if (m_buffer[m_at] != '\r' || m_buffer[m_at + 1] != '\n')
        return fail("a chunk is longer than its size");
    m_at += 2;
    m_part = Part::ChunkSize;
    return true;
}

bool ResponseReader::readTrailer() {
    const std::optional<QByteArray> line = takeLine(HeadLimit);
    if (!line)
        return false;
    m_trailer += line->size() + 2;
    if (m_trailer > HeadLimit)
        return fail("the trailer is longer than 64 KiB");
    return line->isEmpty() ? done() : true;
}

bool ResponseReader::done() {
    m_state = State::Done;
    return false;
}

bool ResponseReader::fail(const char *why) {
    m_state = State::Failed;
    m_error = {ErrorCode::NetworkFailed, QString::fromLatin1(why), m_consumed + m_at};
    return false;
}

} // namespace offhook::http
