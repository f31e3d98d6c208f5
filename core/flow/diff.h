#pragma once

#include "core/flow/webhook_event.h"

#include <QByteArray>

#include <vector>

namespace offhook::flow {

enum class Change : std::uint8_t { Same, Added, Removed, Changed };

/// What a line of a comparison is about.
enum class DiffSection : std::uint8_t {
    Request, ///< method, target
    Parameters,
    RequestHeaders,
    RequestBody, ///< line by line; of a body that is no form
    Answer,      ///< status
    AnswerHeaders,
    Twiml,     ///< the answer as a tree
    AnswerBody ///< line by line; of an answer that is no TwiML
};

/// One line: a value with its name, or a line of text or an element without. Bytes as they are on the wire.
struct DiffLine {
    DiffSection section = DiffSection::Request;
    Change change = Change::Same;
    QByteArray name;
    QByteArray before; ///< "" when it was added
    QByteArray after;  ///< "" when it was removed
    int depth = 0;     ///< of an element in its document
    bool operator==(const DiffLine &) const = default;
};

/// All differences and what is the same, section by section, in the order of the earlier one. Parameters and headers
/// are matched by name (headers in any case), repeated ones by their turn. Time and memory are bounded: bodies of more
/// than a megabyte or 20,000 lines are compared as a whole. Pure, thread-safe.
[[nodiscard]] std::vector<DiffLine> diff(const WebhookEvent &before, const WebhookEvent &after);

/// Which parameters of `event` (body, then query) differ from those of the earlier one or are new, by their place.
/// What differs from event to event by nature does not count: the event's own SID, times, tokens. Empty when there are
/// thousands.
[[nodiscard]] std::vector<bool> changedParameters(const WebhookEvent &earlier, const WebhookEvent &event);

} // namespace offhook::flow
