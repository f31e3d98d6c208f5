#include "core/deliver/forward_head.h"

#include <QList>

#include <algorithm>
#include <array>
#include <utility>

namespace offhook::deliver {
namespace {

using http::equalsIgnoringCase;

constexpr std::array HopByHop{
    "Connection", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade"};
constexpr std::array OfABody{"Content-Length", "Content-Type", "Content-Encoding", "Content-Language", "Expect"};
// A Connection field that names these is a mistake, or an attack: the message would fall apart.
constexpr std::array Kept{"Host", "Content-Length", "Content-Type", "Content-Encoding"};

template <std::size_t N>
bool isOneOf(QByteArrayView name, const std::array<const char *, N> &names) {
    return std::any_of(names.begin(), names.end(), [&](const char *known) { return equalsIgnoringCase(name, known); });
}

/// The names of the fields that go with the connection.
QList<QByteArray> connectionOptions(const http::Request &message) {
    QList<QByteArray> names;
    for (const QByteArrayView value : message.headers("Connection")) {
        for (const QByteArray &name : value.toByteArray().split(',')) {
            if (!isOneOf(name.trimmed(), Kept))
                names.append(name.trimmed());
        }
    }
    return names;
}

bool isOfTheConnection(QByteArrayView name, const QList<QByteArray> &options) {
    return isOneOf(name, HopByHop) || std::any_of(options.begin(), options.end(),
                                          [&](const QByteArray &option) { return equalsIgnoringCase(name, option); });
}

/// Builds one head from another.
class HeadBuilder {
public:
    HeadBuilder(const http::Request &request, const HeadChanges &changes)
        : m_request(request)
        , m_changes(changes)
        , m_options(connectionOptions(request)) {}

    QByteArray build() {
        m_out = m_changes.method + ' ' + m_changes.target + " HTTP/1.1\r\n";
        const QList<QByteArray> lines = m_request.head().split('\n');
        for (qsizetype i = 1; i < lines.size(); ++i) {
            const QByteArray line = lines[i].endsWith('\r') ? lines[i].chopped(1) : lines[i];
            if (!line.isEmpty())
                addLine(line);
        }
        addMissing();
        return m_out + "Connection: close\r\n\r\n";
    }

private:
    // A line without a name is part of the one before (RFC 9112 5.2).
    void addLine(const QByteArray &line) {
        const bool folded = line.startsWith(' ') || line.startsWith('\t');
        const QByteArray name = line.left(line.indexOf(':'));
        if (folded ? m_dropped : isDropped(name)) {
            m_dropped = true;
            return;
        }
        m_dropped = false;
        if (folded || !replace(name, line))
            m_out += line + "\r\n";
    }

    bool isDropped(const QByteArray &name) {
        if (m_changes.dropsBody && isOneOf(name, OfABody))
            return true;
        if (!isOfTheConnection(name, m_options))
            return false;
        if (equalsIgnoringCase(name, "Transfer-Encoding") && !m_changes.dropsBody && !std::exchange(m_hasLength, true))
            add("Content-Length", QByteArray::number(m_changes.bodySize));
        return true;
    }

    /// Whether the field was written, with another value or, where it stands a second time, not at all.
    bool replace(const QByteArray &name, const QByteArray &line) {
        if (equalsIgnoringCase(name, "Content-Length"))
            return std::exchange(m_hasLength, true);
        if (equalsIgnoringCase(name, "Authorization"))
            m_hasAuthorization = true;
        if (equalsIgnoringCase(name, "Host"))
            return set(name, m_changes.host, line, m_hasHost);
        if (!m_changes.forwarded)
            return false;
        if (equalsIgnoringCase(name, "X-Forwarded-Proto"))
            return set(name, m_changes.forwarded->proto, line, m_hasProto);
        if (equalsIgnoringCase(name, "X-Forwarded-Host"))
            return set(name, m_changes.forwarded->host, line, m_hasForwardedHost);
        if (!equalsIgnoringCase(name, "X-Forwarded-For") || std::exchange(m_hasFor, true))
            return false;
        m_out += line + ", " + m_changes.forwarded->client + "\r\n";
        return true;
    }

    // Only the value changes, so that the line stays as it is where the value does.
    bool set(const QByteArray &name, const QByteArray &value, const QByteArray &line, bool &was) {
        if (std::exchange(was, true))
            return true;
        const bool isSame = line.sliced(name.size() + 1).trimmed() == value;
        m_out += isSame ? line : QByteArray(name + ": " + value);
        m_out += "\r\n";
        return true;
    }

    void addMissing() {
        if (!m_hasHost)
            add("Host", m_changes.host);
        if (!m_hasLength && !m_changes.dropsBody && m_changes.bodySize > 0) // of an event that was imported
            add("Content-Length", QByteArray::number(m_changes.bodySize));
        if (m_changes.forwarded) {
            if (!m_hasProto)
                add("X-Forwarded-Proto", m_changes.forwarded->proto);
            if (!m_hasForwardedHost)
                add("X-Forwarded-Host", m_changes.forwarded->host);
            if (!m_hasFor)
                add("X-Forwarded-For", m_changes.forwarded->client);
        }
        if (!m_hasAuthorization && !m_changes.authorization.isEmpty())
            add("Authorization", m_changes.authorization);
    }

    void add(const char *name, const QByteArray &value) { m_out += QByteArray(name) + ": " + value + "\r\n"; }

    const http::Request &m_request;
    const HeadChanges &m_changes;
    QList<QByteArray> m_options;
    QByteArray m_out;
    bool m_dropped = false; ///< the line before
    bool m_hasLength = false;
    bool m_hasHost = false;
    bool m_hasProto = false;
    bool m_hasForwardedHost = false;
    bool m_hasFor = false;
    bool m_hasAuthorization = false;
};

} // namespace

QByteArray forwardedHead(const http::Request &request, const HeadChanges &changes) {
    return HeadBuilder(request, changes).build();
}

http::Response forwardedResponse(const http::ClientResponse &answer) {
    http::Response response{answer.status, {}, answer.body};
    const http::Request head(answer.head, {}); // the fields of both are alike
    const QList<QByteArray> options = connectionOptions(head);
    for (std::size_t i = 0; i < head.fieldCount(); ++i) {
        const http::Request::Field field = head.field(i);
        if (!isOfTheConnection(field.name, options) && !equalsIgnoringCase(field.name, "Content-Length"))
            response.headers.push_back({field.name.toByteArray(), field.value.toByteArray()});
    }
    return response;
}

} // namespace offhook::deliver
