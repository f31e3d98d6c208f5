#pragma once

#include <QtGlobal>

#include <utility>
#include <vector>

namespace offhook::twilio {

/// The sequence numbers that were seen, as ranges; in whatever order they come. Bounded: beyond MaxRanges nothing new
/// is remembered and nothing is called missing any more.
class SequenceSet {
public:
    static constexpr std::size_t MaxRanges = 64;

    /// Numbers below 0 are ignored.
    void add(qint64 number);
    [[nodiscard]] bool contains(qint64 number) const;
    [[nodiscard]] bool isEmpty() const { return m_ranges.empty(); }
    /// -1 when empty.
    [[nodiscard]] qint64 lowest() const { return m_ranges.empty() ? -1 : m_ranges.front().first; }
    [[nodiscard]] qint64 highest() const { return m_ranges.empty() ? -1 : m_ranges.back().second; }
    /// Whether numbers from `first` up to the highest one are missing.
    [[nodiscard]] bool hasGap(qint64 first) const;
    /// Those numbers, ascending, at most `limit`.
    [[nodiscard]] std::vector<qint64> missing(qint64 first, std::size_t limit) const;

    bool operator==(const SequenceSet &) const = default;

private:
    std::vector<std::pair<qint64, qint64>> m_ranges; ///< ascending, apart from each other, ends included
    bool m_full = false;
};

} // namespace offhook::twilio
