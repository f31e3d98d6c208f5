#include "core/twilio/url_variants.h"

#include "core/http/message.h"

#include <algorithm>
#include <array>

namespace offhook::twilio {
namespace {

using http::equalsIgnoringCase;

/// Views into a URL; joined they are the URL without its fragment.
struct Parts {
    QByteArrayView scheme;   ///< without "://"
    QByteArrayView userinfo; ///< with "@"
    QByteArrayView host;     ///< an IPv6 literal with its brackets
    QByteArrayView port;     ///< with ":"
    QByteArrayView path;
    QByteArrayView query; ///< with "?"
};

QByteArrayView withoutFragment(QByteArrayView url) {
    const qsizetype hash = url.indexOf('#');
    return hash < 0 ? url : url.first(hash);
}

// "scheme://" is what a signed URL begins with; anything else has no variants (scheme stays empty).
Parts split(QByteArrayView url) {
    url = withoutFragment(url);
    const qsizetype colon = url.indexOf("://");
    if (colon <= 0)
        return {};
    Parts parts;
    parts.scheme = url.first(colon);
    QByteArrayView rest = url.sliced(colon + 3);
    const auto end = std::find_if(rest.begin(), rest.end(), [](char c) { return c == '/' || c == '?'; });
    const QByteArrayView authority = rest.first(end - rest.begin());
    rest = rest.sliced(authority.size());
    const qsizetype at = authority.lastIndexOf('@');
    parts.userinfo = authority.first(at + 1);
    const QByteArrayView hostAndPort = authority.sliced(at + 1);
    const qsizetype bracket = hostAndPort.lastIndexOf(']');
    const qsizetype portColon = hostAndPort.indexOf(':', bracket + 1);
    parts.host = portColon < 0 ? hostAndPort : hostAndPort.first(portColon);
    parts.port = portColon < 0 ? QByteArrayView() : hostAndPort.sliced(portColon);
    const qsizetype question = rest.indexOf('?');
    parts.path = question < 0 ? rest : rest.first(question);
    parts.query = question < 0 ? QByteArrayView() : rest.sliced(question);
    return parts;
}

QByteArray join(const Parts &p) {
    QByteArray url;
    url.reserve(
        p.scheme.size() + 3 + p.userinfo.size() + p.host.size() + p.port.size() + p.path.size() + p.query.size());
    url.append(p.scheme).append("://").append(p.userinfo).append(p.host).append(p.port).append(p.path).append(p.query);
    return url;
}

bool isSecure(QByteArrayView scheme) {
    return equalsIgnoringCase(scheme, "https") || equalsIgnoringCase(scheme, "wss");
}

bool isWebSocketScheme(QByteArrayView scheme) {
    return equalsIgnoringCase(scheme, "wss") || equalsIgnoringCase(scheme, "ws");
}

QByteArrayView webSocketScheme(QByteArrayView scheme) {
    if (equalsIgnoringCase(scheme, "https"))
        return "wss";
    return equalsIgnoringCase(scheme, "http") ? QByteArrayView("ws") : scheme;
}

QByteArrayView plainScheme(QByteArrayView scheme) {
    if (equalsIgnoringCase(scheme, "wss"))
        return "https";
    return equalsIgnoringCase(scheme, "ws") ? QByteArrayView("http") : scheme;
}

std::vector<Parts> authorityForms(const Parts &given) {
    std::vector<Parts> forms{given};
    if (!given.userinfo.isEmpty()) {
        forms.push_back(given);
        forms.back().userinfo = {};
    }
    const QByteArrayView other = !given.port.isEmpty()    ? QByteArrayView()
                                 : isSecure(given.scheme) ? QByteArrayView(":443")
                                                          : QByteArrayView(":80");
    const std::size_t count = forms.size();
    for (std::size_t i = 0; i < count; ++i) {
        forms.push_back(forms[i]);
        forms.back().port = other;
    }
    return forms;
}

QByteArray withEscapedApostrophes(QByteArrayView query) {
    return query.toByteArray().replace('\'', "%27");
}

QByteArray withUnescapedAddresses(QByteArrayView query) {
    return query.toByteArray().replace("%40", "@").replace("%3A", ":").replace("%3a", ":");
}

std::vector<QByteArray> queryForms(QByteArrayView query, UrlContext context) {
    std::vector<QByteArray> forms{query.toByteArray()};
    if (query.contains('\''))
        forms.push_back(withEscapedApostrophes(query));
    if (context.get) {
        QByteArray unescaped = withUnescapedAddresses(query);
        if (unescaped != forms.front())
            forms.push_back(std::move(unescaped));
    }
    return forms;
}

std::vector<UrlVariant> allWebForms(const Parts &given, UrlContext context) {
    std::vector<UrlVariant> variants;
    for (const QByteArray &query : queryForms(given.query, context)) {
        for (Parts form : authorityForms(given)) {
            form.query = query;
            variants.push_back({join(form)});
        }
    }
    return variants;
}

void appendHandshakeForms(const Parts &form, std::vector<UrlVariant> &variants) {
    const QByteArray toggled =
        form.path.endsWith('/') ? form.path.chopped(1).toByteArray() : form.path.toByteArray().append('/');
    for (const QByteArrayView path : {form.path, QByteArrayView(toggled)}) {
        Parts variant = form;
        variant.path = path;
        variants.push_back({join(variant)});
        if (form.query.size() > 1) {
            variant.query = {};
            variants.push_back({join(variant), true});
        }
    }
}

std::vector<UrlVariant> allWebSocketForms(const Parts &given) {
    std::vector<UrlVariant> variants;
    for (const QByteArrayView scheme : {webSocketScheme(given.scheme), plainScheme(given.scheme)}) {
        for (Parts form : authorityForms(given)) {
            form.scheme = scheme;
            appendHandshakeForms(form, variants);
        }
    }
    return variants;
}

} // namespace

QByteArray usualForm(QByteArrayView url, UrlContext context) {
    Parts parts = split(url);
    if (!context.webSocket || parts.scheme.isEmpty())
        return withoutFragment(url).toByteArray();
    parts.scheme = webSocketScheme(parts.scheme);
    return join(parts);
}

std::vector<UrlVariant> otherForms(QByteArrayView url, UrlContext context) {
    const Parts parts = split(url);
    if (parts.scheme.isEmpty())
        return {};
    const bool webSocket = context.webSocket || isWebSocketScheme(parts.scheme);
    std::vector<UrlVariant> variants = webSocket ? allWebSocketForms(parts) : allWebForms(parts, context);
    std::erase(variants, UrlVariant{usualForm(url, context)});
    return variants;
}

} // namespace offhook::twilio
