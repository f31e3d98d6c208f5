#include "core/exchange/readers/lines_reader.h"

#include "core/exchange/event_record.h"
#include "core/exchange/readers/foreign_json.h"

#include <QJsonDocument>

namespace offhook::exchange {

using namespace Qt::StringLiterals;

std::optional<flow::WebhookEvent> LinesReader::next(ImportProblems &problems) {
    while (!m_ready) {
        const auto line = m_lines.next();
        if (!line) {
            finish(problems);
            return {};
        }
        readLine(*line, problems);
    }
    return std::exchange(m_ready, std::nullopt);
}

void LinesReader::readLine(const LineSource::Line &line, ImportProblems &problems) {
    if (line.isTooLong)
        return problems.add(line.number, u"The line is longer than 64 MiB; it was left out."_s);
    if (line.text.trimmed().isEmpty())
        return;
    QJsonParseError error;
    const QJsonDocument json = QJsonDocument::fromJson(line.text, &error);
    if (!json.isObject()) {
        const QString why = json.isNull() ? error.errorString() : u"no object"_s;
        return problems.add(
            line.number, line.isCut ? u"The file ends in the middle of this event."_s : u"No JSON: "_s + why);
    }
    if (line.number == 1 && json.object().contains("format"_L1))
        return readHeader(json.object(), line.number, problems);
    ++m_events;
    QStringList unknown;
    auto event = eventFromJson(json.object(), m_now++, unknown);
    if (!event)
        return problems.add(line.number, event.error().detail);
    for (const QString &value : unknown)
        problems.add(line.number, u"Not known to this version and left out: "_s + value);
    m_ready = std::move(*event);
}

void LinesReader::readHeader(const QJsonObject &json, qint64 number, ImportProblems &problems) {
    const auto header = headerFrom(json);
    if (!header)
        return problems.add(number, header.error().detail);
    m_info = {"offhook", header->redacted, header->throwAwayKey};
    m_announced = header->events;
    if (header->version > EventFileVersion)
        problems.add(
            number, u"The file has version %1, this program knows version %2: what it does not know is left out."_s
                        .arg(header->version)
                        .arg(EventFileVersion));
}

void LinesReader::finish(ImportProblems &problems) {
    if (m_isFinished)
        return;
    m_isFinished = true;
    if (m_events < m_announced)
        problems.add(
            0, u"The file announces %1 events and has %2: its end is missing."_s.arg(m_announced).arg(m_events));
}

} // namespace offhook::exchange
