#pragma once

#include <cstdint>

namespace offhook::twiml {

class Document;

/// Whose TwiML it is: the verbs of voice and messaging are not interchangeable. Auto: as the document's verbs say.
enum class Product : std::uint8_t { Auto, Voice, Messaging };

/// Voice or Messaging as the verbs under the root say; Auto while nothing there belongs to only one of them.
[[nodiscard]] Product productOf(const Document &document);

} // namespace offhook::twiml
