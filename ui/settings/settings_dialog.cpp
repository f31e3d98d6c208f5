#include "ui/settings/settings_dialog.h"
