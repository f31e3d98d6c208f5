#include "core/flow/answer.h"

namespace offhook::flow {

} // namespace offhook::flow
