#pragma once

#include "core/http/limits.h"
#include "core/http/refusal.h"

#include <QByteArrayView>

#include <cstdint>
#include <optional>

namespace offhook::http {

/// A rule that the bytes break, and where.
struct Violation {
    RefusalReason reason;
    qsizetype offset = 0;

    bool operator==(const Violation &) const = default;
};

/// One field line taken apart.
struct FieldLine {
    QByteArrayView name;
    QByteArrayView value; ///< without surrounding blanks
};

/// Checks the field line raw[begin, end), `end` being its line feed. Used for heads and for chunked trailers.
/// Strict: RFC 9112 5 and 2.2, and a lone LF is no line end here, although 2.2 would allow to read it as one: two
/// readers that differ in that disagree about where a message ends.
[[nodiscard]] std::optional<Violation> checkFieldLine(
    QByteArrayView raw, qsizetype begin, qsizetype end, FieldLine &line);

/// Reads the head of a request line by line while it arrives, checks every rule of which a breach could be read in
/// two ways, and gathers what decides the framing. The head may come in any pieces: each byte is looked at once, and
/// the outcome is the same.
///
/// The first breach counts. A broken request line ends the check at once: what follows may be another protocol. After
/// a broken field the check goes on to the blank line, so that the record shows the whole head.
class HeadCheck {
public:
    enum class Step : std::uint8_t { NeedMore, Ended, Refused };
    enum class Expectation : std::uint8_t { None, Continue, Other };

    explicit HeadCheck(const Limits &limits)
        : m_limits(&limits) {}

    /// `raw` is all that arrived since the last request, the bytes of earlier calls first.
    [[nodiscard]] Step scan(QByteArrayView raw);

    /// Set after Refused, and earlier if a field is already known to be broken.
    [[nodiscard]] const std::optional<Violation> &violation() const { return m_violation; }
    /// After Ended or Refused at the blank line: the size of the head with it. Else 0.
    [[nodiscard]] qsizetype headSize() const { return m_headSize; }
    /// Whether anything but ignored empty lines arrived.
    [[nodiscard]] bool hasStarted() const { return m_started; }
    [[nodiscard]] qsizetype requestLineStart() const { return m_requestLineStart; }

    // What the head says; valid after Ended.
    [[nodiscard]] bool isHead() const { return m_isHead; }
    [[nodiscard]] bool isHttp11() const { return m_isHttp11; }
    [[nodiscard]] bool isChunked() const { return m_transferEncodings > 0; }
    [[nodiscard]] quint64 contentLength() const { return m_contentLength; }
    [[nodiscard]] bool expectsContinue() const { return m_expectation == Expectation::Continue && m_isHttp11; }

private:
    enum class Place : std::uint8_t { RequestLine, Fields };

    Step scanLine(QByteArrayView raw, qsizetype begin, qsizetype end);
    Step scanPartial(QByteArrayView raw);
    Step requestLine(QByteArrayView raw, qsizetype begin, qsizetype end);
    std::optional<Violation> checkRequestLine(QByteArrayView raw, qsizetype begin, qsizetype end);
    std::optional<Violation> checkMethodAndTarget(QByteArrayView method, QByteArrayView target, qsizetype begin);
    Step fieldLine(QByteArrayView raw, qsizetype begin, qsizetype end);
    void note(const FieldLine &line, qsizetype begin);
    void noteLength(QByteArrayView value, qsizetype begin);
    void noteOneLength(QByteArrayView value, qsizetype begin);
    Step ended(qsizetype headSize);
    std::optional<Violation> checkWhole() const;
    Step refuse(RefusalReason reason, qsizetype offset);
    void remember(const std::optional<Violation> &violation);

    const Limits *m_limits;
    Place m_place = Place::RequestLine;
    bool m_started = false;
    bool m_isHead = false;
    bool m_isHttp11 = false;
    bool m_isChunked = false;
    Expectation m_expectation = Expectation::None;
    int m_emptyLines = 0;
    int m_fields = 0;
    int m_lengths = 0;
    int m_transferEncodings = 0;
    int m_hosts = 0;
    qsizetype m_scanned = 0;
    qsizetype m_lineStart = 0;
    qsizetype m_requestLineStart = 0;
    qsizetype m_headSize = 0;
    qsizetype m_lengthAt = 0;
    qsizetype m_transferEncodingAt = 0;
    qsizetype m_hostAt = 0;
    qsizetype m_expectAt = 0;
    quint64 m_contentLength = 0;
    bool m_hostIsValid = true;
    std::optional<RefusalReason> m_lengthFault;
    std::optional<Violation> m_violation;
};

} // namespace offhook::http
