#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <vector>

namespace offhook::http {

/// A header field of a message we build or show. The bytes are as on the wire.
struct HeaderField {
    QByteArray name;
    QByteArray value;

    bool operator==(const HeaderField &) const = default;
};

/// A request exactly as it arrived. `head` and the body are the truth; every accessor is a view into them.
/// Value type, cheap to copy (shared), any thread.
class Request {
public:
    /// One field line of the head: views live as long as the request.
    struct Field {
        QByteArrayView name;  ///< original case
        QByteArrayView value; ///< without surrounding blanks
    };

    Request() = default;
    /// Indexes `head` (request line, field lines, blank line; CRLF or LF) leniently: what does not parse is left out of
    /// the index but stays in head(). `body` is the content after transfer decoding; `framedBody` the bytes on the wire
    /// when they differ from it (chunked), else empty.
    Request(QByteArray head, QByteArray body, QByteArray framedBody = {});

    [[nodiscard]] const QByteArray &head() const { return m_head; }
    [[nodiscard]] const QByteArray &body() const { return m_body; }
    [[nodiscard]] const QByteArray &framedBody() const { return m_framedBody; }
    /// The body's bytes as they came over the wire.
    [[nodiscard]] const QByteArray &wireBody() const { return m_framedBody.isEmpty() ? m_body : m_framedBody; }

    [[nodiscard]] QByteArrayView method() const { return view(m_method); }
    /// The request target as sent: origin form ("/sms?x=1"), absolute form, or "*".
    [[nodiscard]] QByteArrayView target() const { return view(m_target); }
    /// "HTTP/1.1"
    [[nodiscard]] QByteArrayView version() const { return view(m_version); }
    /// Path and query of the target, whatever its form. The query is without "?" and null when there is no "?".
    [[nodiscard]] QByteArrayView path() const;
    [[nodiscard]] QByteArrayView query() const;

    [[nodiscard]] std::size_t fieldCount() const { return m_fields.size(); }
    [[nodiscard]] Field field(std::size_t i) const;
    /// The first field of that name (case-insensitive), or null.
    [[nodiscard]] QByteArrayView header(QByteArrayView name) const;
    [[nodiscard]] bool hasHeader(QByteArrayView name) const;
    [[nodiscard]] std::vector<QByteArrayView> headers(QByteArrayView name) const;
    /// Media type in lower case without parameters ("application/x-www-form-urlencoded"); empty when there is none.
    [[nodiscard]] QByteArray mediaType() const;
    /// Compared as media types are (RFC 9110 8.3.1): in any case, without parameters.
    [[nodiscard]] bool hasMediaType(QByteArrayView type) const;
    /// A parameter of Content-Type in lower case ("charset" -> "utf-8"); empty when there is none.
    [[nodiscard]] QByteArray contentTypeParameter(QByteArrayView name) const;

    bool operator==(const Request &other) const {
        return m_head == other.m_head && m_body == other.m_body && m_framedBody == other.m_framedBody;
    }

private:
    [[nodiscard]] QByteArrayView mediaTypeAsSent() const;
    struct Range {
        quint32 begin = 0;
        quint32 size = 0;
    };
    struct FieldRange {
        Range name;
        Range value;
    };
    [[nodiscard]] QByteArrayView view(Range r) const { return QByteArrayView(m_head).sliced(r.begin, r.size); }
    void index();
    void indexRequestLine(qsizetype begin, qsizetype end);
    void indexField(qsizetype begin, qsizetype end);

    QByteArray m_head;
    QByteArray m_body;
    QByteArray m_framedBody;
    Range m_method;
    Range m_target;
    Range m_version;
    std::vector<FieldRange> m_fields;
};

/// An answer. Headers are sent in order as given; the writer adds Content-Length, Date and Connection.
struct Response {
    int status = 200;
    std::vector<HeaderField> headers;
    QByteArray body;

    [[nodiscard]] QByteArrayView header(QByteArrayView name) const;

    bool operator==(const Response &) const = default;
};

/// equalsIgnoringCase() of texts that are equally long.
[[nodiscard]] bool equalInLowerCase(QByteArrayView a, QByteArrayView b);

/// ASCII case-insensitive equality, as RFC 9110 5.1 asks for field names. Mostly the length tells.
[[nodiscard]] inline bool equalsIgnoringCase(QByteArrayView a, QByteArrayView b) {
    return a.size() == b.size() && equalInLowerCase(a, b);
}

} // namespace offhook::http
