#include "core/account/lease_move.h"

namespace offhook::account {

LeaseMove pointMove(const ResourceChange &change, const LeaseEntry *entry, const Resource &present, bool force) {
    LeaseMove move;
    for (const FieldChange &field : change.fields) {
        const QString &now = present.hook(field.hook).url;
        const LeasedField *leased = entry == nullptr ? nullptr : entry->field(field.hook);
        const bool isOurs = leased != nullptr && leased->ours.contains(now);
        if (now == field.after)
            move.settled.push_back(field.hook);
        else if (isOurs)
            move.sets.push_back({field.hook, leased->before, field.after});
        else if (now == field.before || force)
            move.sets.push_back({field.hook, now, field.after});
        else
            move.conflicts.push_back({field.hook, field.before, now});
    }
    return move;
}

LeaseMove followMove(const LeaseEntry &entry, const QByteArray &base, const Resource &present) {
    LeaseMove move;
    const QString from = QString::fromUtf8(entry.base);
    for (const LeasedField &field : entry.fields) {
        const QString &now = present.hook(field.hook).url;
        const QString &latest = field.ours.last();
        const QString after =
            latest.startsWith(from) ? QString(QString::fromUtf8(base) + latest.sliced(from.size())) : latest;
        if (!field.ours.contains(now) && now != after)
            move.conflicts.push_back({field.hook, latest, now});
        else if (now == after && latest == after)
            move.settled.push_back(field.hook);
        else
            move.sets.push_back({field.hook, field.before, after});
    }
    return move;
}

LeaseMove restoreMove(const LeaseEntry &entry, const Resource &present, bool force) {
    LeaseMove move;
    for (const LeasedField &field : entry.fields) {
        const QString &now = present.hook(field.hook).url;
        if (now == field.before)
            move.settled.push_back(field.hook);
        else if (field.ours.contains(now) || force)
            move.sets.push_back({field.hook, now, field.before});
        else
            move.conflicts.push_back({field.hook, field.ours.last(), now});
    }
    return move;
}

} // namespace offhook::account
