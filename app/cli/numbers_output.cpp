#include "app/cli/numbers_output.h"

#include "app/cli/output.h"
#include "core/account/shown_url.h"
#include "core/base/text_guard.h"

#include <QJsonArray>

#include <algorithm>

namespace offhook::cli {
namespace {

using namespace Qt::StringLiterals;
using namespace account;
using By = Decision::By;

QString text(const QByteArray &bytes) {
    return QString::fromUtf8(bytes);
}

QLatin1StringView byName(By by) {
    constexpr QLatin1StringView Names[] = {"number"_L1, "application"_L1, "service"_L1, "trunk"_L1, "nobody"_L1};
    return Names[std::size_t(by)];
}

QString wordsFor(Hook hook) {
    constexpr const char16_t *Words[] = {
        u"calls", u"calls, fallback", u"status of calls", u"messages", u"messages, fallback", u"status of messages"};
    return QString::fromUtf16(Words[std::size_t(hook)]);
}

/// "the TwiML app Support (AP...)"
QString deciderWords(const Decision &decision) {
    const QString name = decision.name.isEmpty() ? QString() : u' ' + printable(decision.name, 60);
    const QString sid = u" ("_s + text(decision.sid) + u')';
    switch (decision.by) {
    case By::Application:
        return u"the TwiML app"_s + name + sid;
    case By::Service:
        return u"the Messaging Service"_s + name + sid;
    case By::Trunk:
        return u"the SIP trunk"_s + sid;
    case By::Number:
    case By::Nobody:
        break;
    }
    return {};
}

QString valueWords(const HookValue &value) {
    if (value.url.isEmpty())
        return u"-"_s;
    return value.method.isEmpty() ? shownUrl(value.url) : printable(value.method, 10) + u' ' + shownUrl(value.url);
}

QJsonObject decisionJson(const Decision &decision) {
    return {{u"by"_s, byName(decision.by)}, {u"sid"_s, text(decision.sid)}, {u"name"_s, decision.name},
        {u"url"_s, shownUrl(decision.value.url)}, {u"method"_s, decision.value.method}, {u"sure"_s, decision.isSure}};
}

const LeaseEntry *entryOf(const QByteArray &sid, const std::vector<LeaseEntry> &leased) {
    const auto found =
        std::find_if(leased.begin(), leased.end(), [&sid](const LeaseEntry &entry) { return entry.sid == sid; });
    return found == leased.end() ? nullptr : &*found;
}

QString leaseWords(const LeasedField *field) {
    return field == nullptr
               ? QString()
               : u"  [leased; was "_s + (field->before.isEmpty() ? u"-"_s : shownUrl(field->before)) + u']';
}

QByteArray headLine(const Resource &resource, const QString &what) {
    return (text(resource.sid) + u"  "_s + what + u'\n').toUtf8();
}

QByteArray hookLine(Hook hook, const QString &words) {
    return (u"    "_s + wordsFor(hook) + u": "_s + words + u'\n').toUtf8();
}

QByteArray numberLines(const PhoneNumber &number, const Inventory &inventory, const LeaseEntry *entry) {
    QByteArray lines = headLine(number, number.phoneNumber + u"  "_s + printable(number.name, 60));
    for (const Hook hook : AllHooks) {
        const Decision decision = decisionFor(number, hook, inventory);
        const bool isBare = decision.by == By::Nobody || (decision.by == By::Number && decision.value.url.isEmpty());
        if (isBare && hook != Hook::Voice && hook != Hook::Message)
            continue;
        QString words = valueWords(decision.value);
        if (decision.by == By::Trunk)
            words = deciderWords(decision) + u" decides, without webhooks"_s;
        else if (decision.by != By::Number)
            words += u"  [set by "_s + deciderWords(decision) + u']';
        if (!decision.isSure)
            words += u"  [not sure]"_s;
        lines += hookLine(hook, words + leaseWords(entry == nullptr ? nullptr : entry->field(hook)));
    }
    return lines;
}

QByteArray sharedLines(const Resource &resource, const LeaseEntry *entry) {
    const QString kind = resource.kind == ResourceKind::Application ? u"TwiML app  "_s : u"Messaging Service  "_s;
    QByteArray lines = headLine(resource, kind + printable(resource.name, 60));
    for (const HookField &field : hookFields(resource.kind)) {
        const HookValue &value = resource.hook(field.hook);
        if (!value.url.isEmpty())
            lines += hookLine(
                field.hook, valueWords(value) + leaseWords(entry == nullptr ? nullptr : entry->field(field.hook)));
    }
    return lines;
}

QJsonObject resourceJson(const Resource &resource, const LeaseEntry *entry) {
    QJsonArray hooks;
    for (const HookField &field : hookFields(resource.kind)) {
        const HookValue &value = resource.hook(field.hook);
        QJsonObject hook{
            {u"hook"_s, hookName(field.hook)}, {u"url"_s, shownUrl(value.url)}, {u"method"_s, value.method}};
        if (const LeasedField *leased = entry == nullptr ? nullptr : entry->field(field.hook))
            hook.insert(u"before"_s, shownUrl(leased->before));
        hooks.append(hook);
    }
    return {{u"kind"_s, kindName(resource.kind)}, {u"sid"_s, text(resource.sid)}, {u"name"_s, resource.name},
        {u"leased"_s, entry != nullptr}, {u"hooks"_s, hooks}};
}

QJsonObject numberJson(const PhoneNumber &number, const Inventory &inventory, const LeaseEntry *entry) {
    QJsonObject json = resourceJson(number, entry);
    QJsonArray decided;
    for (const Hook hook : AllHooks) {
        QJsonObject decision = decisionJson(decisionFor(number, hook, inventory));
        decision.insert(u"hook"_s, hookName(hook));
        decided.append(decision);
    }
    json.insert(u"phoneNumber"_s, number.phoneNumber);
    json.insert(u"decided"_s, decided);
    return json;
}

QJsonArray changesJson(const std::vector<FieldChange> &changes) {
    QJsonArray array;
    for (const FieldChange &change : changes)
        array.append(QJsonObject{{u"hook"_s, hookName(change.hook)}, {u"before"_s, shownUrl(change.before)},
            {u"after"_s, shownUrl(change.after)}});
    return array;
}

QString changesWords(const std::vector<FieldChange> &changes) {
    const auto shown = [](const QString &url) { return url.isEmpty() ? u"-"_s : shownUrl(url); };
    QString words;
    for (const FieldChange &change : changes)
        words += u"\n    "_s + wordsFor(change.hook) + u": "_s + shown(change.before) + u" -> "_s + shown(change.after);
    return words;
}

} // namespace

QByteArray inventoryLines(const Inventory &inventory, const std::vector<LeaseEntry> &leased, bool json) {
    QByteArray lines;
    for (const PhoneNumber &number : inventory.numbers) {
        const LeaseEntry *entry = entryOf(number.sid, leased);
        lines += json ? jsonLine(numberJson(number, inventory, entry)) : numberLines(number, inventory, entry);
    }
    for (const Application &application : inventory.applications) {
        const LeaseEntry *entry = entryOf(application.sid, leased);
        lines += json ? jsonLine(resourceJson(application, entry)) : sharedLines(application, entry);
    }
    for (const MessagingService &service : inventory.services) {
        const LeaseEntry *entry = entryOf(service.sid, leased);
        lines += json ? jsonLine(resourceJson(service, entry)) : sharedLines(service, entry);
    }
    return lines;
}

QByteArray stepLine(const LeaseStep &step, bool json) {
    if (json) {
        QJsonObject line{{u"kind"_s, kindName(step.kind)}, {u"sid"_s, text(step.sid)}, {u"name"_s, step.name},
            {u"outcome"_s, outcomeName(step.outcome)}, {u"changes"_s, changesJson(step.changes)}};
        QJsonArray conflicts;
        for (const LeaseConflict &conflict : step.conflicts)
            conflicts.append(QJsonObject{{u"hook"_s, hookName(conflict.hook)},
                {u"expected"_s, shownUrl(conflict.expected)}, {u"present"_s, shownUrl(conflict.present)}});
        line.insert(u"conflicts"_s, conflicts);
        if (step.outcome == LeaseStep::Outcome::Failed)
            line.insert(u"error"_s, step.error.detail);
        return jsonLine(line);
    }
    QString line = text(step.sid) + u"  "_s + printable(step.name, 60) + u"  "_s + outcomeName(step.outcome);
    if (step.outcome == LeaseStep::Outcome::Failed)
        line += u": "_s + printable(step.error.detail);
    line += changesWords(step.changes);
    for (const LeaseConflict &conflict : step.conflicts)
        line += u"\n    "_s + wordsFor(conflict.hook) + u": somebody set "_s +
                (conflict.present.isEmpty() ? u"nothing"_s : shownUrl(conflict.present)) + u"; left alone"_s;
    return line.toUtf8() + '\n';
}

QByteArray plannedLine(const ResourceChange &change, bool json) {
    if (json)
        return jsonLine({{u"kind"_s, kindName(change.kind)}, {u"sid"_s, text(change.sid)}, {u"name"_s, change.name},
            {u"outcome"_s, u"planned"_s}, {u"changes"_s, changesJson(change.fields)}});
    const QString line =
        text(change.sid) + u"  "_s + printable(change.name, 60) + u"  planned"_s + changesWords(change.fields);
    return line.toUtf8() + '\n';
}

QByteArray planWarnings(const LeasePlan &plan) {
    QString words;
    for (const QByteArray &sid : plan.unknown)
        words += u"offhook-cli: the account has no "_s + printable(sid, 60) + u'\n';
    for (const WithoutEffect &none : plan.withoutEffect) {
        words += u"offhook-cli: "_s + none.name + u", "_s + wordsFor(none.hook) +
                 u": a change would have no effect, as "_s + deciderWords(none.decision) + u" decides\n"_s;
        if (none.decision.by != By::Trunk)
            words += u"  Point "_s + text(none.decision.sid) + u" instead, or add --decider.\n"_s;
    }
    for (const AlsoMoved &moved : plan.alsoMoved)
        words += u"offhook-cli: "_s + text(moved.sid) + u" also decides about "_s + moved.name + u", "_s +
                 wordsFor(moved.hook) + u'\n';
    return words.toUtf8();
}

QByteArray planExceptions(const LeasePlan &plan) {
    QByteArray lines;
    for (const QByteArray &sid : plan.unknown)
        lines += jsonLine({{u"sid"_s, text(sid)}, {u"outcome"_s, u"unknown"_s}});
    for (const WithoutEffect &none : plan.withoutEffect)
        lines += jsonLine({{u"kind"_s, kindName(ResourceKind::Number)}, {u"sid"_s, text(none.sid)},
            {u"name"_s, none.name}, {u"outcome"_s, u"without-effect"_s}, {u"hook"_s, hookName(none.hook)},
            {u"decided"_s, decisionJson(none.decision)}});
    return lines;
}

} // namespace offhook::cli
