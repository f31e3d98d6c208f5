#include "core/twilio/validator_strings.h"

#include "core/http/message.h"
#include "core/twilio/url_parts.h"
#include "core/twilio/web_url.h"

#include <QString>

#include <algorithm>

namespace offhook::twilio {
namespace {

using http::Parameter;
using http::Parameters;

QByteArray fragmentOf(QByteArrayView url) {
    const qsizetype hash = url.indexOf('#');
    return hash < 0 ? QByteArray() : url.sliced(hash).toByteArray();
}

// The libraries know one secure scheme only: wss gets :80.
QByteArrayView libraryPort(QByteArrayView scheme) {
    return http::equalsIgnoringCase(scheme, "https") ? QByteArrayView(":443") : QByteArrayView(":80");
}

QByteArray portRemoved(QByteArrayView url) {
    UrlParts parts = splitUrl(url);
    if (parts.scheme.isEmpty())
        return url.toByteArray();
    parts.port = {};
    return parts.joined() + fragmentOf(url);
}

QByteArray portAdded(QByteArrayView url) {
    UrlParts parts = splitUrl(url);
    if (parts.scheme.isEmpty() || !parts.port.isEmpty())
        return url.toByteArray();
    parts.port = libraryPort(parts.scheme);
    return parts.joined() + fragmentOf(url);
}

// Text that went through a decoder of UTF-8: what is none became U+FFFD.
QByteArray asText(const QByteArray &bytes) {
    return QString::fromUtf8(bytes).toUtf8();
}

template <typename Before>
QByteArray joined(QByteArrayView url, Parameters form, Before before, bool distinct) {
    std::stable_sort(form.begin(), form.end(), before);
    QByteArray text = url.toByteArray();
    for (std::size_t i = 0; i < form.size(); ++i) {
        const bool same = i > 0 && form[i].name == form[i - 1].name && form[i].value == form[i - 1].value;
        if (!distinct || !same)
            text.append(form[i].name).append(form[i].value);
    }
    return text;
}

template <typename Join>
std::vector<QByteArray> each(const std::vector<QByteArray> &urls, Join join) {
    std::vector<QByteArray> strings;
    for (const QByteArray &url : urls) {
        QByteArray string = join(url);
        if (std::find(strings.begin(), strings.end(), string) == strings.end())
            strings.push_back(std::move(string));
    }
    return strings;
}

Parameters asTexts(Parameters form) {
    for (Parameter &parameter : form)
        parameter = {asText(parameter.name), asText(parameter.value)};
    return form;
}

bool inBytes(const Parameter &a, const Parameter &b) {
    return a.name != b.name ? a.name < b.name : a.value < b.value;
}
bool byName(const Parameter &a, const Parameter &b) {
    return a.name < b.name;
}
// JavaScript, Java and .NET compare UTF-16 code units.
bool inUtf16(const Parameter &a, const Parameter &b) {
    const QString left = QString::fromUtf8(a.name);
    const QString right = QString::fromUtf8(b.name);
    return left != right ? left < right : QString::fromUtf8(a.value) < QString::fromUtf8(b.value);
}

QByteArray joinedInUtf16(QByteArrayView url, const Parameters &form) {
    return joined(url, asTexts(form), inUtf16, true);
}

// urllib: the scheme in lower case, a bare "?" gone, and where there is a port the netloc cut at its first ":", which
// is inside a password or an IPv6 address too.
QByteArray urllibUrl(QByteArrayView url, bool keepPort) {
    const UrlParts parts = splitUrl(url);
    QByteArray netloc = parts.userinfo.toByteArray() + parts.host + parts.port;
    if (!keepPort && !parts.port.isEmpty())
        netloc = netloc.left(netloc.indexOf(':'));
    else if (keepPort && parts.port.isEmpty())
        netloc += libraryPort(parts.scheme);
    const QByteArray query = parts.query.size() > 1 ? parts.query.toByteArray() : QByteArray();
    const QByteArray fragment = fragmentOf(url);
    return parts.scheme.toByteArray().toLower() + "://" + netloc + parts.path + query +
           (fragment.size() > 1 ? fragment : QByteArray());
}

// java.net.URI's constructor of several arguments decodes path and query and quotes only what is illegal.
QByteArray javaRebuilt(UrlParts parts, QByteArrayView port) {
    const QByteArray path =
        QByteArray::fromPercentEncoding(parts.path.toByteArray()).toPercentEncoding("/!$&'()*+,;=:@_");
    const QByteArray query =
        QByteArray::fromPercentEncoding(parts.query.toByteArray()).toPercentEncoding("?/!$&'()*+,;=:@_[]");
    parts.path = path;
    parts.query = query;
    parts.port = port;
    return parts.joined();
}

bool looksNumeric(const QByteArray &name) {
    bool ok = false;
    (void)name.toDouble(&ok);
    return ok && !name.isEmpty();
}

// PHP 8: two numeric strings compare as numbers, all others as strings.
bool inPhp(const Parameter &a, const Parameter &b) {
    return looksNumeric(a.name) && looksNumeric(b.name) ? a.name.toDouble() < b.name.toDouble() : a.name < b.name;
}

QByteArray joinedInGo(QByteArrayView url, const Parameters &form) {
    std::vector<QByteArray> pieces;
    for (const Parameter &parameter : form)
        pieces.push_back(parameter.name + parameter.value);
    std::sort(pieces.begin(), pieces.end());
    QByteArray text = url.toByteArray();
    for (const QByteArray &piece : pieces)
        text += piece;
    return text;
}

} // namespace

std::vector<QByteArray> nodeStrings(QByteArrayView url, const Parameters &form) {
    std::vector<QByteArray> urls{portRemoved(url), portAdded(url)};
    if (const std::optional<QByteArray> normal = webUrl(url)) {
        const QByteArray without = portRemoved(*normal);
        const QByteArray with = portAdded(*normal);
        for (const QByteArray &more : {without, with, withLegacyQuery(without), withLegacyQuery(with)})
            urls.push_back(more);
    }
    return each(urls, [&](const QByteArray &candidate) { return joinedInUtf16(candidate, form); });
}

std::vector<QByteArray> pythonStrings(QByteArrayView url, const Parameters &form) {
    const Parameters texts = asTexts(form);
    return each({urllibUrl(url, false), urllibUrl(url, true)},
        [&](const QByteArray &candidate) { return joined(candidate, texts, inBytes, true); });
}

std::vector<QByteArray> javaStrings(QByteArrayView url, const Parameters &form) {
    const UrlParts parts = splitUrl(url);
    std::vector<QByteArray> urls{url.toByteArray()};
    if (!parts.host.contains('_')) // not a host to java.net.URI
        urls.push_back(javaRebuilt(parts, parts.port.isEmpty() ? libraryPort(parts.scheme) : QByteArrayView()));
    return each(urls, [&](const QByteArray &candidate) { return joinedInUtf16(candidate, form); });
}

std::vector<QByteArray> csharpStrings(QByteArrayView url, const Parameters &form) {
    return each({portRemoved(url), portAdded(url)},
        [&](const QByteArray &candidate) { return joinedInUtf16(candidate, form); });
}

std::vector<QByteArray> rubyStrings(QByteArrayView url, const Parameters &form) {
    return each({portRemoved(url), portAdded(url)},
        [&](const QByteArray &candidate) { return joined(candidate, form, byName, false); });
}

std::vector<QByteArray> phpStrings(QByteArrayView url, const Parameters &form) {
    return each({portRemoved(url), portAdded(url)},
        [&](const QByteArray &candidate) { return joined(candidate, form, inPhp, false); });
}

std::vector<QByteArray> goStrings(QByteArrayView url, const Parameters &form) {
    return each(
        {portRemoved(url), portAdded(url)}, [&](const QByteArray &candidate) { return joinedInGo(candidate, form); });
}

} // namespace offhook::twilio
