#include "core/flow/metrics.h"

namespace offhook::flow {

} // namespace offhook::flow
