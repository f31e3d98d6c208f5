#include "core/account/rest_error.h"

#include "core/base/text_guard.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace offhook::account {
namespace {

using namespace Qt::StringLiterals;

constexpr int AuthenticationFailed = 20003;
constexpr qsizetype WordsLimit = 300;

ErrorCode codeOf(const RestError &error) {
    if (error.status == 401 || error.code == AuthenticationFailed)
        return ErrorCode::NoKey;
    if (error.status == 404)
        return ErrorCode::NotFound;
    return error.status == 429 || error.status >= 500 ? ErrorCode::NetworkFailed : ErrorCode::InvalidInput;
}

} // namespace

RestError readRestError(int status, const QByteArray &body) {
    const QJsonObject json = QJsonDocument::fromJson(body).object();
    return {status, json.value("code"_L1).toInt(), printable(json.value("message"_L1).toString(), WordsLimit),
        printable(json.value("more_info"_L1).toString(), WordsLimit)};
}

Error toError(const RestError &error) {
    QString detail = error.code != 0 ? QString::number(error.code) + u' ' : QString();
    detail += error.message.isEmpty() ? u"the API refused"_s : error.message;
    detail += u" (HTTP "_s + QString::number(error.status) + u')';
    if (!error.moreInfo.isEmpty())
        detail += u' ' + error.moreInfo;
    return {codeOf(error), detail};
}

int twilioCode(const Error &error) {
    const qsizetype space = error.detail.indexOf(u' ');
    if (space != 5 || !error.detail.contains(u" (HTTP "_s))
        return 0;
    return QStringView(error.detail).first(space).toInt();
}

} // namespace offhook::account
