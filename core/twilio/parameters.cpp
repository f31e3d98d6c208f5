#include "core/twilio/parameters.h"

namespace offhook::twilio {

} // namespace offhook::twilio
