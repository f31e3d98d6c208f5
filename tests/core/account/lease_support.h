#pragma once

#include "core/account/lease_entry.h"
#include "tests/core/account/inventory_support.h"

namespace offhook::account {

/// A number whose calls and messages are leased.
inline LeaseEntry leasedNumber(int n) {
    return {Account, ResourceKind::Number, sid("PN", n), QStringLiteral("+1500"), "https://one.test",
        LeaseTerm::Session,
        {{Hook::Voice, QStringLiteral("https://app.test/v"), {QStringLiteral("https://one.test/voice")}},
            {Hook::Message, QString(), {QStringLiteral("https://one.test/sms")}}}};
}
inline LeaseEntry bare(LeaseEntry entry) {
    entry.fields.clear();
    return entry;
}
inline std::vector<FieldChange> firstChanges() {
    return {{Hook::Voice, QStringLiteral("https://app.test/v"), QStringLiteral("https://one.test/voice")},
        {Hook::Message, QString(), QStringLiteral("https://one.test/sms")}};
}

inline Resource numberWith(const char *voice, const char *message) {
    Resource resource;
    resource.hooks[std::size_t(Hook::Voice)] = url(voice);
    resource.hooks[std::size_t(Hook::Message)] = url(message);
    return resource;
}

} // namespace offhook::account
