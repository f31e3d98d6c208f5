#pragma once

#include "core/twiml/checking.h"

namespace offhook::twiml {

/// What depends on where the document is used and on elements beside each other: verbs that the place does not allow,
/// too many messages or media, nouns that do not go together. Needs `rules`.
void checkPlacement(Checking &checking);

} // namespace offhook::twiml
