#include "core/http/connection.h"

#include <QHostAddress>
#include <QSslSocket>

#include <array>
#include <cstdio>
#include <utility>

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <cerrno>
#include <sys/socket.h>
#endif

namespace offhook::http {
namespace {

MonotonicTime monotonic() {
    return Clock::system().monotonic();
}

// Ends our sending side only: the client sees the end of the answer while we still take what it sends. Closing with
// unread input would make the kernel send a reset, which can overtake the answer (RFC 9112 9.6).
void shutdownSending(qintptr descriptor) {
#ifdef Q_OS_WIN
    ::shutdown(SOCKET(descriptor), SD_SEND);
#else
    ::shutdown(int(descriptor), SHUT_WR);
#endif
}

// So that closing sends a reset instead of the orderly end (SO_LINGER with no time, RFC 9293 3.10.7.4).
void resetOnClose(qintptr descriptor) {
    const linger now{1, 0};
#ifdef Q_OS_WIN
    ::setsockopt(SOCKET(descriptor), SOL_SOCKET, SO_LINGER, reinterpret_cast<const char *>(&now), sizeof now);
#else
    ::setsockopt(int(descriptor), SOL_SOCKET, SO_LINGER, &now, sizeof now);
#endif
}

// A look that takes nothing: the end of the stream reads as no bytes.
bool isAtEnd(qintptr descriptor) {
    char byte = 0;
#ifdef Q_OS_WIN
    fd_set readable;
    FD_ZERO(&readable);
    FD_SET(SOCKET(descriptor), &readable);
    timeval none{0, 0};
    return ::select(0, &readable, nullptr, nullptr, &none) == 1 && ::recv(SOCKET(descriptor), &byte, 1, MSG_PEEK) <= 0;
#else
    const auto size = ::recv(int(descriptor), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return size == 0 || (size < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR);
#endif
}

// Twilio gives a connection five seconds to come about; one that stood longer before its first request was opened ahead
// by a proxy.
constexpr std::chrono::seconds Ahead{5};

QByteArray addressText(const QHostAddress &address, quint16 port) {
    bool isIpv4 = false;
    const quint32 ipv4 = address.toIPv4Address(&isIpv4); // also of ::ffff:a.b.c.d, as a dual-stack listener sees it
    if (!isIpv4)
        return '[' + address.toString().toLatin1() + "]:" + QByteArray::number(port);
    std::array<char, 24> text; // 255.255.255.255:65535
    const int size = std::snprintf(text.data(), text.size(), "%u.%u.%u.%u:%u", ipv4 >> 24, (ipv4 >> 16) & 0xff,
        (ipv4 >> 8) & 0xff, ipv4 & 0xff, unsigned(port));
    return QByteArray(text.data(), size);
}

} // namespace

/// The exchange of one request.
class Connection::Reply final : public Exchange {
public:
    explicit Reply(std::shared_ptr<Link> link)
        : m_link(std::move(link)) {}
    ~Reply() override {
        if (!m_answered)
            respond(Response{500, {{"Content-Type", "text/plain; charset=utf-8"}},
                        "Offhook gave no answer to this request.\n"},
                {});
    }
    Q_DISABLE_COPY_MOVE(Reply)

