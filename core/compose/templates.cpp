#include "core/compose/templates.h"

namespace offhook::compose {

} // namespace offhook::compose
