#pragma once

#include "core/flow/event_summary.h"
#include "core/store/event_store.h"

#include <QString>

#include <optional>
#include <span>
#include <vector>

namespace offhook::ui {

/// How a cell of the event table is painted.
enum class Cell : std::uint8_t { Number, Text, MutedText, Mono, MutedMono, Kind, Summary, Verdict, Response, Flags };

/// One column of the event table. A new column is one more row in event_columns.cpp.
struct EventColumn {
    const char *name;  ///< stable, for saved layouts
    const char *title; ///< English source of a translation
    Cell cell;
    std::optional<store::SortKey> sort;
    bool shown;         ///< unless the user chose otherwise
    const char *sample; ///< as wide as the column is at first
    QString (*text)(const flow::EventSummary &event);
    /// The whole value for the tooltip where `text` shortens it; null where it does not.
    QString (*full)(const flow::EventSummary &event) = nullptr;
    const char *shortTitle = nullptr; ///< for a column too narrow for its title
};

[[nodiscard]] std::span<const EventColumn> eventColumns();
/// The column's position in eventColumns(), or -1.
[[nodiscard]] int eventColumn(QLatin1StringView name);
[[nodiscard]] QString columnTitle(const EventColumn &column);
[[nodiscard]] QString shortColumnTitle(const EventColumn &column);

/// What gives way, in this order, while the summary has less than `room` pixels: a column and the sample it may shrink
/// to.
struct Squeeze {
    int column;
    QString sample;
    int room;
};
[[nodiscard]] std::vector<Squeeze> squeezes();
/// Below this summary the table scrolls sideways.
inline constexpr int SummaryLeast = 56;

/// The two parts of the Response cell: "200 TwiML" and "14 ms".
struct ResponseText {
    QString answer;
    QString took;
};
[[nodiscard]] ResponseText responseText(const flow::EventSummary &event);

/// The flags that the table shows as pills, in this order.
[[nodiscard]] std::span<const flow::EventFlag> shownFlags();
[[nodiscard]] QString flagLabel(flow::EventFlag flag);
/// What makes an event have it, in a few words; empty where the label says it all.
[[nodiscard]] QString flagReason(flow::EventFlag flag);

/// One sentence for a screen reader: the whole row.
[[nodiscard]] QString spokenRow(const flow::EventSummary &event);

} // namespace offhook::ui
