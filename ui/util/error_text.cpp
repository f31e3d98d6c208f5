#include "ui/util/error_text.h"
