#include "core/account/routing.h"

namespace offhook::account {
namespace {

using By = Decision::By;

bool isAboutCalls(Hook hook) {
    return hook == Hook::Voice || hook == Hook::VoiceFallback || hook == Hook::VoiceStatus;
}

Decision ofResource(By by, const Resource &resource, Hook hook) {
    return {by, resource.sid, resource.name, resource.hook(hook), true};
}

Decision ofApplication(const QByteArray &sid, Hook hook, const Inventory &inventory) {
    if (const Application *application = inventory.application(sid))
        return ofResource(By::Application, *application, hook);
    return {By::Application, sid, {}, {}, false};
}

Decision aboutCalls(const PhoneNumber &number, Hook hook, const Inventory &inventory) {
    if (!number.trunkSid.isEmpty())
        return {By::Trunk, number.trunkSid, {}, {}, true};
    if (!number.voiceApplicationSid.isEmpty())
        return ofApplication(number.voiceApplicationSid, hook, inventory);
    return ofResource(By::Number, number, hook);
}

Decision aboutMessages(const PhoneNumber &number, Hook hook, const Inventory &inventory) {
    const MessagingService *service = inventory.serviceOf(number.sid);
    if (service != nullptr && (!service->usesNumbersUrl || hook == Hook::MessageStatus))
        return ofResource(By::Service, *service, hook);
    // A service that could not be read may have the number.
    const bool isSure = service != nullptr || !inventory.servicesError;
    Decision decision{By::Nobody, {}, {}, {}, true};
    if (hook != Hook::MessageStatus) {
        decision = number.messageApplicationSid.isEmpty()
                       ? ofResource(By::Number, number, hook)
                       : ofApplication(number.messageApplicationSid, hook, inventory);
    }
    decision.isSure = decision.isSure && isSure;
    return decision;
}

} // namespace

Decision decisionFor(const PhoneNumber &number, Hook hook, const Inventory &inventory) {
    return isAboutCalls(hook) ? aboutCalls(number, hook, inventory) : aboutMessages(number, hook, inventory);
}

std::vector<const PhoneNumber *> decidedBy(QByteArrayView sid, Hook hook, const Inventory &inventory) {
    std::vector<const PhoneNumber *> numbers;
    for (const PhoneNumber &number : inventory.numbers) {
        if (QByteArrayView(decisionFor(number, hook, inventory).sid) == sid)
            numbers.push_back(&number);
    }
    return numbers;
}

} // namespace offhook::account
