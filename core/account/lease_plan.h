#pragma once

#include "core/account/routing.h"

#include <map>

namespace offhook::account {

/// The path each hook is to have behind the public URL ("/voice"); a hook without one stays as it is.
using HookPaths = std::map<Hook, QString>;
/// /voice, /voice/status and /sms; the fallbacks stay.
[[nodiscard]] HookPaths defaultPaths();

struct FieldChange {
    Hook hook = Hook::Voice;
    QString before; ///< exact; empty where no URL is set
    QString after;

    bool operator==(const FieldChange &) const = default;
};

struct ResourceChange {
    ResourceKind kind = ResourceKind::Number;
    QByteArray sid;
    QString name; ///< the phone number, or the friendly name
    std::vector<FieldChange> fields;

    bool operator==(const ResourceChange &) const = default;
};

/// A change that Twilio would take no notice of, which is why it is not made.
struct WithoutEffect {
    QByteArray sid;
    QString name;
    Hook hook = Hook::Voice;
    Decision decision; ///< who decides instead
};

/// What else a change of an app or service moves.
struct AlsoMoved {
    QByteArray sid;    ///< of the app or service
    QByteArray number; ///< of a number that was not asked for
    QString name;
    Hook hook = Hook::Voice;
};

struct LeaseRequest {
    std::vector<QByteArray> sids; ///< PN, AP, MG
    QByteArray publicUrl;         ///< normalised
    QByteArray fragment;          ///< connection overrides behind each URL ("#rt=5000"), or empty
    HookPaths paths = defaultPaths();
    /// Change the app or service that decides about a number in the number's stead.
    bool changesDecider = false;
};

/// Everything that pointing would do, before it is done.
struct LeasePlan {
    QByteArray base; ///< what every new URL begins with
    std::vector<ResourceChange> changes;
    std::vector<WithoutEffect> withoutEffect;
    std::vector<AlsoMoved> alsoMoved;
    std::vector<QByteArray> unknown; ///< SIDs that the account does not have
};

/// What a request changes, in the order asked for. A field that has its new value already is left out, as is what a
/// number cannot do. Pure.
[[nodiscard]] LeasePlan planLease(const LeaseRequest &request, const Inventory &inventory);

} // namespace offhook::account
