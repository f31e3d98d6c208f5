#include "core/http/refusal.h"

namespace offhook::http {

} // namespace offhook::http
