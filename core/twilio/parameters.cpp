#include "core/twilio/parameters.h"

#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

// The resource lives in this static library; the linker keeps it because qt_add_resources gives it to every program
// that links the library.

namespace offhook::twilio {
namespace {

using namespace Qt::StringLiterals;

constexpr QByteArrayView Number("{n}");

QByteArrayView withoutNumber(QByteArrayView name) {
    while (!name.isEmpty() && name.back() >= '0' && name.back() <= '9')
        name.chop(1);
    return name;
}

/// resources/twilio/parameters.json: {"first": [name, ..], "groups": [{"name": .., "parameters": [{"name", "meaning",
/// "type"}, ..]}, ..]}
struct Catalogue {
    QHash<QByteArray, ParameterInfo> exact;
    QHash<QByteArray, ParameterInfo> numbered;                ///< "MediaUrl" of "MediaUrl{n}"
    std::vector<std::pair<QByteArray, ParameterInfo>> prefix; ///< "SipHeader_" of "SipHeader_*"
    QHash<QByteArray, int> ranks;
    QList<QByteArray> names;

    Catalogue() {
        QFile file(u":/twilio/parameters.json"_s);
        const bool opened = file.open(QIODevice::ReadOnly);
        Q_ASSERT(opened);
        const QJsonDocument json = opened ? QJsonDocument::fromJson(file.readAll()) : QJsonDocument();
        const QJsonArray groups = json.object().value("groups"_L1).toArray();
        for (const QJsonValue group : groups)
            addGroup(group.toObject());
        const QJsonArray first = json.object().value("first"_L1).toArray();
        for (const QJsonValue name : first)
            ranks.insert(name.toString().toUtf8(), int(ranks.size()));
    }

    void addGroup(const QJsonObject &group) {
        const QString name = group.value("name"_L1).toString();
        const QJsonArray parameters = group.value("parameters"_L1).toArray();
        for (const QJsonValue parameter : parameters)
            add(parameter.toObject(), name);
    }

    void add(const QJsonObject &parameter, const QString &group) {
        const QByteArray name = parameter.value("name"_L1).toString().toUtf8();
        const ParameterInfo info{
            parameter.value("meaning"_L1).toString(), parameter.value("type"_L1).toString(), group};
        names.append(name);
        if (name.endsWith('*'))
            prefix.emplace_back(name.chopped(1), info);
        else if (name.endsWith(Number))
            numbered.insert(name.chopped(Number.size()), info);
        else
            exact.insert(name, info);
    }
};

const Catalogue &catalogue() {
    static const Catalogue loaded;
    return loaded;
}

} // namespace

ParameterInfo parameterInfo(QByteArrayView name) {
    const Catalogue &known = catalogue();
    const QByteArray wanted = QByteArray::fromRawData(name.data(), name.size());
    if (const auto found = known.exact.constFind(wanted); found != known.exact.cend())
        return *found;
    const QByteArrayView stem = withoutNumber(name);
    if (stem.size() < name.size()) {
        const auto found = known.numbered.constFind(QByteArray::fromRawData(stem.data(), stem.size()));
        if (found != known.numbered.cend())
            return *found;
    }
    for (const auto &[prefix, info] : known.prefix) {
        if (name.size() > prefix.size() && name.startsWith(prefix))
            return info;
    }
    return {};
}

int parameterRank(QByteArrayView name) {
    const QHash<QByteArray, int> &ranks = catalogue().ranks;
    const auto rankOf = [&](const QByteArray &wanted) { return ranks.value(wanted, int(ranks.size())); };
    const QByteArrayView stem = withoutNumber(name);
    if (stem.size() < name.size())
        return rankOf(stem.toByteArray() + Number);
    return rankOf(QByteArray::fromRawData(name.data(), name.size()));
}

const QList<QByteArray> &parameterNames() {
    return catalogue().names;
}

} // namespace offhook::twilio
