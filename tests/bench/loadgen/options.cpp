#include "tests/bench/loadgen/options.h"

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace offhook::bench {
namespace {

constexpr double MostSeconds = 120;
constexpr double DefaultSeconds = 5;

bool setNumber(Options &o, std::string_view option, double value) {
    if (option == "--port")
        o.port = int(value);
    else if (option == "--conns")
        o.connections = int(value);
    else if (option == "--count")
        o.count = std::uint64_t(value);
    else if (option == "--secs")
        o.seconds = value;
    else if (option == "--warm")
        o.warmUp = value;
    else if (option == "--rate")
        o.rate = value;
    else if (option == "--distinct")
        o.distinct = int(value);
    else if (option == "--bad")
        o.badSignatures = value;
    else if (option == "--seed")
        o.seed = std::uint32_t(value);
    else if (option == "--cpu")
        o.cpu = int(value);
    else
        return false;
    return true;
}

bool setText(Options &o, std::string_view option, const char *value) {
    if (option == "--name")
        o.name = value;
    else if (option == "--token")
        o.token = value;
    else if (option == "--url")
        o.url = value;
    else if (option == "--path")
        o.target = value;
    else if (option == "--host")
        o.host = value;
    else if (option == "--pids")
        o.pids = value;
    else if (option == "--acklog")
        o.ackFile = value;
    else
        return false;
    return true;
}

bool set(Options &o, std::string_view option, const char *value) {
    if (option == "--mode") {
        o.fresh = std::string_view(value) == "fresh";
        return o.fresh || std::string_view(value) == "keepalive";
    }
    if (setText(o, option, value))
        return true;
    char *end = nullptr;
    const double number = std::strtod(value, &end);
    return end != value && *end == '\0' && number >= 0 && setNumber(o, option, number);
}

} // namespace

std::optional<Options> optionsFrom(int argc, char **argv) {
    Options o;
    for (int i = 1; i < argc; i += 2) {
        if (i + 1 == argc || !set(o, argv[i], argv[i + 1])) {
            std::fprintf(stderr, "offhook_loadgen: bad option %s %s\n", argv[i], i + 1 < argc ? argv[i + 1] : "");
            return std::nullopt;
        }
    }
    if (o.port < 1 || o.port > 65535 || o.connections < 1 || o.distinct < 1) {
        std::fputs("offhook_loadgen: --port, --conns and --distinct want at least 1\n", stderr);
        return std::nullopt;
    }
    if (o.count == 0 && o.seconds <= 0)
        o.seconds = DefaultSeconds;
    if (o.seconds <= 0 || o.seconds > MostSeconds)
        o.seconds = MostSeconds;
    return o;
}

} // namespace offhook::bench
