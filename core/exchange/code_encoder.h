#pragma once

#include "core/exchange/format.h"
#include "core/exchange/quoting.h"
#include "core/exchange/request_model.h"

#include <functional>

namespace offhook::exchange {

/// One request in a generated program.
struct CodeCase {
    int number = 1;     ///< from 1, for names of functions
    EventId id = 0;     ///< of the event
    QByteArray caption; ///< for a comment
    RequestModel request;
    http::Response answer; ///< what a test asserts
};

/// A generated program: `begin`, `one` for every request, `end`. @{file} stands for a file of resources/exchange: what
/// signs and sends, by the rules of twilio.com/docs/usage/security.
struct CodeLanguage {
    const char *begin;
    QByteArray (*one)(const CodeCase &);
    const char *end;
};
[[nodiscard]] std::unique_ptr<Encoder> codeEncoder(const CodeLanguage &language);

/// How a language writes bytes: text as a literal, anything else as Base64 that the program decodes.
struct BytesStyle {
    Literal literal;
    QByteArray textOpen;    ///< "Buffer.from("
    QByteArray textClose;   ///< ")"
    QByteArray base64Open;  ///< "Buffer.from("
    QByteArray base64Close; ///< ", 'base64')"
};
[[nodiscard]] QByteArray bytesExpression(QByteArrayView bytes, const BytesStyle &style);

/// `template` with each {name} of a list of pairs replaced, once, left to right; what was put in is not looked at
/// again.
using Replacement = std::pair<QByteArrayView, QByteArray>;
[[nodiscard]] QByteArray filled(QByteArrayView pattern, std::initializer_list<Replacement> values);

/// Pairs as lines of a list: open, literal, separator, literal, close, each behind `indent`.
struct PairStyle {
    Literal literal;
    QByteArray open;
    QByteArray separator;
    QByteArray close;
};
[[nodiscard]] QByteArray pairLines(const std::vector<http::HeaderField> &pairs, const PairStyle &style);
[[nodiscard]] QByteArray pairLines(const http::Parameters &pairs, const PairStyle &style);

/// The media type of an answer, "" when there is none.
[[nodiscard]] QByteArray answerType(const http::Response &answer);

} // namespace offhook::exchange
