#pragma once

#include <QByteArray>
#include <QJsonObject>

namespace offhook::cli {

/// Writes bytes as they are and flushes. A closed pipe is ignored: capturing goes on without a reader.
void writeOut(const QByteArray &bytes);
void writeErr(const QByteArray &bytes);

/// One JSON object on a line of its own.
[[nodiscard]] QByteArray jsonLine(const QJsonObject &object);

} // namespace offhook::cli
