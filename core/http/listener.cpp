#include "core/http/listener.h"

#include "core/base/log.h"
#include "core/http/connection.h"
#include "core/http/tls_credentials.h"

#include <QSslSocket>
#include <QTcpServer>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace offhook::http {
namespace {

ErrorCode codeOf(QAbstractSocket::SocketError error) {
    switch (error) {
    case QAbstractSocket::AddressInUseError:
        return ErrorCode::AddressInUse;
    case QAbstractSocket::SocketAccessError:
    case QAbstractSocket::SocketAddressNotAvailableError:
        return ErrorCode::AddressDenied;
    default:
        return ErrorCode::CannotListen;
    }
}

// Often enough for the shortest limit, seldom enough to cost nothing: four times within it, 10 to 250 ms.
std::chrono::milliseconds sweepInterval(const Limits &limits) {
    const auto shortest = std::min({limits.headerDeadline, limits.bodyDeadline, limits.answerDeadline, limits.idle,
        limits.lingerDeadline, limits.closeGrace});
    return std::clamp(shortest / 4, std::chrono::milliseconds(10), std::chrono::milliseconds(250));
}

} // namespace

class Listener::Private final : public QTcpServer, public ConnectionOwner {
public:
    Private(Listener &listener, RequestHandler handler);
    ~Private() override;
    Q_DISABLE_COPY_MOVE(Private)

    Result<void> start(const ListenOptions &options);
    void stop();
    void setPaused(bool paused);
    void scheduleTurn() override;
    void release(Connection &connection) override;

    std::vector<std::unique_ptr<Connection>> connections;
    bool tls = false;

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void adopt(std::unique_ptr<QAbstractSocket> socket);
    void updateAccepting();
    void turn();
    void sweep();
    void dropAll();
    void finishClosing();

    Listener &m_listener;
    std::shared_ptr<Hub> m_hub = std::make_shared<Hub>();
    QSslConfiguration m_tlsConfiguration;
    std::vector<std::unique_ptr<Connection>> m_released;
    QTimer m_sweep;
    QTimer m_turn; ///< fires once as soon as the loop comes round; unlike a posted event it costs no system call
    MonotonicTime m_closeDeadline;
    bool m_acceptFailed = false;
};

Listener::Private::Private(Listener &listener, RequestHandler handler)
    : m_listener(listener) {
    m_hub->handler = std::move(handler);
    m_hub->owner = this;
    m_turn.setSingleShot(true);
    connect(&m_turn, &QTimer::timeout, this, [this] { turn(); });
    connect(&m_sweep, &QTimer::timeout, this, [this] { sweep(); });
    // Out of descriptors, most likely: Qt stops accepting then. The sweep tries again.
    connect(this, &QTcpServer::acceptError, this, [this](QAbstractSocket::SocketError) {
        qCWarning(lcHttp) << "accepting failed, trying again:" << errorString();
        m_acceptFailed = true;
        m_sweep.start();
    });
}

Listener::Private::~Private() {
    dropAll();
    m_hub->owner = nullptr;
    m_hub->turn();
    m_released.clear();
}

Result<void> Listener::Private::start(const ListenOptions &options) {
    if (isListening())
        return Error{ErrorCode::CannotListen, u"this listener listens already"_s};
    dropAll();
    tls = !options.certificateFile.isEmpty() || !options.keyFile.isEmpty();
    if (tls) {
        Result<QSslConfiguration> loaded = loadTlsCredentials(options.certificateFile, options.keyFile);
        if (!loaded)
            return loaded.error();
        m_tlsConfiguration = *std::move(loaded);
    }
    m_hub->limits = options.limits;
    m_hub->readBuffer = std::make_unique<char[]>(std::size_t(options.limits.readBuffer));
    m_hub->closing = false;
    m_sweep.setInterval(sweepInterval(options.limits));
    setListenBacklogSize(options.limits.backlog);
    if (!QTcpServer::listen(options.address, options.port))
        return Error{codeOf(serverError()),
            u"%1 port %2: %3"_s.arg(options.address.toString()).arg(options.port).arg(errorString())};
    m_acceptFailed = false;
    updateAccepting();
    return {};
}

