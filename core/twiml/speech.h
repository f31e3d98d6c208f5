#pragma once

#include "core/twiml/document.h"

#include <QString>

namespace offhook::twiml {

/// How long a voice takes for a text, in seconds: an estimate. Words at 155 a minute, in the middle of the 150 to 160
/// that are recommended for read text (en.wikipedia.org/wiki/Words_per_minute); digits, CJK characters
/// and the rests at punctuation have times of their own. Pure.
[[nodiscard]] double spokenSeconds(QStringView text);

/// The same for the content of Say: <break> counts, <prosody rate> stretches, <say-as> spells. The loop is not counted.
[[nodiscard]] double spokenSeconds(const Document &document, int say);

} // namespace offhook::twiml
