#pragma once

#include <string>

namespace offhook::bench {

/// Processor time and memory of some processes together, from /proc.
struct ProcessUsage {
    double cpuSeconds = 0;
    double rssMiB = 0;
    double peakRssMiB = 0;
};

[[nodiscard]] ProcessUsage usageOf(const std::string &commaSeparatedPids);

} // namespace offhook::bench
