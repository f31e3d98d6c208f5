#include "core/http/bounded_reply.h"

#include <memory>

namespace offhook::http {

void gather(QNetworkReply *reply, qsizetype limit, QObject *context,
    std::function<void(QNetworkReply &reply, const QByteArray &body)> done) {
    const auto body = std::make_shared<QByteArray>();
    const auto take = [reply, limit, body] { body->append(reply->read(limit - body->size())); };
    reply->setReadBufferSize(limit);
    QObject::connect(reply, &QIODevice::readyRead, reply, [reply, limit, body, take] {
        take();
        if (body->size() >= limit)
            reply->abort();
    });
    QObject::connect(reply, &QNetworkReply::finished, reply, &QObject::deleteLater);
    QObject::connect(reply, &QNetworkReply::finished, context, [reply, body, take, done = std::move(done)] {
        if (reply->isOpen())
            take();
        done(*reply, *body);
    });
}

} // namespace offhook::http
