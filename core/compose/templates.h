#pragma once

#include "core/http/form.h"
#include "core/http/message.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace offhook::compose {

/// A Twilio request to be filled in: one of resources/twilio/templates.json.
struct Template {
    QByteArray name; ///< "sms.inbound", as the request catalogue's samples
    QString title;   ///< "Inbound SMS"
    QByteArray method;
    QByteArray path;                  ///< suggested path, "/sms"
    QList<http::HeaderField> headers; ///< without Host, Content-Length and X-Twilio-Signature
    http::Parameters params;          ///< form parameters (POST) or query parameters (GET), in Twilio's order
    QByteArray body;                  ///< for bodies that are no form (JSON), else empty
};

/// All templates, in the order of the file. Loaded once, thread-safe.
[[nodiscard]] const QList<Template> &templates();
[[nodiscard]] const Template *findTemplate(QByteArrayView name);

} // namespace offhook::compose
