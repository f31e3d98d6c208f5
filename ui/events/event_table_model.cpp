#include "ui/events/event_table_model.h"
