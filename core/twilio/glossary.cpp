#include "core/twilio/glossary.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace offhook::twilio {
namespace {

using namespace Qt::StringLiterals;

QHash<QByteArray, QString> wordsOf(const QJsonObject &object) {
    QHash<QByteArray, QString> words;
    for (auto entry = object.begin(); entry != object.end(); ++entry)
        words.insert(entry.key().toUtf8(), entry.value().toString());
    return words;
}

} // namespace

Glossary::Glossary() {
    QFile file(u":/twilio/glossary.json"_s);
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT(opened);
    const QJsonObject json = opened ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
    m_sids = wordsOf(json.value("sids"_L1).toObject());
    m_kinds = wordsOf(json.value("kinds"_L1).toObject());
    const Words headers = wordsOf(json.value("headers"_L1).toObject());
    for (auto header = headers.begin(); header != headers.end(); ++header)
        m_headers.insert(header.key().toLower(), header.value());
    const QJsonObject status = json.value("httpStatus"_L1).toObject();
    for (auto entry = status.begin(); entry != status.end(); ++entry) {
        const QJsonArray words = entry.value().toArray();
        m_httpStatus.insert(entry.key().toInt(), {words.at(0).toString(), words.at(1).toString()});
    }
    const QJsonArray groups = json.value("values"_L1).toArray();
    for (const QJsonValue group : groups) {
        const QJsonArray parameters = group.toObject().value("parameters"_L1).toArray();
        for (const QJsonValue parameter : parameters)
            m_parameters.insert(parameter.toString().toUtf8(), int(m_values.size()));
        m_values.append(wordsOf(group.toObject().value("values"_L1).toObject()));
    }
}

QString Glossary::value(QByteArrayView parameter, QByteArrayView value) const {
    const int group = m_parameters.value(parameter.toByteArray(), -1);
    return group < 0 ? QString() : m_values[group].value(value.toByteArray());
}

const Glossary &glossary() {
    static const Glossary loaded;
    return loaded;
}

} // namespace offhook::twilio