    void respond(const Response &response, Sent sent) override {
        Q_ASSERT(!m_answered);
        if (std::exchange(m_answered, true))
            return;
        if (m_link->connection)
            m_link->connection->answer(response, delivery, std::move(sent));
        else
            m_link->hub->later(std::move(sent), SendOutcome::ClientGone, monotonic());
    }
    bool isOpen() const override { return m_link->connection != nullptr; }
    bool hasClosedItsSide() const override {
        return m_link->connection == nullptr || m_link->connection->hasPeerClosed();
    }

private:
    std::shared_ptr<Link> m_link;
    bool m_answered = false;
};

struct Connection::Dripping {
    QByteArray rest;
    Delivery delivery;
    QTimer timer;
};

void Hub::later(Exchange::Sent sent, SendOutcome outcome, MonotonicTime at) {
    if (!sent)
        return;
    if (!owner) {
        sent(outcome, at);
        return;
    }
    m_outcomes.push_back({std::move(sent), outcome, at});
    owner->scheduleTurn();
}

void Hub::resumeLater(Connection &connection) {
    m_resumes.push_back(&connection);
    if (owner)
        owner->scheduleTurn();
}

void Hub::turn() {
    for (const Outcome &outcome : std::exchange(m_outcomes, {}))
        outcome.sent(outcome.outcome, outcome.at);
    for (Connection *connection : std::exchange(m_resumes, {}))
        connection->resume();
}

Connection::Connection(std::unique_ptr<QAbstractSocket> socket, bool tls, std::shared_ptr<Hub> hub)
    : m_hub(std::move(hub))
    , m_socket(std::move(socket))
    , m_link(std::make_shared<Link>(Link{this, m_hub}))
    , m_parser(m_hub->limits)
    , m_peer(addressText(m_socket->peerAddress(), m_socket->peerPort()))
    , m_accepted(monotonic())
    , m_tls(tls) {
    enter(tls ? Phase::Handshake : Phase::Idle);
    QObject::connect(m_socket.get(), &QIODevice::readyRead, m_socket.get(), [this] { readable(); });
    if (tls)
        watchTls();
}

Connection::~Connection() {
    m_link->connection = nullptr;
    m_socket->disconnect();
}

void Connection::watchTls() {
    auto *secure = static_cast<QSslSocket *>(m_socket.get());
    secure->setReadBufferSize(m_hub->limits.readBuffer);
    QObject::connect(secure, &QSslSocket::encrypted, secure, [this] {
        enter(Phase::Idle);
        if (m_readable)
            readable();
    });
    QObject::connect(secure, &QAbstractSocket::disconnected, secure, [this] { ended(); });
}

void Connection::enter(Phase phase) {
    m_phase = phase;
    m_deadline =
        phase == Phase::Waiting || phase == Phase::Closed ? MonotonicTime::max() : monotonic() + allowance(phase);
}

std::chrono::milliseconds Connection::allowance(Phase phase) const {
    const Limits &limits = m_hub->limits;
    switch (phase) {
    case Phase::Handshake:
    case Phase::Head:
        return limits.headerDeadline;
    case Phase::Body:
        return limits.bodyDeadline;
    case Phase::Answering:
        return limits.answerDeadline;
    case Phase::Lingering:
        return limits.lingerDeadline;
    default:
        return limits.idle;
    }
}

void Connection::restartDeadline() {
    if (isReading() || m_phase == Phase::Handshake)
        enter(m_phase);
}

void Connection::sweep(MonotonicTime now) {
    if (now < m_deadline || (m_hub->paused && isReading()))
        return;
    switch (m_phase) {
    case Phase::Head:
        return refuse(RefusalReason::HeaderTimeout);
    case Phase::Body:
        return refuse(RefusalReason::BodyTimeout);
    case Phase::Answering:
        m_hub->later(std::exchange(m_sent, {}), SendOutcome::TimedOut, monotonic());
        return drop();
    default:
        return drop();
    }
}

void Connection::resume() {
    if (!m_pending.isEmpty() && isReading() && !m_hub->paused) {
        const QByteArray pending = std::exchange(m_pending, {});
        process(pending);
    }
    if (m_readable && m_pending.isEmpty())
        readable();
}

void Connection::readable() {
    m_readable = true;
    if (m_phase == Phase::Lingering)
        drain();
    else if (isReading() && !m_hub->paused && m_pending.isEmpty())
        read();
}

void Connection::read() {
    char *const buffer = m_hub->readBuffer.get();
    m_readable = false;
    const qint64 size = m_socket->read(buffer, m_hub->limits.readBuffer);
    if (size < 0)
        return ended();
    if (size == 0)
        return;
    process(QByteArrayView(buffer, size));
    // A plain socket is watched by level; TLS says nothing about what it holds already.
    if (m_tls && m_phase != Phase::Closed && m_socket->bytesAvailable() > 0) {
        m_readable = true;
        m_hub->resumeLater(*this);
    }
}

void Connection::drain() {
    m_readable = false;
    const qint64 size = m_socket->read(m_hub->readBuffer.get(), m_hub->limits.readBuffer);
    m_drained += std::max(size, qint64(0));
    if (size < 0 || m_drained > m_hub->limits.lingerBytes)
        drop();
    else if (m_tls && m_socket->bytesAvailable() > 0)
        m_hub->resumeLater(*this);
}

void Connection::process(QByteArrayView bytes) {
    m_processing = true;
    while (!bytes.isEmpty() && isReading() && !m_hub->paused)
        bytes = feed(bytes);
    m_processing = false;
    keep(bytes);
}

QByteArrayView Connection::feed(QByteArrayView bytes) {
    if (!m_parser.hasStarted())
        m_started = monotonic();
    const RequestParser::Progress progress = m_parser.feed(bytes);
    if (progress.status == RequestParser::Status::NeedMore)
        progressed();
    else
        deliver();
    return bytes.sliced(progress.consumed);
}

// Requests behind the one that is being answered wait here; more of them wait in the socket.
void Connection::keep(QByteArrayView rest) {
    if (rest.isEmpty() || m_phase == Phase::Closed || m_phase == Phase::Lingering)
        return;
    m_pending = rest.toByteArray();
}

void Connection::progressed() {
    if (m_parser.isHeadComplete()) {
        if (m_phase != Phase::Body)
            enter(Phase::Body);
        if (!m_continued && m_parser.wantsContinue()) {
            m_continued = true;
            m_socket->write(ResponseWriter::interimContinue().data(), ResponseWriter::interimContinue().size());
        }
    } else if (m_phase == Phase::Idle && m_parser.hasStarted()) {
        enter(Phase::Head);
    }
}

void Connection::deliver() {
    auto reply = std::make_unique<Reply>(m_link);
    reply->refusal = m_parser.refusal();
    m_refused = reply->refusal.has_value();
    m_keepAlive = !m_refused && m_parser.keepAlive();
    m_context.isHead = m_parser.isHead();
    m_context.isHttp11 = m_parser.isHttp11();
    m_continued = false;
    reply->request = m_parser.take();
    reply->peer = m_peer;
    reply->tls = m_tls;
    reply->receivedAt = Clock::system().wall();
    reply->receivedMonotonic = monotonic();
    reply->startedMonotonic = m_requests == 0 && m_started - m_accepted < Ahead ? m_accepted : m_started;
    // Answers are single writes; Nagle's algorithm only ever delays those that follow an unacknowledged one.
    if (++m_requests == 2)
        m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    if (m_phase != Phase::Closed)
        enter(Phase::Waiting);
    m_hub->handler(std::move(reply));
}

void Connection::refuse(RefusalReason reason) {
    m_parser.abort(reason);
    deliver();
}

// The client closed its side, or the connection broke.
void Connection::ended() {
    if (m_phase == Phase::Closed)
        return;
    const bool unfinished = isReading() && m_parser.hasStarted();
    if (m_phase == Phase::Answering)
        m_hub->later(std::exchange(m_sent, {}), SendOutcome::ClientGone, monotonic());
    release();
    if (unfinished)
        refuse(RefusalReason::Incomplete);
}

void Connection::answer(const Response &response, const Delivery &delivery, Exchange::Sent sent) {
    using Type = Delivery::Type;
    if (delivery.type == Type::Close || delivery.type == Type::Reset)
        return breakOff(std::move(sent), delivery.type == Type::Reset);
    m_keepAlive = m_keepAlive && !m_hub->closing && !ResponseWriter::asksToClose(response) && response.status >= 200 &&
                  delivery.type != Type::Half;
    m_context.keepAlive = m_keepAlive;
    const QByteArray bytes = m_hub->writer.write(response, m_context, Clock::system().wall());
    const bool hasBody = !m_context.isHead && bytes.endsWith(response.body);
    const qsizetype body = hasBody ? response.body.size() : 0;
    if (delivery.type == Type::Half)
        return sendHalf(bytes, body, std::move(sent));
    if (delivery.type == Type::Drip && body > 0)
        return sendDripping(bytes, body, delivery, std::move(sent));
    if (m_socket->write(bytes) != bytes.size()) {
        m_hub->later(std::move(sent), SendOutcome::ClientGone, monotonic());
        return drop();
    }
    m_sent = std::move(sent);
    enter(Phase::Answering);
    if (m_tls)
        m_socket->flush();
    if (m_phase != Phase::Answering)
        return; // the flush found the client gone
    if (unsent() == 0)
        answered();
    else
        watchWrites();
}

void Connection::breakOff(Exchange::Sent sent, bool reset) {
    m_hub->later(std::move(sent), SendOutcome::BrokenOff, monotonic());
    if (!reset)
        return close();
    resetOnClose(m_socket->socketDescriptor());
    drop();
}

// The head promises the whole body. What was not read of the client would turn the end into a reset: linger.
void Connection::sendHalf(const QByteArray &bytes, qsizetype bodySize, Exchange::Sent sent) {
    m_hub->later(std::move(sent), SendOutcome::BrokenOff, monotonic());
    m_socket->write(bytes.first(bytes.size() - (bodySize + 1) / 2));
    m_socket->flush();
    if (m_tls)
        return close();
    linger();
}

void Connection::sendDripping(
    const QByteArray &bytes, qsizetype bodySize, const Delivery &delivery, Exchange::Sent sent) {
    m_sent = std::move(sent);
    enter(Phase::Answering);
    m_socket->write(bytes.first(bytes.size() - bodySize));
    m_dripping = std::make_unique<Dripping>();
    m_dripping->rest = bytes.last(bodySize);
    m_dripping->delivery = delivery;
    QObject::connect(&m_dripping->timer, &QTimer::timeout, m_socket.get(), [this] { drip(); });
    m_dripping->timer.start(delivery.every);
}

void Connection::drip() {
    QByteArray &rest = m_dripping->rest;
    const qsizetype size = std::min(rest.size(), std::max<qsizetype>(m_dripping->delivery.piece, 1));
    enter(Phase::Answering); // the slowness is ours
    if (m_socket->write(rest.first(size)) != size) {
        m_hub->later(std::exchange(m_sent, {}), SendOutcome::ClientGone, monotonic());
        return drop();
    }
    rest.remove(0, size);
    if (!rest.isEmpty())
        return;
    m_dripping->timer.stop();
    if (unsent() == 0)
        answered();
    else
        watchWrites();
}

bool Connection::hasPeerClosed() const {
    return m_phase == Phase::Closed || (!m_tls && isAtEnd(m_socket->socketDescriptor()));
}

// Seldom needed: an answer mostly fits in the socket's buffer at once.
void Connection::watchWrites() {
    if (std::exchange(m_watchesWrites, true))
        return;
    QAbstractSocket *socket = m_socket.get();
    if (m_tls)
        QObject::connect(
            static_cast<QSslSocket *>(socket), &QSslSocket::encryptedBytesWritten, socket, [this] { written(); });
    else
        QObject::connect(socket, &QAbstractSocket::disconnected, socket, [this] { ended(); });
    QObject::connect(socket, &QIODevice::bytesWritten, socket, [this] { written(); });
}

void Connection::written() {
    const bool dripping = m_dripping && m_dripping->timer.isActive();
    if (!dripping && m_phase == Phase::Answering && unsent() == 0)
        answered();
}

void Connection::answered() {
    m_hub->later(std::exchange(m_sent, {}), SendOutcome::Sent, monotonic());
    if (m_keepAlive) {
        enter(Phase::Idle);
        if (!m_processing && (m_readable || !m_pending.isEmpty()))
            m_hub->resumeLater(*this);
    } else if (m_refused || m_readable || !m_pending.isEmpty()) {
        linger();
    } else {
        close();
    }
}

void Connection::linger() {
    enter(Phase::Lingering);
    m_pending.clear();
    if (!m_tls)
        shutdownSending(m_socket->socketDescriptor());
    if (m_readable)
        m_hub->resumeLater(*this);
}

void Connection::close() {
    m_phase = Phase::Closed;
    m_socket->disconnectFromHost();
    release();
}

void Connection::wind() {
    if (m_phase == Phase::Handshake || (m_phase == Phase::Idle && m_pending.isEmpty()))
        drop();
}

void Connection::drop() {
    if (m_phase == Phase::Closed)
        return;
    m_phase = Phase::Closed;
    m_socket->abort();
    release();
}

void Connection::release() {
    m_phase = Phase::Closed;
    if (m_dripping)
        m_dripping->timer.stop();
    m_deadline = MonotonicTime::max();
    m_link->connection = nullptr;
    if (m_hub->owner)
        m_hub->owner->release(*this);
}

qint64 Connection::unsent() const {
    return m_socket->bytesToWrite() + (m_tls ? static_cast<QSslSocket *>(m_socket.get())->encryptedBytesToWrite() : 0);
}

} // namespace offhook::http
