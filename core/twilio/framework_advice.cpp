#include "core/twilio/framework_advice.h"

#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace offhook::twilio {
namespace {

using namespace Qt::StringLiterals;

struct Topic {
    std::vector<Cause> causes;
    QString title;
    QHash<QByteArray, QString> code; ///< by framework
};

struct Catalogue {
    std::vector<Framework> frameworks;
    std::vector<Topic> topics;
};

QString joinedLines(const QJsonValue &lines) {
    QStringList text;
    for (const QJsonValue &line : lines.toArray())
        text.append(line.toString());
    return text.join(u'\n');
}

Topic topicFrom(const QJsonObject &json) {
    Topic topic{{}, json.value("title"_L1).toString(), {}};
    for (const QJsonValue &name : json.value("causes"_L1).toArray()) {
        if (const auto cause = causeFromName(name.toString().toLatin1()))
            topic.causes.push_back(*cause);
    }
    const QJsonObject code = json.value("code"_L1).toObject();
    for (auto it = code.begin(); it != code.end(); ++it)
        topic.code.insert(it.key().toLatin1(), joinedLines(it.value()));
    return topic;
}

Catalogue load() {
    QFile file(u":/twilio/advice.json"_s);
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT(opened);
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    Catalogue catalogue;
    for (const QJsonValue &framework : json.value("frameworks"_L1).toArray())
        catalogue.frameworks.push_back({framework["id"_L1].toString().toLatin1(), framework["name"_L1].toString()});
    for (const QJsonValue &topic : json.value("topics"_L1).toArray())
        catalogue.topics.push_back(topicFrom(topic.toObject()));
    return catalogue;
}

const Catalogue &catalogue() {
    static const Catalogue loaded = load();
    return loaded;
}

} // namespace

const std::vector<Framework> &frameworks() {
    return catalogue().frameworks;
}

std::vector<Advice> adviceFor(QByteArrayView framework, const std::vector<Cause> &causes) {
    std::vector<Advice> advice;
    for (const Cause cause : causes) {
        for (const Topic &topic : catalogue().topics) {
            const QString code = topic.code.value(framework.toByteArray());
            const bool about = std::find(topic.causes.begin(), topic.causes.end(), cause) != topic.causes.end();
            const bool known =
                std::any_of(advice.begin(), advice.end(), [&](const Advice &a) { return a.title == topic.title; });
            if (about && !known && !code.isEmpty())
                advice.push_back({topic.title, code});
        }
    }
    return advice;
}

} // namespace offhook::twilio
