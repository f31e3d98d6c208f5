#include "core/twilio/signature.h"

namespace offhook::twilio {

} // namespace offhook::twilio
