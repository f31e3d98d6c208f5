#pragma once

#include "core/twiml/product.h"
#include "core/twiml/text_range.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace offhook::ui {

/// A common answer to start from; resources/twiml/snippets.json.
struct Snippet {
    QByteArray id;
    QString title; ///< English; translated in the context "Snippets"
    twiml::Product product = twiml::Product::Auto;
    QByteArray select;             ///< what is selected after inserting: the piece that everybody changes
    std::vector<QByteArray> verbs; ///< lines that go into <Response>
};

[[nodiscard]] const std::vector<Snippet> &snippets();

/// What inserting one does to a document. Pure.
struct SnippetEdit {
    twiml::TextRange replace;
    QByteArray text;
    twiml::TextRange selection; ///< afterwards
};

/// A whole document where there is none yet; else the verbs as lines of their own: at the caret when it stands between
/// elements of <Response>, before </Response> otherwise.
[[nodiscard]] SnippetEdit insertSnippet(const Snippet &snippet, QByteArrayView body, qsizetype caret);

} // namespace offhook::ui
