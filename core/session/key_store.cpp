#include "core/session/key_store.h"

namespace offhook {

} // namespace offhook
