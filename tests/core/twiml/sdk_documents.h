#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

#include <vector>

namespace offhook::twiml::test {

/// A document that the official SDK's builder made; `product` is "voice" or "messaging".
struct SdkDocument {
    QByteArray product;
    QByteArray xml;
};

/// At least `count` of them from tests/support/twilio-sdk/random-twiml.mjs. On failure empty, and `failure` says why;
/// `missing` lists what the builders can do and no document shows.
inline std::vector<SdkDocument> sdkDocuments(int seed, int count, QString &failure, QStringList &missing) {
    QProcess node;
    node.setWorkingDirectory(QStringLiteral(OFFHOOK_TWILIO_SDK));
    node.start(QStringLiteral("node"), {QStringLiteral("random-twiml.mjs"), QStringLiteral("--seed"),
                                           QString::number(seed), QStringLiteral("--count"), QString::number(count)});
    if (!node.waitForFinished(120'000) || node.exitCode() != 0) {
        failure = node.errorString() + QString::fromUtf8(node.readAllStandardError());
        return {};
    }
    std::vector<SdkDocument> documents;
    for (const QByteArray &line : node.readAllStandardOutput().split('\n')) {
        const QJsonObject json = QJsonDocument::fromJson(line).object();
        if (json.contains(QLatin1StringView("xml")))
            documents.push_back({json[QLatin1StringView("product")].toString().toUtf8(),
                json[QLatin1StringView("xml")].toString().toUtf8()});
        else if (json.contains(QLatin1StringView("missing")))
            missing = json[QLatin1StringView("missing")].toVariant().toStringList();
    }
    return documents;
}

} // namespace offhook::twiml::test