void Listener::Private::stop() {
    QTcpServer::close();
    if (std::exchange(m_hub->closing, true))
        return;
    m_closeDeadline = Clock::system().monotonic() + m_hub->limits.closeGrace;
    const std::size_t count = connections.size();
    for (std::size_t i = count; i-- > 0;) // from the back: release() moves the last one into a gap
        connections[i]->wind();
    m_sweep.start();
    scheduleTurn();
}

void Listener::Private::setPaused(bool paused) {
    if (std::exchange(m_hub->paused, paused) == paused)
        return;
    updateAccepting();
    if (paused)
        return;
    for (const auto &connection : connections) {
        connection->restartDeadline();
        m_hub->resumeLater(*connection);
    }
}

// Qt accepts all that wait in the backlog in one go unless the number it may keep pending says stop.
void Listener::Private::updateAccepting() {
    const bool accepting =
        !m_hub->paused && !m_acceptFailed && connections.size() < std::size_t(m_hub->limits.connections);
    setMaxPendingConnections(accepting ? 1 : 0);
    if (!isListening())
        return;
    if (accepting)
        resumeAccepting();
    else
        pauseAccepting();
}

void Listener::Private::incomingConnection(qintptr descriptor) {
    if (!tls) {
        auto socket = std::make_unique<QAbstractSocket>(QAbstractSocket::TcpSocket, nullptr);
        if (socket->setSocketDescriptor(
                descriptor, QAbstractSocket::ConnectedState, QIODevice::ReadWrite | QIODevice::Unbuffered))
            adopt(std::move(socket));
        return;
    }
    auto socket = std::make_unique<QSslSocket>();
    socket->setSslConfiguration(m_tlsConfiguration);
    if (!socket->setSocketDescriptor(descriptor))
        return;
    QSslSocket *secure = socket.get();
    adopt(std::move(socket));
    secure->startServerEncryption();
}

void Listener::Private::adopt(std::unique_ptr<QAbstractSocket> socket) {
    connections.push_back(std::make_unique<Connection>(std::move(socket), tls, m_hub));
    connections.back()->slot = connections.size() - 1;
    if (!m_sweep.isActive())
        m_sweep.start();
    if (connections.size() >= std::size_t(m_hub->limits.connections))
        updateAccepting();
}

void Listener::Private::release(Connection &connection) {
    const std::size_t slot = connection.slot;
    m_released.push_back(std::move(connections[slot]));
    if (slot + 1 < connections.size()) {
        connections[slot] = std::move(connections.back());
        connections[slot]->slot = slot;
    }
    connections.pop_back();
    scheduleTurn();
}

void Listener::Private::scheduleTurn() {
    if (!m_turn.isActive())
        m_turn.start();
}

void Listener::Private::turn() {
    // Before the released ones go: they may be among those to be resumed.
    const auto released = std::exchange(m_released, {});
    m_hub->turn();
    if (maxPendingConnections() == 0 && isListening())
        updateAccepting();
    if (m_hub->closing && connections.empty())
        finishClosing();
}

void Listener::Private::finishClosing() {
    m_hub->closing = false;
    m_sweep.stop();
    Q_EMIT m_listener.closed();
}

void Listener::Private::sweep() {
    const MonotonicTime now = Clock::system().monotonic();
    if (std::exchange(m_acceptFailed, false))
        updateAccepting();
    if (m_hub->closing && now >= m_closeDeadline)
        return dropAll();
    for (std::size_t i = connections.size(); i-- > 0;) {
        if (i < connections.size()) // a handler may end several
            connections[i]->sweep(now);
    }
    if (connections.empty())
        m_sweep.stop();
}

void Listener::Private::dropAll() {
    while (!connections.empty())
        connections.back()->drop();
}

Listener::Listener(RequestHandler handler, QObject *parent)
    : QObject(parent)
    , m_d(std::make_unique<Private>(*this, std::move(handler))) {}

Listener::~Listener() = default;

Result<void> Listener::listen(const ListenOptions &options) {
    return m_d->start(options);
}

void Listener::close() {
    m_d->stop();
}

bool Listener::isListening() const {
    return m_d->isListening();
}

bool Listener::usesTls() const {
    return m_d->tls;
}

QHostAddress Listener::address() const {
    return m_d->serverAddress();
}

quint16 Listener::port() const {
    return m_d->serverPort();
}

int Listener::connectionCount() const {
    return int(m_d->connections.size());
}

void Listener::setPaused(bool paused) {
    m_d->setPaused(paused);
}

} // namespace offhook::http
