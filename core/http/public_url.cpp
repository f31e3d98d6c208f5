#include "core/http/public_url.h"

namespace offhook::http {

} // namespace offhook::http
