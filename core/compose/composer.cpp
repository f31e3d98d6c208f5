#include "core/compose/composer.h"

namespace offhook::compose {

} // namespace offhook::compose
