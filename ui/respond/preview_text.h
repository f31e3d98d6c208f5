#pragma once

#include "core/twiml/preview.h"

#include <QString>

namespace offhook::ui {

/// The words of a preview. They hold words of the document, so they are plain text, made printable and short.

/// "Say", "Redirect", "/handle-key", "this answer again", "call ends".
[[nodiscard]] QString nodeTitle(const twiml::FlowNode &node);
/// "Joanna, 1.2 s", "1 digit, 5 s"; may be empty.
[[nodiscard]] QString nodeDetail(const twiml::FlowNode &node);
/// "digit", "silence", ...; empty for what simply follows.
[[nodiscard]] QString edgeLabel(twiml::FlowEdge::Reason reason);
/// All that is known about a node, in one line: for accessibility.
[[nodiscard]] QString nodeSentence(const twiml::FlowNode &node);

/// "38 of 1,600 characters, 1 segment".
[[nodiscard]] QString segmentsText(const twiml::Bubble &bubble);
/// What the encoding costs: "UCS-2 because of ’; without it 1 segment". Empty where there is nothing to say.
[[nodiscard]] QString encodingText(const twiml::Segments &segments);
/// "1.2 s", "2 min 5 s".
[[nodiscard]] QString shortDuration(double seconds);

} // namespace offhook::ui
