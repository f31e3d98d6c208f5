#include "core/twilio/url_variants.h"

#include "core/twilio/url_parts.h"

namespace offhook::twilio {
namespace {

std::vector<UrlParts> authorityForms(const UrlParts &given) {
    std::vector<UrlParts> forms{given};
    if (!given.userinfo.isEmpty()) {
        forms.push_back(given);
        forms.back().userinfo = {};
    }
    const QByteArrayView other = !given.port.isEmpty()          ? QByteArrayView()
                                 : isSecureScheme(given.scheme) ? QByteArrayView(":443")
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

std::vector<UrlVariant> allWebForms(const UrlParts &given, UrlContext context) {
    std::vector<UrlVariant> variants;
    for (const QByteArray &query : queryForms(given.query, context)) {
        for (UrlParts form : authorityForms(given)) {
            form.query = query;
            variants.push_back({form.joined()});
        }
    }
    return variants;
}

void appendHandshakeForms(const UrlParts &form, std::vector<UrlVariant> &variants) {
    const QByteArray toggled =
        form.path.endsWith('/') ? form.path.chopped(1).toByteArray() : form.path.toByteArray().append('/');
    for (const QByteArrayView path : {form.path, QByteArrayView(toggled)}) {
        UrlParts variant = form;
        variant.path = path;
        variants.push_back({variant.joined()});
        if (form.query.size() > 1) {
            variant.query = {};
            variants.push_back({variant.joined(), true});
        }
    }
}

std::vector<UrlVariant> allWebSocketForms(const UrlParts &given) {
    std::vector<UrlVariant> variants;
    for (const QByteArrayView scheme : {webSocketScheme(given.scheme), plainScheme(given.scheme)}) {
        for (UrlParts form : authorityForms(given)) {
            form.scheme = scheme;
            appendHandshakeForms(form, variants);
        }
    }
    return variants;
}

} // namespace

QByteArray usualForm(QByteArrayView url, UrlContext context) {
    UrlParts parts = context.webSocket ? splitUrl(url) : UrlParts();
    if (parts.scheme.isEmpty())
        return withoutFragment(url).toByteArray();
    parts.scheme = webSocketScheme(parts.scheme);
    return parts.joined();
}

std::vector<UrlVariant> otherForms(QByteArrayView url, UrlContext context) {
    const UrlParts parts = splitUrl(url);
    if (parts.scheme.isEmpty())
        return {};
    const bool webSocket = context.webSocket || isWebSocketScheme(parts.scheme);
    std::vector<UrlVariant> variants = webSocket ? allWebSocketForms(parts) : allWebForms(parts, context);
    std::erase(variants, UrlVariant{usualForm(url, context)});
    return variants;
}

} // namespace offhook::twilio
