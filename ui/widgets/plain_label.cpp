#include "ui/widgets/plain_label.h"
