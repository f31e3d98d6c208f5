#pragma once

#include "core/twiml/grammar.h"
#include "core/twiml/preview.h"

namespace offhook::twiml {

/// Makes the picture of a call out of a document; see previewOf(). Used once.
class FlowBuilder {
public:
    FlowBuilder(const Document &document, Preview &preview)
        : m_document(document)
        , m_preview(preview) {}

    void build();

private:
    /// What a verb leads to besides the next one.
    struct Outcome {
        bool goesOn = true; ///< the next verb is ever reached
        FlowEdge::Reason reason = FlowEdge::Reason::Then;
    };

    int addVerb(int element, const ElementRule &rule);
    void describe(FlowNode &node, int element) const;
    void describeGather(FlowNode &node, int element) const;
    void describeTarget(FlowNode &node, int element) const;
    [[nodiscard]] Outcome follow(int node, int element, const ElementRule &rule);
    [[nodiscard]] Outcome followGather(int node, int element);
    void addAddresses(int node, int element, const ElementRule &rule);
    /// A node for the URL of this attribute, or Again where it is missing or empty.
    int addAddress(int element, QByteArrayView attribute);
    int addEnd();
    void link(int from, int to, FlowEdge::Reason reason);
    void addHeard(const FlowNode &node);

    const Document &m_document;
    Preview &m_preview;
    int m_end = -1;
    int m_again = -1;
};

} // namespace offhook::twiml
