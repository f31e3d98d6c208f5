#pragma once

#include "core/base/ids.h"
#include "core/http/message.h"

namespace offhook::http {

/// Turns answers into bytes. One writer serves all connections of a listener; it remembers the Date line of the
/// current second. Not thread-safe.
class ResponseWriter {
public:
    /// What the request decides about its answer.
    struct Context {
        bool isHead = false;   ///< HEAD: the length of the body, but not the body (RFC 9110 9.3.2)
        bool isHttp11 = true;  ///< HTTP/1.0 must be told that the connection stays
        bool keepAlive = true; ///< else the answer carries Connection: close
    };

    /// The whole answer in one piece. Framing is ours: Content-Length, Transfer-Encoding, Connection and Keep-Alive
    /// among the given headers are left out; a Date given stays. Control characters in names and values, which could
    /// start another header or answer, are left out too; a field without a valid name is not sent.
    [[nodiscard]] QByteArray write(const Response &response, const Context &context, WallTime now);

    /// "100 Continue", sent ahead of the answer (RFC 9110 15.2.1).
    [[nodiscard]] static QByteArrayView interimContinue() { return "HTTP/1.1 100 Continue\r\n\r\n"; }

    /// Whether the answer itself asks to close the connection.
    [[nodiscard]] static bool asksToClose(const Response &response);

private:
    void appendDate(QByteArray &out, WallTime now);

    qint64 m_second = -1;
    QByteArray m_dateLine;
};

/// "Sun, 06 Nov 1994 08:49:37 GMT" (IMF-fixdate, RFC 9110 5.6.7).
[[nodiscard]] QByteArray httpDate(WallTime time);

/// The reason phrase of a status code (RFC 9110 15 and the IANA registry); empty when there is none.
[[nodiscard]] QByteArrayView reasonPhrase(int status);

} // namespace offhook::http
