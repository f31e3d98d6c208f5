#pragma once

#include <QByteArrayView>
#include <QString>

#include <optional>

namespace offhook::twilio {

/// What Twilio's list of errors and warnings says of a code. English; `cause` and `cure` may be empty.
/// Source: twilio.com/docs/api/errors, read 2026-09, in resources/twilio/error_codes.json.
struct ErrorInfo {
    int code = 0;
    bool isWarning = false;
    QString title; ///< "HTTP retrieval failure"
    QString cause; ///< one or two sentences: what leads to it
    QString cure;  ///< what to do
};

/// The catalogue is loaded once; thread-safe. Nothing for a code that it does not know.
[[nodiscard]] std::optional<ErrorInfo> errorInfo(int code);
/// The same for the digits of a parameter.
[[nodiscard]] std::optional<ErrorInfo> errorInfo(QByteArrayView code);
/// Where Twilio explains it: "https://www.twilio.com/docs/api/errors/11200".
[[nodiscard]] QString errorUrl(int code);

} // namespace offhook::twilio
