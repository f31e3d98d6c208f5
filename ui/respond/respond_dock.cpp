#include "ui/respond/respond_dock.h"
