#pragma once

#include "core/account/lease_entry.h"

namespace offhook::account {

/// A setting that is neither what was found before nor what was set here: somebody changed it since.
struct LeaseConflict {
    Hook hook = Hook::Voice;
    QString expected; ///< what it ought to be
    QString present;  ///< what it is

    bool operator==(const LeaseConflict &) const = default;
};

/// What to do with one resource, decided from how it is now.
struct LeaseMove {
    std::vector<FieldChange> sets; ///< `before` is what is to be restored one day; of a restore, what is there now
    std::vector<Hook> settled;     ///< are as they should be without a change
    std::vector<LeaseConflict> conflicts; ///< are left alone

    bool operator==(const LeaseMove &) const = default;
};

/// Points. A field may be changed when it is as the plan showed it, or as it was set here before (`entry`, or null), or
/// when `force` is set; in the latter two cases what was there before Offhook came stays what is restored. Pure.
[[nodiscard]] LeaseMove pointMove(
    const ResourceChange &change, const LeaseEntry *entry, const Resource &present, bool force);
/// Leads what is leased to another public URL. Only values that were set here are touched. Pure.
[[nodiscard]] LeaseMove followMove(const LeaseEntry &entry, const QByteArray &base, const Resource &present);
/// Restores. Only values that were set here are touched, unless `force` is set. Pure.
[[nodiscard]] LeaseMove restoreMove(const LeaseEntry &entry, const Resource &present, bool force);

} // namespace offhook::account
