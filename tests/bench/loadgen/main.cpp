/// offhook_loadgen: signed Twilio status callbacks against 127.0.0.1, measured. Prints one JSON object.
/// Always bounded in count or time; sends nowhere else. Options: options.h.
#include "tests/bench/loadgen/load.h"

#include <cstdio>
#include <memory>
#include <sched.h>

namespace {

using namespace offhook::bench;

double percentile(const std::vector<std::uint32_t> &ascending, double share) {
    if (ascending.empty())
        return 0;
    const auto at = std::size_t(share * double(ascending.size()));
    return ascending[std::min(ascending.size() - 1, at)] / 10'000.0; // 0.1 us to ms
}

std::string statusesOf(const Report &report) {
    std::string text;
    for (const auto &[status, count] : report.statuses)
        text += (text.empty() ? "\"" : ",\"") + std::to_string(status) + "\":" + std::to_string(count);
    return text;
}

void print(const Options &options, const Report &report) {
    const auto &latencies = report.latencies;
    const double answers = double(latencies.size());
    const double cpu = report.after.cpuSeconds - report.before.cpuSeconds;
    std::printf("{\"name\":\"%s\",\"mode\":\"%s\",\"conns\":%d,\"rate\":%.0f,\"secs\":%.3f,\"n\":%zu,\"rps\":%.0f,",
        options.name.c_str(), options.fresh ? "fresh" : "keepalive", options.connections, options.rate, report.seconds,
        latencies.size(), answers / report.seconds);
    std::printf("\"p50_ms\":%.3f,\"p90_ms\":%.3f,\"p99_ms\":%.3f,\"p999_ms\":%.3f,\"max_ms\":%.3f,",
        percentile(latencies, .5), percentile(latencies, .9), percentile(latencies, .99), percentile(latencies, .999),
        percentile(latencies, 1));
    std::printf("\"status\":{%s},\"errors\":%llu,\"reconnects\":%llu,", statusesOf(report).c_str(),
        static_cast<unsigned long long>(report.errors), static_cast<unsigned long long>(report.reconnects));
    std::printf(
        "\"srv_cpu_s\":%.2f,\"srv_cpu_per10k\":%.4f,\"srv_rss_mb\":%.1f,\"srv_hwm_mb\":%.1f,\"gen_cpu_frac\":%.2f,"
        "\"first_err\":\"%s\"}\n",
        cpu, answers > 0 ? cpu / answers * 1e4 : 0, report.after.rssMiB, report.after.peakRssMiB, report.generatorCpu,
        report.firstError.c_str());
}

bool writeAcknowledged(const Options &options, const Report &report, const std::vector<SignedRequest> &requests) {
    if (options.ackFile.empty())
        return true;
    const std::unique_ptr<std::FILE, int (*)(std::FILE *)> file(std::fopen(options.ackFile.c_str(), "w"), &std::fclose);
    if (!file)
        return false;
    for (const std::size_t index : report.acknowledged)
        std::fprintf(file.get(), "%s\n", requests[index].id.c_str());
    return std::fflush(file.get()) == 0;
}

} // namespace

int main(int argc, char **argv) {
    const auto options = optionsFrom(argc, argv);
    if (!options)
        return 2;
    if (options->cpu >= 0) {
        cpu_set_t set;
        CPU_ZERO(&set);
        CPU_SET(std::size_t(options->cpu), &set);
        sched_setaffinity(0, sizeof set, &set);
    }
    const std::vector<SignedRequest> requests = statusCallbacks(*options);
    const Report report = Load(*options, requests).run();
    print(*options, report);
    if (!writeAcknowledged(*options, report, requests)) {
        std::perror(options->ackFile.c_str());
        return 1;
    }
    return 0;
}
