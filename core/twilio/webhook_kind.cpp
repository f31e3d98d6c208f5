#include "core/twilio/webhook_kind.h"

namespace offhook::twilio {

} // namespace offhook::twilio
