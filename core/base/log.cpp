#include "core/base/log.h"

#include <algorithm>
#include <cstdio>

namespace offhook {

Q_LOGGING_CATEGORY(lcHttp, "offhook.http", QtInfoMsg)
Q_LOGGING_CATEGORY(lcStore, "offhook.store", QtInfoMsg)
Q_LOGGING_CATEGORY(lcSession, "offhook.session", QtInfoMsg)

namespace {

bool isAsciiLetterOrDigit(QChar c) {
    return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

qsizetype wordEnd(QStringView text, qsizetype at) {
    while (at < text.size() && isAsciiLetterOrDigit(text[at]))
        ++at;
    return at;
}

bool isToken(QStringView word) {
    return word.size() == 32 && std::all_of(word.begin(), word.end(), [](QChar c) {
        const char16_t lower = c.unicode() | 0x20;
        return (c >= u'0' && c <= u'9') || (lower >= u'a' && lower <= u'f');
    });
}

void writeToStderr(QtMsgType type, const QMessageLogContext &context, const QString &message) {
    const QByteArray line = redacted(qFormatLogMessage(type, context, message)).toLocal8Bit() + '\n';
    std::fwrite(line.constData(), 1, std::size_t(line.size()), stderr);
}

} // namespace

// By hand: the log is written until the very end of the program, when a static QRegularExpression is gone already.
// A SID is two letters before its 32 digits; a token stands alone. Twilio: "32 character hexadecimal string".
QString redacted(QStringView text) {
    QString line;
    line.reserve(text.size());
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype end = wordEnd(text, at);
        const QStringView word = text.sliced(at, end - at);
        if (isToken(word))
            line.append(word.first(2)).append(u'\u2026');
        else
            line.append(word);
        if (end < text.size())
            line.append(text[end]);
        at = end + 1;
    }
    return line;
}

void installLog() {
    qSetMessagePattern(QStringLiteral("%{if-category}%{category}: %{endif}%{message}"));
    qInstallMessageHandler(writeToStderr);
}

} // namespace offhook
