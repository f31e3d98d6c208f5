#pragma once

#include "tests/bench/loadgen/answer_reader.h"
#include "tests/bench/loadgen/options.h"
#include "tests/bench/loadgen/process_usage.h"
#include "tests/bench/loadgen/status_callbacks.h"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

struct epoll_event;

namespace offhook::bench {

using Nanoseconds = std::uint64_t; ///< of the monotonic clock

/// What one run measured.
struct Report {
    double seconds = 0;                    ///< without the warm-up
    std::vector<std::uint32_t> latencies;  ///< of each answer, in units of 0.1 us, ascending
    std::map<int, std::uint64_t> statuses; ///< how often each came
    std::vector<std::size_t> acknowledged; ///< indices of the requests answered with 2xx, from the very start
    std::uint64_t errors = 0;              ///< requests without a whole answer
    std::uint64_t reconnects = 0;          ///< kept connections that were found closed
    std::string firstError;
    ProcessUsage before;
    ProcessUsage after;
    double generatorCpu = 0; ///< share of one processor that the generator itself took
};

/// Plays requests against 127.0.0.1 on one thread. Closed loop: each connection sends its next request when its answer
/// is there. Open loop (`rate`): request i is due at start + i/rate and its latency counts from then, so that a server
/// that falls behind cannot hide it.
class Load {
public:
    Load(const Options &options, std::span<const SignedRequest> requests);
    ~Load();
    Load(const Load &) = delete;
    Load &operator=(const Load &) = delete;

    [[nodiscard]] Report run();

private:
    struct Connection {
        int socket = -1;
        bool connecting = false;
        bool busy = false;     ///< a request is under way
        bool answered = false; ///< its answer is whole
        std::size_t request = 0;
        std::size_t written = 0;
        Nanoseconds begun = 0;
        AnswerReader answer;
    };

    bool over(Nanoseconds now);
    void endWarmUp(Nanoseconds now);
    Nanoseconds issue(Nanoseconds now);
    [[nodiscard]] bool allIssued() const;
    void start(std::size_t index, Nanoseconds due);
    bool connectTo(Connection &connection, std::size_t index);
    bool write(Connection &connection);
    void handle(const epoll_event &event);
    bool finishConnecting(Connection &connection);
    /// Reads what is there. False when the connection is dead; `ended` when the server closed it.
    bool read(Connection &connection, bool closing, bool &ended);
    void settle(std::size_t index, bool alive, bool ended);
    void complete(Connection &connection);
    void release(std::size_t index);
    void fail(const char *what);
    static void drop(Connection &connection);

    const Options &m_options;
    std::span<const SignedRequest> m_requests;
    int m_epoll;
    std::vector<Connection> m_connections;
    std::vector<std::size_t> m_idle;
    Report m_report;
    Nanoseconds m_start = 0;
    Nanoseconds m_countingSince = 0;
    std::uint64_t m_issued = 0;
    std::uint64_t m_issuedInWarmUp = 0;
    std::uint32_t m_sources = 0;
    bool m_warming = false;
    bool m_stopping = false;
};

} // namespace offhook::bench
