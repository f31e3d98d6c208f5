#include "core/twilio/web_url.h"

#include "core/http/form.h"
#include "core/twilio/url_parts.h"

#include <QUrl>

#include <algorithm>
#include <vector>

namespace offhook::twilio {
namespace {

constexpr char UpperHex[] = "0123456789ABCDEF";

QByteArray escaped(QByteArrayView bytes, QByteArrayView escapedToo) {
    QByteArray out;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte > 0x20 && byte < 0x7f && !escapedToo.contains(c)) {
            out += c;
            continue;
        }
        out += '%';
        out += UpperHex[byte >> 4];
        out += UpperHex[byte & 15];
    }
    return out;
}

bool isDot(const QByteArray &segment) {
    return segment == "." || segment.toLower() == "%2e";
}

bool isDoubleDot(const QByteArray &segment) {
    return QByteArray(segment).toLower().replace("%2e", ".") == "..";
}

// https://url.spec.whatwg.org/#path-state
QByteArray resolvedPath(QByteArrayView raw) {
    const QByteArray path = raw.toByteArray().replace('\\', '/');
    const QList<QByteArray> segments = path.mid(1).split('/');
    std::vector<QByteArray> kept;
    for (qsizetype i = 0; i < segments.size(); ++i) {
        const bool last = i + 1 == segments.size();
        if (isDoubleDot(segments[i])) {
            if (!kept.empty())
                kept.pop_back();
            if (last)
                kept.emplace_back();
        } else if (isDot(segments[i])) {
            if (last)
                kept.emplace_back();
        } else {
            kept.push_back(segments[i]);
        }
    }
    QByteArray out;
    for (const QByteArray &segment : kept)
        out += '/' + escaped(segment, "\"#<>?`{}");
    return out.isEmpty() ? QByteArray("/") : out;
}

bool isDefaultPort(QByteArrayView scheme, QByteArrayView port) {
    return port == (isSecureScheme(scheme) ? QByteArrayView(":443") : QByteArrayView(":80"));
}

std::optional<QByteArray> asciiHost(QByteArrayView host) {
    if (host.startsWith('['))
        return host.toByteArray().toLower();
    const QByteArray decoded = QByteArray::fromPercentEncoding(host.toByteArray());
    const bool ascii =
        std::all_of(decoded.begin(), decoded.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    const QByteArray ace = ascii ? decoded.toLower() : QUrl::toAce(QString::fromUtf8(decoded));
    return ace.isEmpty() ? std::nullopt : std::optional(ace);
}

// What JavaScript's encodeURIComponent leaves alone.
QByteArray componentOf(const QByteArray &bytes) {
    return QString::fromUtf8(bytes).toUtf8().toPercentEncoding("!'()*");
}

} // namespace

std::optional<QByteArray> webUrl(QByteArrayView url) {
    const UrlParts parts = splitUrl(url);
    const QByteArray scheme = parts.scheme.toByteArray().toLower();
    const std::optional<QByteArray> host = asciiHost(parts.host);
    if ((scheme != "http" && scheme != "https" && scheme != "ws" && scheme != "wss") || !host)
        return {};
    QByteArray out = scheme + "://" + parts.userinfo + *host;
    if (parts.port.size() > 1 && !isDefaultPort(scheme, parts.port))
        out += parts.port;
    out += resolvedPath(parts.path);
    if (!parts.query.isEmpty())
        out += '?' + escaped(parts.query.sliced(1), "\"#<>'");
    const qsizetype hash = url.indexOf('#');
    return hash < 0 ? out : out + '#' + escaped(url.sliced(hash + 1), "\"<>`");
}

QByteArray withLegacyQuery(QByteArrayView url) {
    const qsizetype question = url.indexOf('?');
    if (question < 0 || question + 1 == url.size())
        return url.toByteArray();
    std::vector<std::pair<QByteArray, QByteArray>> groups; // name, its pairs
    for (const http::Parameter &parameter : http::decodeForm(url.sliced(question + 1))) {
        const QByteArray name = componentOf(parameter.name);
        auto place = std::find_if(groups.begin(), groups.end(), [&](const auto &group) { return group.first == name; });
        if (place == groups.end())
            place = groups.insert(groups.end(), {name, {}});
        if (!place->second.isEmpty())
            place->second += '&';
        place->second += name + '=' + componentOf(parameter.value);
    }
    QByteArray out = url.first(question + 1).toByteArray();
    for (const auto &group : groups)
        out += (out.endsWith('?') ? QByteArray() : QByteArray("&")) + group.second;
    return out;
}

} // namespace offhook::twilio
