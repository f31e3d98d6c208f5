#include "core/twilio/sequence_set.h"

#include <algorithm>
#include <iterator>

namespace offhook::twilio {
namespace {

using Range = std::pair<qint64, qint64>;

bool endsBefore(const Range &range, qint64 number) {
    return range.second < number;
}

} // namespace

void SequenceSet::add(qint64 number) {
    if (number < 0)
        return;
    // The first range that holds the number, touches it from below or stands above it.
    auto range = std::lower_bound(m_ranges.begin(), m_ranges.end(), number - 1, endsBefore);
    if (range != m_ranges.end() && range->first <= number && number <= range->second)
        return;
    if (range != m_ranges.end() && range->second == number - 1) {
        range->second = number;
        const auto next = std::next(range);
        if (next != m_ranges.end() && next->first == number + 1) {
            range->second = next->second;
            m_ranges.erase(next);
        }
        return;
    }
    if (range != m_ranges.end() && range->first == number + 1) {
        range->first = number;
        return;
    }
    if (m_ranges.size() >= MaxRanges)
        m_full = true;
    else
        m_ranges.insert(range, {number, number});
}

bool SequenceSet::contains(qint64 number) const {
    const auto range = std::lower_bound(m_ranges.begin(), m_ranges.end(), number, endsBefore);
    return range != m_ranges.end() && range->first <= number;
}

bool SequenceSet::hasGap(qint64 first) const {
    return !m_full && !m_ranges.empty() && (m_ranges.size() > 1 || m_ranges.front().first > first);
}

std::vector<qint64> SequenceSet::missing(qint64 first, std::size_t limit) const {
    std::vector<qint64> numbers;
    if (m_full)
        return numbers;
    qint64 expected = first;
    for (const auto &[begin, end] : m_ranges) {
        for (qint64 number = expected; number < begin && numbers.size() < limit; ++number)
            numbers.push_back(number);
        expected = end + 1;
    }
    return numbers;
}

} // namespace offhook::twilio
