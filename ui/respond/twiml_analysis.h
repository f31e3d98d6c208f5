#pragma once

#include "core/http/form.h"
#include "core/twiml/diagnostic.h"
#include "core/twiml/document.h"
#include "core/twiml/preview.h"

#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace offhook::ui {

/// An answer to look at. Value; goes to the thread pool.
struct AnalysisInput {
    QByteArray body;
    QByteArray contentType;
    twiml::Product product = twiml::Product::Auto;
    bool isTemplate = false;
    /// Parameters of the request whose answer the preview shows.
    std::optional<http::Parameters> sample;
};

/// What there is to say about it.
struct Analysis {
    bool isTwiml = false;                          ///< Twilio would read it as TwiML, or as text to send or speak
    bool isRejected = false;                       ///< not well-formed: Twilio runs none of it
    twiml::Product product = twiml::Product::Auto; ///< as far as it could be told
    std::vector<twiml::Diagnostic> problems;
    std::shared_ptr<const twiml::Document> reading; ///< of the body as typed
    twiml::Preview preview;                         ///< ranges are those of the body as typed
    QStringList missing; ///< names of the template that the sample has no value for; printable
};

/// Whether Twilio parses a body of this type as XML (twilio.com/docs/voice/twiml#twilio-and-mime-types).
[[nodiscard]] bool isTwimlType(const QByteArray &contentType);

/// Pure; any thread. Time is linear in the size of the body.
[[nodiscard]] Analysis analyse(const AnalysisInput &input);

} // namespace offhook::ui
