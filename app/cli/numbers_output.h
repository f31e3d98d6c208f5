#pragma once

#include "core/account/lease.h"

#include <QByteArray>

namespace offhook::cli {

/// All of an account, as lines of text or JSON; `leased` is what the journal says.
[[nodiscard]] QByteArray inventoryLines(
    const account::Inventory &inventory, const std::vector<account::LeaseEntry> &leased, bool json);
/// One resource of a run.
[[nodiscard]] QByteArray stepLine(const account::LeaseStep &step, bool json);
/// The same of a plan that is not carried out.
[[nodiscard]] QByteArray plannedLine(const account::ResourceChange &change, bool json);
/// What a plan leaves out, or moves along: warnings in words (for stderr).
[[nodiscard]] QByteArray planWarnings(const account::LeasePlan &plan);
/// What it leaves out, as JSON lines.
[[nodiscard]] QByteArray planExceptions(const account::LeasePlan &plan);

} // namespace offhook::cli
