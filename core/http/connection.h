#pragma once

#include "core/http/exchange.h"
#include "core/http/limits.h"
#include "core/http/request_parser.h"
#include "core/http/response_writer.h"

#include <QAbstractSocket>
#include <QTimer>

#include <memory>
#include <vector>

namespace offhook::http {

class Connection;

/// The side of the listener that its connections see.
class ConnectionOwner {
public:
    /// Asks for one Hub::turn() when the event loop comes round.
    virtual void scheduleTurn() = 0;
    /// The connection is over: keep it out of the way now, destroy it in the next turn.
    virtual void release(Connection &connection) = 0;

protected:
    ~ConnectionOwner() = default;
};

/// What the connections and exchanges of one listener share. Exchanges keep it alive beyond the listener.
struct Hub {
    struct Outcome {
        Exchange::Sent sent;
        SendOutcome outcome;
        MonotonicTime at;
    };

    RequestHandler handler;
    Limits limits;
    ResponseWriter writer;
    std::unique_ptr<char[]> readBuffer; ///< used between one read and the handler's return, by one connection at a time
    bool paused = false;
    bool closing = false;
    ConnectionOwner *owner = nullptr; ///< null once the listener is gone

    /// Tells what became of an answer in the next turn, or at once when there will be none.
    void later(Exchange::Sent sent, SendOutcome outcome, MonotonicTime at);
    /// Lets the connection go on with input that waits, in the next turn: not inside the handler's call, which may
    /// be answering many connections in one go.
    void resumeLater(Connection &connection);
    /// What was put off: outcomes, then waiting input.
    void turn();

private:
    std::vector<Outcome> m_outcomes;
    std::vector<Connection *> m_resumes;
};

/// One client: reads, lets the parser work, hands one request at a time to the handler, sends the answer, and so on.
/// Not a QObject: the socket is the context of its few connections. A plain socket is unbuffered (a QAbstractSocket: a
/// QTcpSocket buffers always once it has a descriptor, Qt 6.4): what is not read stays in the kernel, which is the
/// back-pressure; an answer goes out in one system call; and a client that closed its sending side still gets its
/// answer. TLS needs Qt's buffers and bounds them.
class Connection {
public:
    Connection(std::unique_ptr<QAbstractSocket> socket, bool tls, std::shared_ptr<Hub> hub);
    ~Connection();
    Q_DISABLE_COPY_MOVE(Connection)

    /// Acts on deadlines.
    void sweep(MonotonicTime now);
    /// Goes on with input that was left waiting.
    void resume();
    /// The listener was told to close: ends what is idle, and the rest after the answer in flight.
    void wind();
    /// Ends it now, whatever it is doing.
    void drop();
    /// The time while the listener was paused is not the client's.
    void restartDeadline();

    std::size_t slot = 0; ///< its place in the listener's list

private:
    class Reply;
    /// Through which an exchange finds its connection, as long as that lives.
    struct Link {
        Connection *connection;
        std::shared_ptr<Hub> hub;
    };
    enum class Phase : std::uint8_t { Handshake, Idle, Head, Body, Waiting, Answering, Lingering, Closed };

    [[nodiscard]] bool isReading() const {
        return m_phase == Phase::Idle || m_phase == Phase::Head || m_phase == Phase::Body;
    }
    void enter(Phase phase);
    [[nodiscard]] std::chrono::milliseconds allowance(Phase phase) const;
    void watchTls();
    void readable();
    void read();
    void drain();
    void process(QByteArrayView bytes);
    [[nodiscard]] QByteArrayView feed(QByteArrayView bytes);
    void keep(QByteArrayView rest);
    void progressed();
    void deliver();
    void refuse(RefusalReason reason);
    void ended();
    void answer(const Response &response, const Delivery &delivery, Exchange::Sent sent);
    void breakOff(Exchange::Sent sent, bool reset);
    void sendHalf(const QByteArray &bytes, qsizetype bodySize, Exchange::Sent sent);
    void sendDripping(const QByteArray &bytes, qsizetype bodySize, const Delivery &delivery, Exchange::Sent sent);
    void drip();
    [[nodiscard]] bool hasPeerClosed() const;
    void watchWrites();
    void written();
    void answered();
    void linger();
    void close();
    void release();
    [[nodiscard]] qint64 unsent() const;

    std::shared_ptr<Hub> m_hub;
    std::unique_ptr<QAbstractSocket> m_socket;
    std::shared_ptr<Link> m_link;
    RequestParser m_parser;
    QByteArray m_pending; ///< bytes read behind the request that is being answered
    QByteArray m_peer;
    Exchange::Sent m_sent;
    MonotonicTime m_deadline;
    MonotonicTime m_accepted;
    MonotonicTime m_started; ///< first byte of the request
    /// An answer that leaves in small pieces; null for all others.
    struct Dripping;
    std::unique_ptr<Dripping> m_dripping;
    qint64 m_drained = 0;
    int m_requests = 0;
    Phase m_phase = Phase::Idle;
    bool m_tls;
    bool m_processing = false;
    bool m_readable = false; ///< the socket has input that was not read yet
    bool m_refused = false;
    bool m_continued = false;
    bool m_watchesWrites = false;
    bool m_keepAlive = false;
    ResponseWriter::Context m_context;
};

} // namespace offhook::http
