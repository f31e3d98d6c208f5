#include "ui/util/kind_icon.h"

namespace offhook::ui {

using namespace Qt::StringLiterals;

QString groupIcon(twilio::KindGroup group) {
    switch (group) {
    case twilio::KindGroup::Messages:
        return u"message"_s;
    case twilio::KindGroup::MessageStatus:
        return u"status"_s;
    case twilio::KindGroup::Voice:
        return u"phone"_s;
    case twilio::KindGroup::Recordings:
        return u"recording"_s;
    case twilio::KindGroup::Conversations:
        return u"conversation"_s;
    case twilio::KindGroup::TaskRouter:
        return u"task"_s;
    case twilio::KindGroup::Video:
        return u"video"_s;
    case twilio::KindGroup::EventStreams:
        return u"stream"_s;
    case twilio::KindGroup::Debugger:
        return u"bug"_s;
    case twilio::KindGroup::Other:
        break;
    }
    return u"other"_s;
}

} // namespace offhook::ui
