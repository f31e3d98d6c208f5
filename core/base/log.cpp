#include "core/base/log.h"

#include <QRegularExpression>

#include <cstdio>

namespace offhook {

Q_LOGGING_CATEGORY(lcHttp, "offhook.http", QtInfoMsg)
Q_LOGGING_CATEGORY(lcStore, "offhook.store", QtInfoMsg)
Q_LOGGING_CATEGORY(lcSession, "offhook.session", QtInfoMsg)

namespace {

void writeToStderr(QtMsgType type, const QMessageLogContext &context, const QString &message) {
    const QByteArray line = redacted(qFormatLogMessage(type, context, message)).toLocal8Bit() + '\n';
    std::fwrite(line.constData(), 1, std::size_t(line.size()), stderr);
}

} // namespace

QString redacted(QStringView text) {
    // A SID is two letters before its 32 digits; a token stands alone. Twilio: "32 character hexadecimal string".
    static const QRegularExpression token(
        QStringLiteral("(?<![0-9A-Za-z])([0-9a-fA-F]{2})[0-9a-fA-F]{30}(?![0-9A-Za-z])"));
    return text.toString().replace(token, QStringLiteral("\\1\u2026"));
}

void installLog() {
    qSetMessagePattern(QStringLiteral("%{if-category}%{category}: %{endif}%{message}"));
    qInstallMessageHandler(writeToStderr);
}

} // namespace offhook
