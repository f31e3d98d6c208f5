#include "ui/respond/twiml_analysis.h"

#include "core/base/text_guard.h"
#include "core/twiml/template.h"
#include "core/twiml/validator.h"
#include "ui/respond/offset_map.h"

namespace offhook::ui {
namespace {

QByteArray mediaType(const QByteArray &contentType) {
    return contentType.split(';').constFirst().trimmed().toLower();
}

// Plain text is sent as it is by messaging and read aloud by voice.
twiml::Preview plainPreview(const QByteArray &body, twiml::Product product) {
    twiml::Preview preview;
    preview.product = product;
    if (product == twiml::Product::Messaging && !body.isEmpty()) {
        twiml::Bubble bubble;
        bubble.text = QString::fromUtf8(body);
        bubble.segments = twiml::segmentsOf(bubble.text);
        bubble.range = {0, body.size()};
        preview.bubbles.push_back(std::move(bubble));
    }
    return preview;
}

std::optional<QByteArray> valueOf(const http::Parameters &parameters, QByteArrayView name) {
    const QByteArray *found = http::find(parameters, name);
    return found == nullptr ? std::nullopt : std::optional<QByteArray>(*found);
}

void toSource(twiml::TextRange &range, const OffsetMap &map) {
    range = {map.toSource(range.begin), map.toSource(range.end)};
}

void toSource(twiml::Preview &preview, const OffsetMap &map) {
    for (twiml::Bubble &bubble : preview.bubbles)
        toSource(bubble.range, map);
    for (twiml::FlowNode &node : preview.nodes)
        toSource(node.range, map);
    toSource(preview.redirectRange, map);
}

/// The preview of what the sample's request would be answered.
void previewFilledIn(const AnalysisInput &input, bool isPlain, Analysis &analysis) {
    const twiml::Template::Rendered filled =
        twiml::Template::parse(input.body)
            .render([&input](QByteArrayView name) { return valueOf(*input.sample, name); }, !isPlain);
    for (const QByteArray &name : filled.missing)
        analysis.missing += printable(QString::fromUtf8(name), 60);
    if (isPlain) {
        analysis.preview = plainPreview(filled.text, input.product);
    } else {
        analysis.isRejected = !twiml::Document::parse(filled.text);
        analysis.preview = twiml::previewOf(twiml::Document::readTolerantly(filled.text), analysis.product);
    }
    toSource(analysis.preview, OffsetMap(input.body, filled.text));
}

} // namespace

bool isTwimlType(const QByteArray &contentType) {
    const QByteArray type = mediaType(contentType);
    return type == "text/xml" || type == "application/xml" || type == "text/html" || type.endsWith("+xml");
}

Analysis analyse(const AnalysisInput &input) {
    Analysis analysis;
    const bool isPlain = mediaType(input.contentType) == "text/plain";
    const bool isXml = isTwimlType(input.contentType);
    analysis.isTwiml = isXml || isPlain;
    analysis.product = input.product;
    if (!analysis.isTwiml)
        return analysis;
    twiml::CheckContext context;
    context.product = input.product;
    context.contentType = input.contentType;
    context.isTemplate = input.isTemplate;
    analysis.problems = twiml::check(input.body, context);
    if (input.body.size() > twiml::MaxCheckedBytes)
        return analysis;
    const bool isFilledIn = input.isTemplate && input.sample;
    if (!isPlain) {
        auto reading = std::make_shared<twiml::Document>(twiml::Document::readTolerantly(input.body));
        if (analysis.product == twiml::Product::Auto)
            analysis.product = twiml::productOf(*reading);
        analysis.isRejected = !isFilledIn && !twiml::Document::parse(input.body);
        analysis.preview = twiml::previewOf(*reading, analysis.product);
        analysis.reading = std::move(reading);
    } else {
        analysis.preview = plainPreview(input.body, input.product);
    }
    if (isFilledIn)
        previewFilledIn(input, isPlain, analysis);
    return analysis;
}

} // namespace offhook::ui
