#pragma once

#include "core/twiml/checking.h"

namespace offhook::twiml {

/// Every element in the order of the document: whether it may stand there, its attributes, its text, how many there
/// are. Fills `rules`.
void checkElements(Checking &checking);

} // namespace offhook::twiml
