#include "ui/util/text_format.h"
