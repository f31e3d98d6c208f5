#include "core/http/listener.h"

namespace offhook::http {

} // namespace offhook::http
