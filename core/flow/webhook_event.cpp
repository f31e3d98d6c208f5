#include "core/flow/webhook_event.h"

namespace offhook::flow {

} // namespace offhook::flow
