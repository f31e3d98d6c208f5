#include "core/flow/pipeline.h"

namespace offhook::flow {

} // namespace offhook::flow
