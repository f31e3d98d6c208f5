#include "core/filter/expression.h"

namespace offhook::filter {

} // namespace offhook::filter
