#include "core/store/duration_histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace offhook::store {
namespace {

constexpr int SubBits = 4;
constexpr qint64 SubBins = qint64(1) << SubBits;
constexpr qint64 Longest = (qint64(1) << 40) - 1; // twelve days, in the last bin

std::size_t binOf(qint64 us) {
    const auto value = quint64(std::clamp<qint64>(us, 0, Longest));
    if (value < quint64(SubBins))
        return std::size_t(value);
    const int shift = int(std::bit_width(value)) - 1 - SubBits;
    return std::size_t(SubBins * (shift + 1)) + std::size_t((value >> shift) & (SubBins - 1));
}

qint64 middleOf(std::size_t bin) {
    const auto index = qint64(bin);
    if (index < SubBins)
        return index;
    const qint64 shift = index / SubBins - 1;
    const qint64 low = (SubBins + index % SubBins) << shift;
    return low + ((qint64(1) << shift) - 1) / 2;
}

} // namespace

void DurationHistogram::add(qint64 us) {
    const std::size_t bin = binOf(us);
    if (bin >= m_bins.size())
        m_bins.resize(bin + 1);
    ++m_bins[bin];
    ++m_count;
    m_longest = std::max(m_longest, us);
}

void DurationHistogram::add(const DurationHistogram &other) {
    if (m_bins.size() < other.m_bins.size())
        m_bins.resize(other.m_bins.size());
    for (std::size_t i = 0; i < other.m_bins.size(); ++i)
        m_bins[i] += other.m_bins[i];
    m_count += other.m_count;
    m_longest = std::max(m_longest, other.m_longest);
}

qint64 DurationHistogram::percentile(double share) const {
    if (m_count == 0)
        return -1;
    const auto rank = std::clamp<qint64>(qint64(std::ceil(share * double(m_count))), 1, m_count);
    qint64 below = 0;
    for (std::size_t i = 0; i < m_bins.size(); ++i) {
        below += m_bins[i];
        if (below >= rank)
            return std::min(middleOf(i), m_longest);
    }
    return m_longest;
}

} // namespace offhook::store
