#include "core/exchange/readers/json_reader.h"

#include "core/exchange/readers/foreign_json.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace offhook::exchange {

using namespace Qt::StringLiterals;

std::optional<flow::WebhookEvent> JsonReader::next(ImportProblems &problems) {
    if (!std::exchange(m_isStarted, true) && readSingle(problems))
        m_isFinished = true;
    while (!m_ready) {
        const auto element = m_isFinished ? std::nullopt : m_elements.next();
        if (m_elements.takeTooLong() > 0)
            problems.add(m_elements.line(), u"An element is longer than 64 MiB; it was left out."_s);
        if (!element) {
            finish(problems);
            return {};
        }
        read(element->bytes, element->line, problems);
    }
    return std::exchange(m_ready, std::nullopt);
}

void JsonReader::read(const QByteArray &bytes, qint64 line, ImportProblems &problems) {
    QJsonParseError error;
    const QJsonDocument json = QJsonDocument::fromJson(bytes, &error);
    if (!json.isObject())
        return problems.add(line, u"No JSON: "_s + error.errorString());
    QStringList unknown;
    auto event = eventFromJson(json.object(), m_now++, unknown);
    if (!event)
        return problems.add(line, event.error().detail);
    for (const QString &value : unknown)
        problems.add(line, u"Not known to this version and left out: "_s + value);
    m_ready = std::move(*event);
}

// A captured request or an alert may be the whole file. Larger files are lists.
bool JsonReader::readSingle(ImportProblems &problems) {
    const QByteArray bytes = m_device.peek(MaxElement + 1);
    if (bytes.size() > MaxElement || !bytes.trimmed().startsWith('{'))
        return false;
    const QJsonDocument json = QJsonDocument::fromJson(bytes);
    if (!json.isObject() || !isSingleEvent(json.object()))
        return false;
    read(bytes, 1, problems);
    return true;
}

void JsonReader::finish(ImportProblems &problems) {
    if (std::exchange(m_isFinished, true))
        return;
    if (m_elements.isBroken())
        problems.add(m_elements.line(), u"The file ends here, before the JSON does."_s);
}

} // namespace offhook::exchange
