#include "ui/filter/filter_line.h"
