#pragma once

#include "core/store/statistics.h"
#include "ui/statistics/bar_list.h"

#include <vector>

namespace offhook::ui {

// The numbers as lines of bar lists, most frequent first, each with the filter that finds its events. Empty when there
// is nothing of the sort.

/// All messages, sent, delivered, read, failed, with their share of all.
[[nodiscard]] std::vector<Bar> funnelBars(const store::Statistics &statistics);
/// Twilio's error codes with their meaning.
[[nodiscard]] std::vector<Bar> errorBars(const store::Statistics &statistics);
[[nodiscard]] std::vector<Bar> verdictBars(const store::Statistics &statistics);
[[nodiscard]] std::vector<Bar> kindBars(const store::Statistics &statistics);
[[nodiscard]] std::vector<Bar> statusBars(const store::Statistics &statistics);
[[nodiscard]] std::vector<Bar> codeBars(const store::Statistics &statistics);

} // namespace offhook::ui
