#include "core/twilio/meaning.h"

namespace offhook::twilio {

} // namespace offhook::twilio
