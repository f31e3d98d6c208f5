#include "core/store/event_store.h"

namespace offhook::store {

} // namespace offhook::store
