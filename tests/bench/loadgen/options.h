#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace offhook::bench {

/// What the generator is asked to do. It only ever sends to 127.0.0.1, and stops after at most 120 s.
struct Options {
    std::string name = "run"; ///< stands in the report
    int port = 8945;          ///< of 127.0.0.1
    bool fresh = false;       ///< --mode fresh: a connection for each request; else --mode keepalive
    int connections = 32;     ///< at most in flight
    std::uint64_t count = 0;  ///< stop after so many requests; 0: by time only
    double seconds = 0;       ///< stop issuing after so long
    double warmUp = 0;        ///< seconds before counting begins
    double rate = 0;          ///< requests a second, open loop; 0: closed loop
    int distinct = 30'000;    ///< requests made beforehand, played round and round
    double badSignatures = 0; ///< share of requests with a wrong signature, 0 to 1
    std::uint32_t seed = 1;   ///< of SIDs, numbers and tokens
    int cpu = -1;             ///< pin the generator to this CPU
    std::string token = "0123456789abcdef0123456789abcdef";
    std::string url = "https://hooks.example.test/twilio/status"; ///< what is signed
    std::string target = "/twilio/status";
    std::string host = "hooks.example.test";
    std::string pids;    ///< of the server, comma separated, for its processor time and memory
    std::string ackFile; ///< gets "MessageSid:MessageStatus" of every request that was answered with 2xx
};

/// Null after an unknown or wrong option, which it has named on stderr.
[[nodiscard]] std::optional<Options> optionsFrom(int argc, char **argv);

} // namespace offhook::bench
