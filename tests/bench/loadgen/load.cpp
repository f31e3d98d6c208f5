#include "tests/bench/loadgen/load.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <limits>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

namespace offhook::bench {
namespace {

constexpr Nanoseconds Second = 1'000'000'000;
constexpr Nanoseconds LongestWait = Second / 10;
constexpr Nanoseconds Grace = 3 * Second; // for answers under way when the time is up
constexpr std::uint64_t MostErrors = 2000;
constexpr std::uint32_t SourceAddresses = 64;

Nanoseconds monotonic() {
    return Nanoseconds(
        std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
            .count());
}

Nanoseconds nanoseconds(double seconds) {
    return Nanoseconds(seconds * double(Second));
}

double ownCpuSeconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

sockaddr_in loopback(std::uint32_t offset, int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(std::uint16_t(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK + offset);
    return address;
}

} // namespace

Load::Load(const Options &options, std::span<const SignedRequest> requests)
    : m_options(options)
    , m_requests(requests)
    , m_epoll(epoll_create1(0))
    , m_connections(std::size_t(options.connections)) {
    m_report.latencies.reserve(1 << 21);
    for (std::size_t i = m_connections.size(); i-- > 0;)
        m_idle.push_back(i);
}

Load::~Load() {
    for (Connection &connection : m_connections)
        drop(connection);
    close(m_epoll);
}

Report Load::run() {
    const double cpu = ownCpuSeconds();
    m_start = m_countingSince = monotonic();
    m_report.before = usageOf(m_options.pids);
    m_warming = m_options.warmUp > 0;
    std::array<epoll_event, 512> events;
    for (Nanoseconds now = m_start; !over(now); now = monotonic()) {
        const Nanoseconds wait = m_stopping ? LongestWait : issue(now);
        const timespec timeout{0, long(std::min(wait, LongestWait))};
        const int count = epoll_pwait2(m_epoll, events.data(), int(events.size()), &timeout, nullptr);
        for (int i = 0; i < count; ++i)
            handle(events[std::size_t(i)]);
    }
    const Nanoseconds end = monotonic();
    m_report.after = usageOf(m_options.pids);
    m_report.seconds = double(end - m_countingSince) / double(Second);
    m_report.generatorCpu = (ownCpuSeconds() - cpu) / (double(end - m_start) / double(Second));
    std::sort(m_report.latencies.begin(), m_report.latencies.end());
    return std::move(m_report);
}

bool Load::over(Nanoseconds now) {
    if (m_warming && now - m_start > nanoseconds(m_options.warmUp))
        endWarmUp(now);
    const Nanoseconds end = m_start + nanoseconds(m_options.warmUp + m_options.seconds);
    m_stopping = m_stopping || now > end || allIssued();
    return m_stopping && (m_idle.size() == m_connections.size() || now > end + Grace);
}

void Load::endWarmUp(Nanoseconds now) {
    m_warming = false;
    m_report.latencies.clear();
    m_report.statuses.clear();
    m_report.before = usageOf(m_options.pids);
    m_issuedInWarmUp = m_issued;
    m_countingSince = now;
}

bool Load::allIssued() const {
    return m_options.count > 0 && !m_warming && m_issued >= m_options.count + m_issuedInWarmUp;
}

/// Starts what is due, and tells how long nothing more will be.
Nanoseconds Load::issue(Nanoseconds now) {
    while (!m_idle.empty() && !allIssued()) {
        Nanoseconds due = monotonic();
        if (m_options.rate > 0) {
            due = m_start + nanoseconds(double(m_issued) / m_options.rate);
            if (due > now)
                return due - now;
        }
        const std::size_t index = m_idle.back();
        m_idle.pop_back();
        start(index, due);
        // A refused connection is idle again at once: do not spin on a server that is gone.
        if (m_report.errors > MostErrors)
            m_stopping = true;
        if (m_stopping)
            break;
    }
    return LongestWait;
}

void Load::start(std::size_t index, Nanoseconds due) {
    Connection &connection = m_connections[index];
    connection.request = m_issued++ % m_requests.size();
    connection.written = 0;
    connection.answer.reset();
    connection.answered = false;
    connection.busy = true;
    connection.begun = due;
    if (connection.socket >= 0) {
        if (write(connection))
            return;
        ++m_report.reconnects;
        drop(connection);
        connection.written = 0;
    }
    if (!connectTo(connection, index))
        release(index);
}

bool Load::connectTo(Connection &connection, std::size_t index) {
    connection.socket = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    const int on = 1;
    setsockopt(connection.socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (m_options.fresh) {
        // Spread over 127.0.0.0/8, or the ports of one source address run out within seconds.
        const sockaddr_in source = loopback(m_sources++ % SourceAddresses, 0);
        if (bind(connection.socket, reinterpret_cast<const sockaddr *>(&source), sizeof source) < 0)
            fail("bind");
    }
    const sockaddr_in server = loopback(0, m_options.port);
    connection.connecting = true;
    if (connect(connection.socket, reinterpret_cast<const sockaddr *>(&server), sizeof server) < 0 &&
        errno != EINPROGRESS) {
        fail("connect");
        ++m_report.errors;
        drop(connection);
        return false;
    }
    epoll_event event{};
    event.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
    event.data.u64 = index;
    epoll_ctl(m_epoll, EPOLL_CTL_ADD, connection.socket, &event);
    return true;
}

bool Load::write(Connection &connection) {
    const std::string &bytes = m_requests[connection.request].bytes;
    while (connection.busy && !connection.connecting && connection.written < bytes.size()) {
        const ssize_t sent =
            send(connection.socket, bytes.data() + connection.written, bytes.size() - connection.written, MSG_NOSIGNAL);
        if (sent < 0 && errno == EAGAIN)
            return true;
        if (sent <= 0) {
            fail("send");
            return false;
        }
        connection.written += std::size_t(sent);
    }
    return true;
}

void Load::handle(const epoll_event &event) {
    const auto index = std::size_t(event.data.u64);
    Connection &connection = m_connections[index];
    if (connection.socket < 0)
        return;
    bool alive = true;
    if (connection.connecting && (event.events & (EPOLLOUT | EPOLLERR | EPOLLHUP)) != 0)
        alive = finishConnecting(connection);
    alive = alive && write(connection);
    bool ended = false;
    if (alive && (event.events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP)) != 0)
        alive = read(connection, (event.events & (EPOLLRDHUP | EPOLLHUP)) != 0, ended);
    settle(index, alive, ended);
}

bool Load::finishConnecting(Connection &connection) {
    int error = 0;
    socklen_t size = sizeof error;
    getsockopt(connection.socket, SOL_SOCKET, SO_ERROR, &error, &size);
    connection.connecting = false;
    if (error == 0)
        return true;
    errno = error;
    fail("connect");
    return false;
}

bool Load::read(Connection &connection, bool closing, bool &ended) {
    std::array<char, 65536> buffer;
    for (;;) {
        const ssize_t count = recv(connection.socket, buffer.data(), buffer.size(), 0);
        if (count == 0) {
            ended = true;
            return true;
        }
        if (count < 0 && errno != EAGAIN && !connection.answered)
            fail("recv");
        if (count < 0)
            return errno == EAGAIN;
        if (connection.busy && !connection.answered && connection.answer.add({buffer.data(), std::size_t(count)}))
            complete(connection);
        // Edge-triggered: a short read means that nothing is left, unless the end is still to be read.
        if (std::size_t(count) < buffer.size() && !closing)
            return true;
    }
}

void Load::settle(std::size_t index, bool alive, bool ended) {
    Connection &connection = m_connections[index];
    const bool gone = ended || !alive;
    if (connection.busy && !connection.answered && ended && connection.answer.ended())
        complete(connection);
    if (connection.busy && connection.answered) {
        // With a connection for each request, the server's close belongs to the request.
        if (gone)
            drop(connection);
        if (gone || !m_options.fresh)
            release(index);
        return;
    }
    if (!gone)
        return;
    drop(connection);
    if (!connection.busy)
        return;
    if (m_report.firstError.empty())
        m_report.firstError = "the connection ended before a whole answer";
    ++m_report.errors;
    release(index);
    m_stopping = m_stopping || m_report.errors > MostErrors;
}

void Load::complete(Connection &connection) {
    constexpr Nanoseconds Unit = 100;
    constexpr Nanoseconds Most = std::numeric_limits<std::uint32_t>::max();
    m_report.latencies.push_back(std::uint32_t(std::min((monotonic() - connection.begun) / Unit, Most)));
    const int status = connection.answer.status();
    ++m_report.statuses[status];
    if (!m_options.ackFile.empty() && status >= 200 && status < 300)
        m_report.acknowledged.push_back(connection.request);
    connection.answered = true;
}

void Load::release(std::size_t index) {
    m_connections[index].busy = false;
    m_idle.push_back(index);
}

void Load::fail(const char *what) {
    if (m_report.firstError.empty())
        m_report.firstError = std::string(what) + ": " + std::strerror(errno);
}

void Load::drop(Connection &connection) {
    if (connection.socket >= 0)
        close(connection.socket);
    connection.socket = -1;
    connection.connecting = false;
}

} // namespace offhook::bench
