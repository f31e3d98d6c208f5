#pragma once

#include "core/twiml/document.h"
#include "core/twiml/product.h"
#include "core/twiml/segments.h"

#include <QString>

#include <cstdint>
#include <vector>

namespace offhook::twiml {

/// One message as it goes out.
struct Bubble {
    QString text; ///< as it stands, white space and all
    std::vector<QByteArray> media;
    QByteArray to; ///< empty: whoever wrote
    Segments segments;
    TextRange range; ///< of the element
};

/// A step of a call, or where it goes on.
struct FlowNode {
    enum class Kind : std::uint8_t {
        Verb,
        Address, ///< a URL that Twilio asks for what comes next, or tells something
        Again,   ///< this document from its beginning
        End,     ///< the call is over
    };
    Kind kind = Kind::Verb;
    QByteArray name;         ///< tag of the verb, or the URL
    QByteArray target;       ///< whom or what: a number, a file, a queue, a URL
    QByteArray voice;        ///< of Say
    QString says;            ///< words heard there
    double seconds = -1;     ///< estimated length of what is heard or waited; -1: not known
    int digits = -1;         ///< Gather: how many end it; -1: any number
    int timeout = -1;        ///< seconds of silence until it goes on; -1: none
    int times = 1;           ///< loop; 0: until the caller hangs up
    bool isReachable = true; ///< false after a verb that never returns
    TextRange range;         ///< of the element, or of the attribute that holds the URL

    bool operator==(const FlowNode &) const = default;
};

/// Why a call goes from one node to another.
struct FlowEdge {
    enum class Reason : std::uint8_t {
        Then,
        Digit,
        Speech,
        Silence,
        Done,     ///< the verb has ended, and says how
        Callback, ///< told meanwhile; the answer changes nothing
        Fetch,    ///< asked meanwhile: what a called party or someone waiting hears
    };
    int from = 0;
    int to = 0;
    Reason reason = Reason::Then;

    bool operator==(const FlowEdge &) const = default;
};

struct Preview {
    Product product = Product::Auto;
    std::vector<Bubble> bubbles; ///< messaging
    QByteArray redirect;         ///< messaging: the URL that is asked for more
    TextRange redirectRange;
    std::vector<FlowNode> nodes; ///< voice, in the order of the document; verbs first met come first
    std::vector<FlowEdge> edges;
    double heardSeconds = 0; ///< voice: spoken and paused along the way of a caller who does nothing
};

/// More verbs than this are not drawn.
inline constexpr int MaxFlowVerbs = 200;

/// What the caller hears or the sender reads. Only verbs that Twilio knows count; the rest it skips. Facts of the
/// verbs' behaviour: twilio.com/docs/voice/twiml, each verb's page. Pure, any thread. `product` Auto: as
/// the document says.
[[nodiscard]] Preview previewOf(const Document &document, Product product = Product::Auto);

} // namespace offhook::twiml
