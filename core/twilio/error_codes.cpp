#include "core/twilio/error_codes.h"

#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace offhook::twilio {
namespace {

using namespace Qt::StringLiterals;
using Catalogue = QHash<int, ErrorInfo>;

/// resources/twilio/error_codes.json: {"codes": [{"code", "level", "title", "cause", "cure"}, ..]}
Catalogue load() {
    Catalogue all;
    QFile file(u":/twilio/error_codes.json"_s);
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT(opened);
    const QJsonDocument json = opened ? QJsonDocument::fromJson(file.readAll()) : QJsonDocument();
    const QJsonArray codes = json.object().value("codes"_L1).toArray();
    for (const QJsonValue value : codes) {
        const QJsonObject code = value.toObject();
        const int number = code.value("code"_L1).toInt();
        all.insert(
            number, {number, code.value("level"_L1).toString() == "warning"_L1, code.value("title"_L1).toString(),
                        code.value("cause"_L1).toString(), code.value("cure"_L1).toString()});
    }
    return all;
}

const Catalogue &catalogue() {
    static const Catalogue loaded = load();
    return loaded;
}

} // namespace

std::optional<ErrorInfo> errorInfo(int code) {
    const auto found = catalogue().constFind(code);
    return found == catalogue().cend() ? std::nullopt : std::optional(*found);
}

std::optional<ErrorInfo> errorInfo(QByteArrayView code) {
    bool ok = false;
    const int number = code.toInt(&ok);
    return ok ? errorInfo(number) : std::nullopt;
}

QString errorUrl(int code) {
    return u"https://www.twilio.com/docs/api/errors/%1"_s.arg(code);
}

} // namespace offhook::twilio
