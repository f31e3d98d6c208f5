#pragma once

#include "core/flow/diff.h"
#include "core/twiml/document.h"

namespace offhook::flow {

/// Compares two documents as trees: elements are set against each other by their names, then attributes by name and
/// texts. One line an element, "Say voice=\"alice\" Hello", those of inside below. Comments and blanks between elements
/// do not count. More than MostElements are not compared.
[[nodiscard]] std::vector<DiffLine> diffTrees(const twiml::Document &before, const twiml::Document &after);
inline constexpr std::size_t MostElements = 4'000;

} // namespace offhook::flow
