#include "ui/detail/detail_pane.h"
