#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QJsonValue>

namespace offhook::exchange {

/// Bytes as the event file has them: text where they are UTF-8 and can be given back byte for byte, else
/// {"base64": "..."}.
[[nodiscard]] QJsonValue bytesJson(const QByteArray &bytes);
/// The bytes of such a value; none for any other.
[[nodiscard]] QByteArray bytesFrom(const QJsonValue &value);
/// Adds them as a member unless they are empty.
void putBytes(QJsonObject &json, QLatin1StringView name, const QByteArray &bytes);

} // namespace offhook::exchange
