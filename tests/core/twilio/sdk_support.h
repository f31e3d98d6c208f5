#pragma once

#include "tests/core/twilio/signature_support.h"

#include <QProcess>

namespace offhook::twilio::test {

/// A request that the official SDK signed.
struct SdkRequest {
    QByteArray token;
    QByteArray method;
    QByteArray url;
    QByteArray contentType;
    QByteArray body;
    QByteArray signature;
};

inline SdkRequest fromLine(const QByteArray &line) {
    const QJsonObject json = QJsonDocument::fromJson(line).object();
    const auto text = [&](const char *name) { return bytes(json[QLatin1StringView(name)]); };
    return {text("token"), text("method"), text("url"), text("contentType"), QByteArray::fromBase64(text("body")),
        text("signature")};
}

inline QJsonObject toJson(const SdkRequest &request) {
    const auto text = [](const QByteArray &value) { return QString::fromUtf8(value); };
    return {{QStringLiteral("token"), text(request.token)}, {QStringLiteral("method"), text(request.method)},
        {QStringLiteral("url"), text(request.url)}, {QStringLiteral("contentType"), text(request.contentType)},
        {QStringLiteral("body"), text(request.body.toBase64())},
        {QStringLiteral("signature"), text(request.signature)}};
}

/// The lines that a program prints; `failure` is set when it did not end well.
inline QList<QByteArray> linesOf(const QString &program, const QStringList &arguments, const QString &folder,
    const QByteArray &input, QString &failure) {
    QProcess process;
    process.setWorkingDirectory(folder);
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(120000) || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        failure =
            program + QStringLiteral(": ") + process.errorString() + QString::fromUtf8(process.readAllStandardError());
    QList<QByteArray> lines = process.readAllStandardOutput().split('\n');
    lines.removeAll(QByteArray());
    return lines;
}

inline std::vector<SdkRequest> randomRequests(const QString &folder, int seed, int count, QString &failure) {
    std::vector<SdkRequest> requests;
    for (const QByteArray &line : linesOf(QStringLiteral("node"),
             {QStringLiteral("sign-random.mjs"), QStringLiteral("--seed"), QString::number(seed),
                 QStringLiteral("--count"), QString::number(count)},
             folder, {}, failure))
        requests.push_back(fromLine(line));
    return requests;
}

/// The request as a server sees it.
inline http::Request wire(const SdkRequest &request, const std::vector<http::HeaderField> &more = {}) {
    std::vector<http::HeaderField> headers{{"X-Twilio-Signature", request.signature}};
    if (!request.contentType.isEmpty())
        headers.push_back({"Content-Type", request.contentType});
    headers.insert(headers.end(), more.begin(), more.end());
    return makeRequest(request.method, targetOf(request.url), headers, request.body);
}

} // namespace offhook::twilio::test
