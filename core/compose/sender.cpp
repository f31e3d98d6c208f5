#include "core/compose/sender.h"

namespace offhook::compose {

} // namespace offhook::compose
