#include "ui/respond/answer_check.h"

#include <QXmlStreamReader>

namespace offhook::ui {

bool isXmlType(const QByteArray &contentType) {
    const QByteArray type = contentType.split(';').constFirst().trimmed().toLower();
    return type == "text/xml" || type == "application/xml" || type.endsWith("+xml");
}

AnswerFinding checkAnswer(const QByteArray &contentType, const QByteArray &body) {
    using Type = AnswerFinding::Type;
    if (!isXmlType(contentType) || body.isEmpty())
        return {};
    if (body.size() > LongestTwiml)
        return {Type::TooLong, 0, 0, {}};
    QXmlStreamReader reader(body);
    while (!reader.atEnd())
        reader.readNext();
    if (!reader.hasError())
        return {};
    return {Type::NotWellFormed, reader.lineNumber(), reader.columnNumber(), reader.errorString()};
}

} // namespace offhook::ui
