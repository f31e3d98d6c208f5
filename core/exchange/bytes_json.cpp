#include "core/exchange/bytes_json.h"

#include "core/exchange/quoting.h"

namespace offhook::exchange {

using namespace Qt::StringLiterals;

QJsonValue bytesJson(const QByteArray &bytes) {
    if (isPlainText(bytes))
        return QString::fromUtf8(bytes);
    return QJsonObject{{u"base64"_s, QString::fromLatin1(bytes.toBase64())}};
}

QByteArray bytesFrom(const QJsonValue &value) {
    if (value.isString())
        return value.toString().toUtf8();
    return QByteArray::fromBase64(value["base64"_L1].toString().toLatin1());
}

void putBytes(QJsonObject &json, QLatin1StringView name, const QByteArray &bytes) {
    if (!bytes.isEmpty())
        json.insert(name, bytesJson(bytes));
}

} // namespace offhook::exchange
