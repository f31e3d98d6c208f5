#pragma once

#include "core/account/rest_client.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace offhook::account {

/// tests/support/twilio-api/fake_api.py as a process of its own, which ends with this object.
class FakeApi {
public:
    explicit FakeApi(const QJsonObject &state) {
        QFile file(m_folder.filePath(QStringLiteral("state.json")));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write the state");
        file.write(QJsonDocument(state).toJson());
        file.close();
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(
            QStringLiteral("python3"), {QStringLiteral(OFFHOOK_FAKE_API), QStringLiteral("--state"), file.fileName()});
        while (!m_process.canReadLine()) {
            if (!m_process.waitForReadyRead(60'000))
                qFatal("the fake API does not come up: %s", qPrintable(m_process.errorString()));
        }
        m_origin = QString::fromLatin1(m_process.readLine().trimmed().mid(qstrlen("listening on ")));
    }
    ~FakeApi() {
        m_process.closeWriteChannel();
        if (!m_process.waitForFinished(10'000))
            m_process.kill();
        m_process.waitForFinished();
    }
    Q_DISABLE_COPY_MOVE(FakeApi)

    [[nodiscard]] QString origin() const { return m_origin; }
    [[nodiscard]] ApiBase base() const { return *ApiBase::at(m_origin); }
    [[nodiscard]] QJsonObject state() { return control(QStringLiteral("state")).object(); }
    [[nodiscard]] QJsonArray log() { return control(QStringLiteral("log")).array(); }
    void addFault(const QJsonObject &fault) {
        control(QStringLiteral("faults"), QJsonDocument(fault).toJson(QJsonDocument::Compact));
    }
    /// The resource of that SID, as it is now.
    [[nodiscard]] QJsonObject resource(const QString &list, const QByteArray &sid) {
        const QJsonArray items = state().value(list).toArray();
        for (const QJsonValue &item : items) {
            if (item[QStringLiteral("sid")].toString() == QString::fromLatin1(sid))
                return item.toObject();
        }
        return {};
    }

private:
    QJsonDocument control(const QString &what, const QByteArray &body = {}) {
        const QNetworkRequest request(QUrl(m_origin + QStringLiteral("/_/") + what));
        QNetworkRequest posted = request;
        posted.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
        QNetworkReply *reply = body.isEmpty() ? m_network.get(request) : m_network.post(posted, body);
        QEventLoop loop;
        QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
        loop.exec();
        reply->deleteLater();
        return QJsonDocument::fromJson(reply->readAll());
    }

    QTemporaryDir m_folder;
    QProcess m_process;
    QString m_origin;
    QNetworkAccessManager m_network;
};

} // namespace offhook::account
