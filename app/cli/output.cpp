#include "app/cli/output.h"

#include <QJsonDocument>

#include <cstdio>

namespace offhook::cli {
namespace {

void write(std::FILE *stream, const QByteArray &bytes) {
    std::fwrite(bytes.constData(), 1, std::size_t(bytes.size()), stream);
    std::fflush(stream);
}

} // namespace

void writeOut(const QByteArray &bytes) {
    write(stdout, bytes);
}
void writeErr(const QByteArray &bytes) {
    write(stderr, bytes);
}

QByteArray jsonLine(const QJsonObject &object) {
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace offhook::cli
