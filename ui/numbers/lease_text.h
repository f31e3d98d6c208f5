#pragma once

#include "core/account/lease.h"
#include "ui/numbers/numbers_model.h"

namespace offhook::ui {

/// What a row of the table says of a step of a lease.
[[nodiscard]] NumberState stepState(const account::LeaseStep &step);
/// The same of what is leased: whether it leads to `publicUrl`, or still to another one.
[[nodiscard]] NumberState leaseState(const account::LeaseEntry &entry, const QByteArray &publicUrl);
/// "48 pointed here · ✕ 2 failed"; empty for no steps.
[[nodiscard]] QString stepsSummary(const std::vector<account::LeaseStep> &steps);

} // namespace offhook::ui
