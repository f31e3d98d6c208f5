#pragma once

#include "core/filter/expression.h"

#include <QCommandLineParser>

#include <optional>

namespace offhook::cli {

/// The expression of --filter; empty when not given. Nothing when it does not parse: that was said then.
[[nodiscard]] std::optional<filter::Expression> filterOption(const QCommandLineParser &parser);

} // namespace offhook::cli
