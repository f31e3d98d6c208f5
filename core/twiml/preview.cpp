#include "core/twiml/preview.h"

#include "core/twiml/flow_builder.h"

namespace offhook::twiml {
namespace {

bool isBlank(QByteArrayView text) {
    return text.trimmed().isEmpty();
}

Bubble bubbleOf(const Document &document, int message) {
    Bubble bubble;
    bubble.range = document.node(message).range;
    bubble.to = document.value(message, "to");
    QByteArray text;
    bool hasBody = false;
    for (int i = document.firstElement(document.node(message).firstChild); i >= 0; i = document.nextElement(i)) {
        if (document.node(i).name == "Body") {
            text += document.ownText(i);
            hasBody = true;
        } else if (document.node(i).name == "Media") {
            bubble.media.push_back(document.ownText(i).trimmed());
        }
    }
    if (!hasBody && !(bubble.media.empty() ? false : isBlank(document.ownText(message))))
        text = document.ownText(message);
    bubble.text = QString::fromUtf8(text);
    bubble.segments = segmentsOf(bubble.text);
    return bubble;
}

void readMessages(const Document &document, Preview &preview) {
    for (int i = document.firstElement(document.node(document.root()).firstChild); i >= 0;
         i = document.nextElement(i)) {
        const Node &node = document.node(i);
        if (node.name == "Message" || node.name == "Sms")
            preview.bubbles.push_back(bubbleOf(document, i));
        if (node.name == "Redirect") {
            // Nothing after it is read: the answer of that URL takes over.
            preview.redirect = document.ownText(i).trimmed();
            preview.redirectRange = node.range;
            return;
        }
    }
}

} // namespace

Preview previewOf(const Document &document, Product product) {
    Preview preview;
    preview.product = product == Product::Auto ? productOf(document) : product;
    if (document.root() < 0 || document.node(document.root()).name != "Response")
        return preview;
    if (preview.product == Product::Messaging)
        readMessages(document, preview);
    else
        FlowBuilder(document, preview).build();
    return preview;
}

} // namespace offhook::twiml
