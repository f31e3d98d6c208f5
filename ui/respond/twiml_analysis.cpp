#include "ui/respond/twiml_analysis.h"

#include "core/twiml/validator.h"

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
    if (isPlain) {
        analysis.preview = plainPreview(input.body, input.product);
        return analysis;
    }
    auto reading = std::make_shared<twiml::Document>(twiml::Document::readTolerantly(input.body));
    analysis.isRejected = !twiml::Document::parse(input.body);
    if (analysis.product == twiml::Product::Auto)
        analysis.product = twiml::productOf(*reading);
    analysis.preview = twiml::previewOf(*reading, analysis.product);
    analysis.reading = std::move(reading);
    return analysis;
}

} // namespace offhook::ui
