#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QCommandLineParser>

namespace offhook::cli {

/// The request that `verify` and `sign` are about.
struct RequestOptions {
    QByteArray url;
    QByteArray method;
    QByteArray contentType;
    QByteArray body;
};

/// --url --method --content-type --body
void addRequestOptions(QCommandLineParser &parser);
/// Method defaults to POST with a body and GET without, content type to a form. `--body -` reads stdin.
[[nodiscard]] Result<RequestOptions> requestOptions(const QCommandLineParser &parser);

} // namespace offhook::cli
