#pragma once

#include "core/twilio/webhook_kind.h"

#include <QByteArrayView>
#include <QString>

namespace offhook::twilio {

/// What something in the window means, in English, from the catalogues that come with Offhook: nothing is asked over
/// the network. Texts are plain; what they quote of a request is printable.
struct Explanation {
    QString title;   ///< "30003 Unreachable destination handset"
    QString what;    ///< "Error code of Twilio"
    QString meaning; ///< sentences, lines; may be empty
    QString url;     ///< Twilio's page, for those who ask for it; for codes only
    [[nodiscard]] bool isEmpty() const { return title.isEmpty(); }
    /// All of it as lines of text, without the URL.
    [[nodiscard]] QString text() const;
    bool operator==(const Explanation &) const = default;
};

// All are pure and thread-safe; empty where nothing is known.

/// Two capital letters and 32 hexadecimal digits.
[[nodiscard]] Explanation explainSid(QByteArrayView value);
[[nodiscard]] Explanation explainErrorCode(int code);
/// Status code of an answer as Twilio takes it; 0: none was given.
[[nodiscard]] Explanation explainHttpStatus(int status);
/// `kindName`: with its variant, see Meaning; may be empty.
[[nodiscard]] Explanation explainKind(WebhookKind kind, QByteArrayView kindName);
/// A request parameter and, where it means something of its own, its value: a status, a code, a SID.
[[nodiscard]] Explanation explainParameter(QByteArrayView name, QByteArrayView value);
[[nodiscard]] Explanation explainHeader(QByteArrayView name);
/// The status of an event, by what its kind is about.
[[nodiscard]] Explanation explainStatus(WebhookKind kind, QByteArrayView status);
/// A word that stands anywhere: a SID, a known error code, the name of a header field or parameter.
[[nodiscard]] Explanation explainWord(QByteArrayView word);

} // namespace offhook::twilio
