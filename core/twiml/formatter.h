#pragma once

#include "core/base/result.h"

#include <QByteArray>

namespace offhook::twiml {

/// The document with one element a line, two blanks a level. What Twilio reads stays the same: the inside of elements
/// that hold text is kept as it is written, and so are attributes, comments, CDATA and references; only white space
/// between elements moves. format(format(x)) == format(x). What is not well-formed is a SyntaxError with its offset.
/// Thread-safe.
[[nodiscard]] Result<QByteArray> format(QByteArrayView body);

} // namespace offhook::twiml
