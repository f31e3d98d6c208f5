#include "core/store/retention.h"

namespace offhook::store {

} // namespace offhook::store
