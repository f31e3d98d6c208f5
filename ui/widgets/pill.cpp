#include "ui/widgets/pill.h"
