#include "ui/facets/facet_panel.h"
