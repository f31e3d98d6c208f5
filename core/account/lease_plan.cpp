#include "core/account/lease_plan.h"

#include <algorithm>

namespace offhook::account {
namespace {

using namespace Qt::StringLiterals;

class Planner {
public:
    Planner(const LeaseRequest &request, const Inventory &inventory)
        : m_request(request)
        , m_inventory(inventory) {
        m_plan.base = request.publicUrl;
    }

    LeasePlan take() {
        for (const QByteArray &sid : m_request.sids) {
            if (const PhoneNumber *number = m_inventory.number(sid))
                addNumber(*number);
            else if (const Resource *resource = m_inventory.resource(sid))
                addShared(*resource);
            else
                m_plan.unknown.push_back(sid);
        }
        std::erase_if(m_plan.changes, [](const ResourceChange &change) { return change.fields.empty(); });
        return std::move(m_plan);
    }

private:
    [[nodiscard]] bool isAskedFor(QByteArrayView sid) const {
        return std::any_of(m_request.sids.begin(), m_request.sids.end(),
            [sid](const QByteArray &asked) { return QByteArrayView(asked) == sid; });
    }

    static bool canDo(const PhoneNumber &number, Hook hook) {
        return hook < Hook::Message ? number.takesCalls : number.takesMessages;
    }

    void addNumber(const PhoneNumber &number) {
        for (const auto &[hook, path] : m_request.paths) {
            const Decision decision = decisionFor(number, hook, m_inventory);
            if (!canDo(number, hook) || decision.by == Decision::By::Nobody)
                continue;
            if (decision.by == Decision::By::Number) {
                change(number, number.phoneNumber, hook, path);
                continue;
            }
            const Resource *decider = m_inventory.resource(decision.sid);
            if (m_request.changesDecider && decider != nullptr)
                changeShared(*decider, hook, path);
            else if (hookField(ResourceKind::Number, hook) != nullptr)
                m_plan.withoutEffect.push_back({number.sid, number.phoneNumber, hook, decision});
        }
    }

    void addShared(const Resource &resource) {
        for (const auto &[hook, path] : m_request.paths)
            changeShared(resource, hook, path);
    }

    void changeShared(const Resource &resource, Hook hook, const QString &path) {
        if (!change(resource, resource.name, hook, path))
            return;
        for (const PhoneNumber *number : decidedBy(resource.sid, hook, m_inventory)) {
            if (!isAskedFor(number->sid))
                m_plan.alsoMoved.push_back({resource.sid, number->sid, number->phoneNumber, hook});
        }
    }

    /// Whether this is a change that was not in the plan before.
    bool change(const Resource &resource, const QString &name, Hook hook, const QString &path) {
        const QString after = QString::fromUtf8(m_request.publicUrl) + path + QString::fromUtf8(m_request.fragment);
        const QString &before = resource.hook(hook).url;
        if (hookField(resource.kind, hook) == nullptr || before == after)
            return false;
        ResourceChange &into = changeOf(resource, name);
        const bool isThere = std::any_of(
            into.fields.begin(), into.fields.end(), [hook](const FieldChange &field) { return field.hook == hook; });
        if (!isThere)
            into.fields.push_back({hook, before, after});
        return !isThere;
    }

    ResourceChange &changeOf(const Resource &resource, const QString &name) {
        const auto found = std::find_if(m_plan.changes.begin(), m_plan.changes.end(),
            [&resource](const ResourceChange &change) { return change.sid == resource.sid; });
        if (found != m_plan.changes.end())
            return *found;
        return m_plan.changes.emplace_back(ResourceChange{resource.kind, resource.sid, name, {}});
    }

    const LeaseRequest &m_request;
    const Inventory &m_inventory;
    LeasePlan m_plan;
};

} // namespace

HookPaths defaultPaths() {
    return {{Hook::Voice, u"/voice"_s}, {Hook::VoiceStatus, u"/voice/status"_s}, {Hook::Message, u"/sms"_s}};
}

LeasePlan planLease(const LeaseRequest &request, const Inventory &inventory) {
    return Planner(request, inventory).take();
}

} // namespace offhook::account
