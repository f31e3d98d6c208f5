#include "ui/widgets/empty_state.h"
