#include "tests/bench/loadgen/process_usage.h"

#include <fstream>
#include <sstream>
#include <unistd.h>

namespace offhook::bench {
namespace {

// Fact: fields 14 and 15 of /proc/PID/stat, the 12th and 13th after the name in brackets (proc(5)).
double cpuSecondsOf(const std::string &pid) {
    std::ifstream file("/proc/" + pid + "/stat");
    std::string text;
    std::getline(file, text);
    const std::size_t name = text.rfind(')');
    if (name == std::string::npos)
        return 0;
    std::istringstream fields(text.substr(name + 1));
    std::string skipped;
    for (int i = 0; i < 11; ++i)
        fields >> skipped;
    double user = 0;
    double system = 0;
    fields >> user >> system;
    return (user + system) / double(sysconf(_SC_CLK_TCK));
}

void addMemoryOf(const std::string &pid, ProcessUsage &usage) {
    std::ifstream file("/proc/" + pid + "/status");
    for (std::string name; file >> name;) {
        double kib = 0;
        if (name == "VmRSS:" && file >> kib)
            usage.rssMiB += kib / 1024;
        else if (name == "VmHWM:" && file >> kib)
            usage.peakRssMiB += kib / 1024;
        std::string rest;
        std::getline(file, rest);
    }
}

} // namespace

ProcessUsage usageOf(const std::string &commaSeparatedPids) {
    ProcessUsage usage;
    std::istringstream pids(commaSeparatedPids);
    for (std::string pid; std::getline(pids, pid, ',');) {
        usage.cpuSeconds += cpuSecondsOf(pid);
        addMemoryOf(pid, usage);
    }
    return usage;
}

} // namespace offhook::bench
