#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace offhook::twilio {

/// What the catalogue knows of one request parameter.
struct ParameterInfo {
    QString meaning; ///< one short English phrase; empty when the name is unknown
    QString type;  ///< "sid", "phone", "text", "integer", "url", "enum", "json", "time", "number", "country", "boolean"
    QString group; ///< "Message", "Call", "Sender location", ...
};

/// Looks a parameter up in resources/twilio/parameters.json; numbered names (MediaUrl0..9) match their family
/// ("MediaUrl{n}"), prefixed ones ("SipHeader_*") theirs. The catalogue is loaded once; thread-safe.
[[nodiscard]] ParameterInfo parameterInfo(QByteArrayView name);

/// Place of a parameter among those that people look for first (From, To, Body, ...), from 0; all others share the last
/// place. Thread-safe.
[[nodiscard]] int parameterRank(QByteArrayView name);

/// Every name in the catalogue, for completion. Families are given as they stand in the file.
[[nodiscard]] const QList<QByteArray> &parameterNames();

} // namespace offhook::twilio
