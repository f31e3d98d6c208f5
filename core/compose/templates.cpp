#include "core/compose/templates.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace offhook::compose {
namespace {

using namespace Qt::StringLiterals;

QByteArray bytes(const QJsonValue &value) {
    return value.toString().toUtf8();
}

Template templateOf(const QJsonObject &object) {
    Template made;
    made.name = bytes(object[u"name"_s]);
    made.title = object[u"title"_s].toString();
    made.method = bytes(object[u"method"_s]);
    made.path = bytes(object[u"path"_s]);
    made.body = bytes(object[u"body"_s]);
    const QJsonArray headers = object[u"headers"_s].toArray();
    for (const QJsonValue &header : headers)
        made.headers.append({bytes(header[0]), bytes(header[1])});
    const QJsonArray params = object[u"params"_s].toArray();
    for (const QJsonValue &param : params)
        made.params.push_back({bytes(param[0]), bytes(param[1])});
    return made;
}

} // namespace
} // namespace offhook::compose

// Outside every namespace, as Q_INIT_RESOURCE asks: a static library's resources are dropped unless someone calls them.
static void initTemplateResource() {
    Q_INIT_RESOURCE(offhook_templates);
}

namespace offhook::compose {
namespace {

QList<Template> load() {
    initTemplateResource();
    QFile file(u":/twilio/templates.json"_s);
    [[maybe_unused]] const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT(opened);
    const QJsonArray array = QJsonDocument::fromJson(file.readAll()).array();
    QList<Template> list;
    list.reserve(array.size());
    for (const QJsonValue &value : array)
        list.append(templateOf(value.toObject()));
    return list;
}

} // namespace

const QList<Template> &templates() {
    static const QList<Template> list = load();
    return list;
}

const Template *findTemplate(QByteArrayView name) {
    const QList<Template> &all = templates();
    const auto found = std::find_if(all.begin(), all.end(), [name](const Template &t) { return name == t.name; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace offhook::compose
