#pragma once

#include "core/twiml/checking.h"

namespace offhook::twiml {

/// The text of an element and whether it holds what it needs. The element has to be whole.
void checkContent(Checking &checking, int element, const ElementRule &rule);

} // namespace offhook::twiml
