#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace offhook::compose {

/// The first string that stands as a member of this name anywhere in the JSON text, unescaped; empty when there is
/// none.
[[nodiscard]] QByteArray jsonStringMember(const QByteArray &json, QByteArrayView name);

/// Replaces the value of every member of this name in place, so that order and blanks of the text stay: a QJsonDocument
/// would sort the members. `value` becomes a number, true, false or null where such a value stood and `value` is one,
/// else a string. False when there is no such member. Objects and arrays are not replaced.
[[nodiscard]] bool setJsonMember(QByteArray &json, QByteArrayView name, const QByteArray &value);

} // namespace offhook::compose
