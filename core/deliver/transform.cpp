#include "core/deliver/transform.h"

#include "core/http/form.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringDecoder>

#include <vector>

namespace offhook::deliver {
namespace {

using namespace Qt::StringLiterals;

// Of a charset that is not known here, what is UTF-8 all the same is read.
QStringConverter::Encoding charsetOf(const http::Request &request) {
    const QByteArray name = request.contentTypeParameter("charset");
    return QStringConverter::encodingForName(name.constData()).value_or(QStringConverter::Utf8);
}

std::optional<QString> decoded(const QByteArray &bytes, QStringConverter::Encoding charset) {
    QStringDecoder decoder(charset, QStringConverter::Flag::Stateless | QStringConverter::Flag::ConvertInitialBom);
    const QString text = decoder.decode(bytes);
    if (decoder.hasError())
        return {};
    return text;
}

QByteArray written(const QJsonValue &value) {
    const QByteArray list = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return list.sliced(1, list.size() - 2);
}

struct Member {
    QString name;
    QJsonArray values;
};

QByteArray written(const std::vector<Member> &members) {
    QByteArray json = "{";
    for (const Member &member : members) {
        if (json.size() > 1)
            json += ',';
        json += written(QJsonValue(member.name)) + ':';
        json += member.values.size() == 1 ? written(member.values.first()) : written(QJsonValue(member.values));
    }
    return json + '}';
}

} // namespace

std::optional<QByteArray> formAsJson(const http::Request &request) {
    if (!request.hasMediaType("application/x-www-form-urlencoded") || request.hasHeader("Content-Encoding"))
        return {};
    const QStringConverter::Encoding charset = charsetOf(request);
    std::vector<Member> members;
    QHash<QString, std::size_t> places;
    for (const http::Parameter &parameter : http::decodeForm(request.body())) {
        const auto name = decoded(parameter.name, charset);
        const auto value = decoded(parameter.value, charset);
        const QString key = name ? *name : QString::fromLatin1(http::encodeFormPiece(parameter.name));
        const auto place = places.constFind(key);
        if (place == places.constEnd()) {
            places.insert(key, members.size());
            members.push_back({key, {}});
        }
        Member &member = members[place == places.constEnd() ? members.size() - 1 : *place];
        if (value)
            member.values.append(*value);
        else
            member.values.append(QJsonObject{{u"base64"_s, QString::fromLatin1(parameter.value.toBase64())}});
    }
    return written(members);
}

} // namespace offhook::deliver
