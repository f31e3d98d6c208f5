#include "core/http/message.h"

namespace offhook::http {

} // namespace offhook::http
