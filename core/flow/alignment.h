#pragma once

#include <QtGlobal>

#include <functional>
#include <vector>

namespace offhook::flow {

/// A place in each of two sequences; -1 where the other has no counterpart.
struct Pairing {
    int before = -1;
    int after = -1;
    bool operator==(const Pairing &) const = default;
};

/// Sets two sequences against each other so that as many equal members as possible stand side by side (longest common
/// subsequence), in order. Beyond MostCompared comparisons, equal beginnings and ends are paired and what lies between
/// by position. `equal` is asked with a place in each.
[[nodiscard]] std::vector<Pairing> align(
    int beforeSize, int afterSize, const std::function<bool(int before, int after)> &equal);
inline constexpr qint64 MostCompared = 4'000'000;

} // namespace offhook::flow
