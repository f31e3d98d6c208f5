#include "core/session/session.h"

namespace offhook {

} // namespace offhook
