#include "core/twilio/key_ring.h"

namespace offhook::twilio {

} // namespace offhook::twilio
