#include "core/exchange/import_reader.h"

#include "core/exchange/readers/curl_reader.h"
#include "core/exchange/readers/json_reader.h"
#include "core/exchange/readers/lines_reader.h"
#include "core/exchange/readers/raw_reader.h"
#include "core/exchange/request_model.h"

#include <QJsonDocument>

namespace offhook::exchange {
namespace {

constexpr qint64 Looked = 64 * 1024;

QByteArrayView trimmedStart(QByteArrayView bytes) {
    while (!bytes.isEmpty() && QByteArrayView(" \t\r\n").contains(bytes.front()))
        bytes = bytes.sliced(1);
    return bytes.startsWith("\xef\xbb\xbf") ? trimmedStart(bytes.sliced(3)) : bytes;
}

QByteArrayView firstLine(QByteArrayView bytes) {
    const qsizetype end = bytes.indexOf('\n');
    return (end < 0 ? bytes : bytes.first(end)).trimmed();
}

// A whole object on the first line, and another one on the next: one event a line.
bool looksLikeLines(QByteArrayView start, bool isWhole) {
    const QByteArrayView line = firstLine(start);
    if (!line.startsWith('{') || !line.endsWith('}'))
        return false;
    const QByteArrayView rest = trimmedStart(start.sliced(line.size()));
    if (rest.isEmpty())
        return isWhole && start.contains('\n') && QJsonDocument::fromJson(line.toByteArray()).isObject();
    return rest.startsWith('{');
}

bool looksLikeRequest(QByteArrayView start) {
    const QByteArrayView line = firstLine(start);
    const qsizetype space = line.indexOf(' ');
    return space > 0 && isToken(line.first(space)) && line.contains(" HTTP/");
}

// Comments and a pipe may stand before it.
bool looksLikeCurl(QByteArrayView start) {
    const QByteArrayView line = firstLine(start);
    return line.startsWith("curl ") || line.startsWith("$ curl ") || line.startsWith("printf ") ||
           (line.startsWith('#') && start.contains("curl "));
}

} // namespace

Result<std::unique_ptr<ImportReader>> openImport(QIODevice &device, WallTime now) {
    const QByteArray peeked = device.peek(Looked);
    const QByteArrayView start = trimmedStart(peeked);
    const bool isWhole = peeked.size() < Looked;
    if (start.startsWith("{\"format\":\"offhook-events\"") || looksLikeLines(start, isWhole))
        return std::unique_ptr<ImportReader>(std::make_unique<LinesReader>(device, now));
    if (start.startsWith('{') || start.startsWith('['))
        return std::unique_ptr<ImportReader>(std::make_unique<JsonReader>(device, now));
    if (looksLikeRequest(start))
        return std::unique_ptr<ImportReader>(std::make_unique<RawReader>(device, now));
    if (looksLikeCurl(start))
        return std::unique_ptr<ImportReader>(std::make_unique<CurlReader>(device, now));
    return Error{ErrorCode::InvalidInput,
        QStringLiteral("This is no event file, HAR, JSON, JSON Lines, raw HTTP or cURL line."), -1};
}

} // namespace offhook::exchange
