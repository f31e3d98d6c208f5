#include "core/account/lease_entry.h"

#include <QJsonDocument>

#include <algorithm>

namespace offhook::account {
namespace {

using namespace Qt::StringLiterals;
using Type = LeaseRecord::Type;

constexpr QLatin1StringView TypeNames[] = {"take"_L1, "follow"_L1, "release"_L1};
constexpr QLatin1StringView TermNames[] = {"session"_L1, "asked"_L1};

template <typename Enum, std::size_t Count>
std::optional<Enum> fromName(const QLatin1StringView (&names)[Count], const QString &name) {
    const auto found = std::find(std::begin(names), std::end(names), name);
    return found == std::end(names) ? std::nullopt : std::optional(Enum(found - std::begin(names)));
}

QJsonObject fieldJson(const LeaseRecord &record, const FieldChange &change) {
    const HookField *field = hookField(record.entry.kind, change.hook);
    QJsonObject json{{u"name"_s, field->parameter}};
    if (record.type == Type::Take)
        json.insert(u"before"_s, change.before);
    if (record.type != Type::Release)
        json.insert(u"after"_s, change.after);
    return json;
}

std::optional<FieldChange> fieldFrom(ResourceKind kind, const QJsonObject &json) {
    const HookField *field = hookField(kind, json.value("name"_L1).toString());
    if (field == nullptr)
        return {};
    return FieldChange{field->hook, json.value("before"_L1).toString(), json.value("after"_L1).toString()};
}

void takeField(LeaseEntry &entry, const FieldChange &change) {
    const auto known = std::find_if(entry.fields.begin(), entry.fields.end(),
        [&change](const LeasedField &field) { return field.hook == change.hook; });
    if (known == entry.fields.end())
        return entry.fields.push_back({change.hook, change.before, {change.after}});
    known->before = change.before;
    known->ours.removeAll(change.after);
    known->ours.append(change.after);
}

void followField(LeaseEntry &entry, const FieldChange &change) {
    for (LeasedField &field : entry.fields) {
        if (field.hook != change.hook)
            continue;
        field.ours.removeAll(change.after);
        field.ours.append(change.after);
    }
}

} // namespace

const LeasedField *LeaseEntry::field(Hook hook) const {
    const auto found =
        std::find_if(fields.begin(), fields.end(), [hook](const LeasedField &field) { return field.hook == hook; });
    return found == fields.end() ? nullptr : &*found;
}

QByteArray toLine(const LeaseRecord &record, const QByteArray &time) {
    const LeaseEntry &entry = record.entry;
    QJsonArray fields;
    for (const FieldChange &change : record.fields)
        fields.append(fieldJson(record, change));
    QJsonObject json{{u"do"_s, TypeNames[int(record.type)]}, {u"time"_s, QString::fromLatin1(time)},
        {u"account"_s, QString::fromUtf8(entry.account)}, {u"kind"_s, kindName(entry.kind)},
        {u"sid"_s, QString::fromUtf8(entry.sid)}, {u"fields"_s, fields}};
    if (record.type != Type::Release) {
        json.insert(u"name"_s, entry.name);
        json.insert(u"base"_s, QString::fromUtf8(entry.base));
        json.insert(u"until"_s, TermNames[int(entry.term)]);
    }
    return QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n';
}

std::optional<LeaseRecord> recordFrom(const QByteArray &line) {
    const QJsonObject json = QJsonDocument::fromJson(line).object();
    const auto type = fromName<Type>(TypeNames, json.value("do"_L1).toString());
    const auto kind = kindFromName(json.value("kind"_L1).toString());
    const QByteArray account = json.value("account"_L1).toString().toUtf8();
    const QByteArray sid = json.value("sid"_L1).toString().toUtf8();
    if (!type || !kind || !isSid(account, "AC") || kindOfSid(sid) != kind)
        return {};
    LeaseRecord record{*type, {account, *kind, sid, json.value("name"_L1).toString(), {}, {}, {}}, {}};
    record.entry.base = json.value("base"_L1).toString().toUtf8();
    record.entry.term = fromName<LeaseTerm>(TermNames, json.value("until"_L1).toString()).value_or(LeaseTerm::Session);
    const QJsonArray fields = json.value("fields"_L1).toArray();
    for (const QJsonValue &value : fields) {
        const auto field = fieldFrom(*kind, value.toObject());
        if (!field)
            return {};
        record.fields.push_back(*field);
    }
    return record;
}

void applyRecord(const LeaseRecord &record, std::vector<LeaseEntry> &entries) {
    auto entry = std::find_if(entries.begin(), entries.end(), [&record](const LeaseEntry &one) {
        return one.account == record.entry.account && one.sid == record.entry.sid;
    });
    if (entry == entries.end()) {
        if (record.type != Type::Take)
            return;
        entry = entries.insert(entries.end(), record.entry);
    }
    if (record.type != Type::Release) {
        entry->base = record.entry.base;
        entry->name = record.entry.name;
        entry->term = record.entry.term;
    }
    for (const FieldChange &change : record.fields) {
        if (record.type == Type::Take)
            takeField(*entry, change);
        else if (record.type == Type::Follow)
            followField(*entry, change);
        else
            std::erase_if(entry->fields, [&change](const LeasedField &field) { return field.hook == change.hook; });
    }
    if (entry->fields.empty())
        entries.erase(entry);
}

} // namespace offhook::account
