#include "core/http/form.h"

namespace offhook::http {

} // namespace offhook::http
