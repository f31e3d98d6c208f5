#include "app/cli/lease_options.h"

#include <algorithm>

namespace offhook::cli {
namespace {

using namespace Qt::StringLiterals;
using account::Hook;

struct PathOption {
    Hook hook;
    QLatin1StringView name;
    const char *about;
};
constexpr PathOption PathOptions[] = {
    {Hook::Voice, "voice-path"_L1, "Path for calls (/voice)."},
    {Hook::VoiceFallback, "voice-fallback-path"_L1, "Path for calls when the first fails (left as it is)."},
    {Hook::VoiceStatus, "status-path"_L1, "Path for the status of calls (/voice/status)."},
    {Hook::Message, "sms-path"_L1, "Path for messages (/sms)."},
    {Hook::MessageFallback, "sms-fallback-path"_L1, "Path for messages when the first fails (left as it is)."},
    {Hook::MessageStatus, "message-status-path"_L1,
        "Path for the status of messages sent by an app or service (left as it is)."},
};

} // namespace

void addLeaseOptions(QCommandLineParser &parser) {
    for (const PathOption &option : PathOptions)
        parser.addOption({QString(option.name),
            QString::fromUtf8(option.about) + u" An empty path leaves that setting alone."_s, u"PATH"_s});
    parser.addOption({u"decider"_s,
        u"Where an app or a Messaging Service decides about a number, changes that in the number's stead."_s});
}

Result<account::LeaseRequest> leaseRequest(const QCommandLineParser &parser) {
    account::LeaseRequest request;
    request.changesDecider = parser.isSet(u"decider"_s);
    for (const PathOption &option : PathOptions) {
        if (!parser.isSet(option.name))
            continue;
        const QString path = parser.value(option.name);
        if (path.isEmpty())
            request.paths.erase(option.hook);
        else if (!path.startsWith(u'/') || path.contains(u' ') || path.contains(u'#'))
            return Error{ErrorCode::InvalidInput,
                u"--%1 wants a path that begins with “/”, without blanks and “#”, or nothing."_s.arg(option.name)};
        else
            request.paths[option.hook] = path;
    }
    if (request.paths.empty())
        return Error{ErrorCode::InvalidInput, u"With all paths empty there is nothing to point."_s};
    return request;
}

std::vector<QByteArray> sidsOf(const QStringList &names, const account::Inventory &inventory) {
    std::vector<QByteArray> sids;
    for (const QString &name : names) {
        const auto number = std::find_if(inventory.numbers.begin(), inventory.numbers.end(),
            [&name](const account::PhoneNumber &one) { return one.phoneNumber == name; });
        const QByteArray sid = number == inventory.numbers.end() ? name.toUtf8() : number->sid;
        if (std::find(sids.begin(), sids.end(), sid) == sids.end())
            sids.push_back(sid);
    }
    return sids;
}

} // namespace offhook::cli
