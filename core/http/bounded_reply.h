#pragma once

#include <QByteArray>
#include <QNetworkReply>

#include <functional>

namespace offhook::http {

/// Gathers the first `limit` bytes of a body; a reply with more ends there, so that whoever answers cannot fill memory.
/// `done` runs once, when the reply has finished or was ended, on the reply's thread, unless `context` died before; the
/// reply is deleted after it.
void gather(QNetworkReply *reply, qsizetype limit, QObject *context,
    std::function<void(QNetworkReply &reply, const QByteArray &body)> done);

} // namespace offhook::http
