#include "core/settings/preferences.h"

namespace offhook::settings {

} // namespace offhook::settings
