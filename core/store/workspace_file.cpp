#include "core/store/workspace_file.h"

namespace offhook::store {

} // namespace offhook::store
