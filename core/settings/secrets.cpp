#include "core/settings/secrets.h"

namespace offhook::settings {

} // namespace offhook::settings
