#include "app/cli/request_options.h"

#include <QFile>
#include <QRegularExpression>

#include <cstdio>

namespace offhook::cli {
namespace {

using namespace Qt::StringLiterals;

// The listener takes no larger body either.
constexpr qint64 MaxBody = 10 * 1024 * 1024;

Result<QByteArray> readBody(const QString &name) {
    QFile file(name);
    const bool opened = name == "-"_L1 ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!opened)
        return Error{ErrorCode::FileUnreadable, u"Cannot read the body from %1: %2."_s.arg(name, file.errorString())};
    QByteArray body = file.read(MaxBody + 1);
    if (body.size() > MaxBody)
        return Error{ErrorCode::InvalidInput, u"The body in %1 is larger than 10 MiB."_s.arg(name)};
    return body;
}

} // namespace

void addRequestOptions(QCommandLineParser &parser) {
    parser.addOptions({{u"url"_s, u"The URL as configured at Twilio, with its query."_s, u"URL"_s},
        {u"method"_s, u"The request's method (POST with a body, else GET)."_s, u"METHOD"_s},
        {u"content-type"_s, u"The body's type (application/x-www-form-urlencoded)."_s, u"TYPE"_s},
        {u"body"_s, u"Reads the body from FILE, or from stdin with -."_s, u"FILE"_s}});
}

Result<RequestOptions> requestOptions(const QCommandLineParser &parser) {
    static const QRegularExpression absolute(u"^(?i:https?|wss?)://[^/\\s]"_s);
    static const QRegularExpression token(u"^[A-Z]+$"_s);
    RequestOptions options;
    options.url = parser.value(u"url"_s).toUtf8();
    if (!absolute.match(parser.value(u"url"_s)).hasMatch())
        return Error{ErrorCode::InvalidInput, u"--url wants an absolute URL such as https://example.com/sms?x=1."_s};
    if (parser.isSet(u"body"_s)) {
        Result<QByteArray> body = readBody(parser.value(u"body"_s));
        if (!body)
            return body.error();
        options.body = *body;
        options.contentType = "application/x-www-form-urlencoded";
    }
    if (parser.isSet(u"content-type"_s))
        options.contentType = parser.value(u"content-type"_s).toUtf8();
    options.method = parser.isSet(u"body"_s) ? "POST" : "GET";
    if (parser.isSet(u"method"_s))
        options.method = parser.value(u"method"_s).toUpper().toUtf8();
    if (!token.match(QString::fromUtf8(options.method)).hasMatch())
        return Error{ErrorCode::InvalidInput, u"--method wants a name such as GET or POST."_s};
    return options;
}

} // namespace offhook::cli
