#pragma once

#include "core/twiml/checking.h"

namespace offhook::twiml {

/// The attributes of an element: their names, those that are missing, their values, and what goes together.
void checkAttributes(Checking &checking, int element, const ElementRule &rule);

} // namespace offhook::twiml
