#include "core/twiml/product.h"

#include "core/twiml/document.h"
#include "core/twiml/grammar.h"
#include "core/twiml/suggestion.h"

namespace offhook::twiml {

Product productOf(const Document &document) {
    if (document.root() < 0)
        return Product::Auto;
    const Grammar &grammar = Grammar::instance();
    const ElementRule &voice = grammar.root(Product::Voice);
    const ElementRule &messaging = grammar.root(Product::Messaging);
    for (int i = document.firstElement(document.node(document.root()).firstChild); i >= 0;
         i = document.nextElement(i)) {
        const QByteArray &name = document.node(i).name;
        const bool isVoice = voice.child(name) != nullptr;
        if (isVoice != (messaging.child(name) != nullptr))
            return isVoice ? Product::Voice : Product::Messaging;
        if (differsInCase(name, "Message"))
            return Product::Messaging; // <message>: the slip is another finding
    }
    return Product::Auto;
}

} // namespace offhook::twiml
