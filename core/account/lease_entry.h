#pragma once

#include "core/account/lease_plan.h"

#include <QStringList>

namespace offhook::account {

/// One setting that was changed for now.
struct LeasedField {
    Hook hook = Hook::Voice;
    QString before;   ///< what it is restored to
    QStringList ours; ///< what was, or may have been, set here; the latest last

    bool operator==(const LeasedField &) const = default;
};

/// How long a lease lasts.
enum class LeaseTerm : std::uint8_t {
    Session, ///< as long as the session that took it: at the next start it is a leftover
    Asked,   ///< until somebody restores it
};

/// A number, app or service whose settings were changed for now.
struct LeaseEntry {
    QByteArray account;
    ResourceKind kind = ResourceKind::Number;
    QByteArray sid;
    QString name;
    QByteArray base; ///< the public URL that the latest values begin with
    LeaseTerm term = LeaseTerm::Session;
    std::vector<LeasedField> fields;

    [[nodiscard]] const LeasedField *field(Hook hook) const;
    bool operator==(const LeaseEntry &) const = default;
};

/// One line of a journal. Written before what it tells is done, but for Release.
struct LeaseRecord {
    enum class Type : std::uint8_t {
        Take,    ///< fields are about to be changed; `before` is what to restore
        Follow,  ///< fields that are leased are about to be changed again; `before` is not used
        Release, ///< fields are restored, or nobody's concern any more
    };
    Type type = Type::Take;
    LeaseEntry entry; ///< without fields
    std::vector<FieldChange> fields;
};

[[nodiscard]] QByteArray toLine(const LeaseRecord &record, const QByteArray &time);
/// Nothing when the line is not whole or not one.
[[nodiscard]] std::optional<LeaseRecord> recordFrom(const QByteArray &line);
/// What the entries are after a record.
void applyRecord(const LeaseRecord &record, std::vector<LeaseEntry> &entries);

} // namespace offhook::account
