#pragma once

#include <QByteArray>
#include <QString>

namespace offhook::ui {

/// What is wrong with the body of an answer, or nothing. English words of the XML reader are given as they are.
struct AnswerFinding {
    enum class Type { None, NotWellFormed, TooLong };
    Type type = Type::None;
    qint64 line = 0;
    qint64 column = 0;
    QString detail;
};

/// Twilio cuts a document off at 64 kB: https://www.twilio.com/docs/api/errors/11750.
inline constexpr qsizetype LongestTwiml = 64 * 1024;

[[nodiscard]] bool isXmlType(const QByteArray &contentType);
/// Checks XML for being well-formed, as far as Twilio would read it. No entity is ever fetched or expanded without
/// bound.
[[nodiscard]] AnswerFinding checkAnswer(const QByteArray &contentType, const QByteArray &body);

} // namespace offhook::ui
