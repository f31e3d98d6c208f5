#pragma once

#include "core/http/form.h"
#include "core/http/message.h"

#include <QByteArray>

namespace offhook::twilio {

/// A request as an app behind the same proxies sees it.
struct SeenRequest {
    http::Request request;
    bool tls = false; ///< the server that received it spoke TLS itself
};

/// The URL that a framework puts together from a request with its defaults. Source: the frameworks' own documentation
/// and code as of 2026-09; docs/signature.md says what is assumed. Pure.
using SeenUrl = QByteArray (*)(const SeenRequest &seen);

[[nodiscard]] QByteArray expressUrl(const SeenRequest &seen); ///< as npm twilio's webhook() does it; no "trust proxy"
[[nodiscard]] QByteArray flaskUrl(const SeenRequest &seen);   ///< request.url
[[nodiscard]] QByteArray djangoUrl(const SeenRequest &seen);  ///< request.build_absolute_uri()
[[nodiscard]] QByteArray starletteUrl(
    const SeenRequest &seen);                              ///< str(request.url), uvicorn with a proxy on this machine
[[nodiscard]] QByteArray rackUrl(const SeenRequest &seen); ///< request.url; honours X-Forwarded-*
[[nodiscard]] QByteArray laravelUrl(const SeenRequest &seen); ///< $request->fullUrl(); no trusted proxies
[[nodiscard]] QByteArray plainUrl(const SeenRequest &seen);   ///< scheme, Host and target put together by hand

/// The parameters that a language's form parser finds in the body, as its usual code hands them to the library. Empty
/// for GET and for bodies that are no form. Pure.
using SeenForm = http::Parameters (*)(const SeenRequest &seen);

[[nodiscard]] http::Parameters everyValue(const SeenRequest &seen); ///< lists where a name comes again: Node, Python
[[nodiscard]] http::Parameters rackForm(const SeenRequest &seen);   ///< request.POST: the last value, brackets nest
[[nodiscard]] http::Parameters phpForm(const SeenRequest &seen);    ///< $_POST: the last value, "." and blank to "_"
/// $request->toArray(): the query's parameters too, trimmed by TrimStrings.
[[nodiscard]] http::Parameters laravelInput(const SeenRequest &seen);
/// getParameterMap() without the names that are in the query, the first value: Twilio's servlet filter.
[[nodiscard]] http::Parameters servletForm(const SeenRequest &seen);
[[nodiscard]] http::Parameters aspnetForm(const SeenRequest &seen);  ///< values joined with commas
[[nodiscard]] http::Parameters firstValues(const SeenRequest &seen); ///< r.PostForm as map[string]string: Go

} // namespace offhook::twilio
