#include "core/store/salvage.h"

namespace offhook::store {

} // namespace offhook::store
