#include "ui/events/event_table_view.h"
