#include "core/store/event_writer.h"

namespace offhook::store {

} // namespace offhook::store
