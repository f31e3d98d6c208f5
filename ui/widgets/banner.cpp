#include "ui/widgets/banner.h"
