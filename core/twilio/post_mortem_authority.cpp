#include "core/http/authority.h"
#include "core/twilio/post_mortem_repairs.h"

#include <QUrl>

#include <algorithm>
#include <array>

// Repairs of what stands before the path: scheme, user information, host and port.

namespace offhook::twilio {
namespace {

using http::equalsIgnoringCase;

// Ports that development servers and proxies usually listen on.
constexpr std::array<const char *, 12> UsualPorts{
    "443", "80", "8080", "8443", "3000", "5000", "8000", "4040", "4567", "9292", "5001", "8945"};

QByteArrayView defaultPort(QByteArrayView scheme) {
    return isSecureScheme(scheme) ? QByteArrayView("443") : QByteArrayView("80");
}

void addUnique(std::vector<QByteArray> &list, QByteArrayView value) {
    if (!value.isEmpty() && std::find(list.begin(), list.end(), value) == list.end())
        list.push_back(value.toByteArray());
}

std::vector<QByteArrayView> commaList(QByteArrayView value) {
    std::vector<QByteArrayView> list;
    while (!value.isEmpty()) {
        const qsizetype comma = value.indexOf(',');
        const QByteArrayView element = comma < 0 ? value : value.first(comma);
        list.push_back(element.trimmed());
        value = comma < 0 ? QByteArrayView() : value.sliced(comma + 1);
    }
    return list;
}

// Every "host" or "host:port" that the request or its candidates speak of.
std::vector<QByteArray> knownAuthorities(const PostMortemCase &known) {
    std::vector<QByteArray> list;
    const auto addValid = [&list](QByteArrayView authority) {
        if (http::parseAuthority(authority))
            addUnique(list, authority);
    };
    for (const http::UrlCandidate &candidate : known.candidates) {
        const UrlParts parts = splitUrl(candidate.url);
        addUnique(list, QByteArray(parts.host.toByteArray() + parts.port));
    }
    for (const char *name : {"X-Forwarded-Host", "X-Original-Host", "X-Host", "X-Forwarded-Server", "Host"}) {
        for (const QByteArrayView element : commaList(known.request.header(name)))
            addValid(element);
    }
    for (const char *name : {"Origin", "Referer"}) {
        const UrlParts parts = splitUrl(known.request.header(name));
        addValid(QByteArray(parts.host.toByteArray() + parts.port));
    }
    return list;
}

void proposeAuthority(const UrlParts &url, QByteArrayView authority, Tier tier, UrlProposals &out) {
    const std::optional<http::Authority> parsed = http::parseAuthority(authority);
    if (!parsed || parsed->host == url.host)
        return;
    const QByteArray port = parsed->port.isEmpty() ? QByteArray() : ':' + parsed->port.toByteArray();
    UrlParts changed = url;
    changed.host = parsed->host;
    const Phrase change{QT_TRANSLATE_NOOP("PostMortem", "the host %1 instead of %2"),
        {argumentText(parsed->host), argumentText(url.host)}};
    out.add(changed, change, tier);
    if (!port.isEmpty()) {
        changed.port = port;
        out.add(changed, change, tier);
    }
}

QByteArray basicCredentials(const http::Request &request) {
    const QByteArrayView value = request.header("Authorization");
    if (value.size() < 7 || !equalsIgnoringCase(value.first(6), "basic "))
        return {};
    const auto decoded = QByteArray::fromBase64Encoding(
        value.sliced(6).trimmed().toByteArray(), QByteArray::AbortOnBase64DecodingErrors);
    const bool clean = decoded && decoded.decoded.contains(':') &&
                       std::all_of(decoded.decoded.begin(), decoded.decoded.end(),
                           [](char c) { return c > 0x20 && c < 0x7f && c != '/' && c != '?' && c != '#'; });
    return clean ? decoded.decoded + '@' : QByteArray();
}

} // namespace

void proposeOtherUrl(const PostMortemCase &known, const UrlParts &url, UrlProposals &out) {
    for (const QByteArray &other : known.otherUrls) {
        const UrlParts parts = splitUrl(other);
        const bool same = parts.scheme == url.scheme && parts.userinfo == url.userinfo && parts.host == url.host &&
                          parts.port == url.port;
        if (parts.scheme.isEmpty() || same) // the rest of the same base is a matter of path and query
            continue;
        const Phrase change{QT_TRANSLATE_NOOP("PostMortem", "the URL %1 instead of this one"), {argumentText(other)}};
        UrlParts based = url;
        based.scheme = parts.scheme;
        based.userinfo = parts.userinfo;
        based.host = parts.host;
        based.port = parts.port;
        out.add(based, change);
        const QByteArray path = parts.path.toByteArray() + known.request.path();
        based.path = path;
        if (parts.path.size() > 1)
            out.add(based, change);
        based.path = known.request.path();
        out.add(based, change);
        based.path = parts.path;
        out.add(based, change);
        out.add(parts, change);
    }
}

void proposeScheme(const PostMortemCase &, const UrlParts &url, UrlProposals &out) {
    static constexpr std::array<std::pair<const char *, const char *>, 4> Other{
        {{"http", "https"}, {"https", "http"}, {"ws", "wss"}, {"wss", "ws"}}};
    for (const auto &[from, to] : Other) {
        if (!equalsIgnoringCase(url.scheme, from))
            continue;
        UrlParts changed = url;
        changed.scheme = to;
        out.add(
            changed, {QT_TRANSLATE_NOOP("PostMortem", "%1 instead of %2"), {QLatin1String(to), QLatin1String(from)}});
    }
}

void proposeWebSocket(const PostMortemCase &known, const UrlParts &url, UrlProposals &out) {
    // A form's POST is no handshake.
    if (!known.form.empty() || known.request.method() != QByteArrayView("GET"))
        return;
    const bool webSocket = isWebSocketScheme(url.scheme);
    for (const char *scheme : {"wss", "ws", "https", "http"}) {
        if (isWebSocketScheme(scheme) == webSocket)
            continue;
        UrlParts changed = url;
        changed.scheme = scheme;
        const Phrase change{QT_TRANSLATE_NOOP("PostMortem", "the URL with %1://"), {QLatin1String(scheme)}};
        out.add(changed, change);
        const QByteArray toggled =
            url.path.endsWith('/') ? url.path.chopped(1).toByteArray() : url.path.toByteArray() + '/';
        changed.path = toggled;
        out.add(changed, change, Tier::Possible);
    }
}

void proposeHost(const PostMortemCase &known, const UrlParts &url, UrlProposals &out) {
    for (const QByteArray &authority : knownAuthorities(known))
        proposeAuthority(url, authority, Tier::Likely, out);
    const QByteArray toggled =
        url.host.startsWith("www.") ? url.host.sliced(4).toByteArray() : "www." + url.host.toByteArray();
    proposeAuthority(url, toggled, Tier::Possible, out);
    for (const char *local : {"localhost", "127.0.0.1", "0.0.0.0", "[::1]", "host.docker.internal"})
        proposeAuthority(url, local, Tier::Possible, out);
}

void proposeHostForm(const PostMortemCase &, const UrlParts &url, UrlProposals &out) {
    const QByteArray host = url.host.toByteArray();
    const QByteArray dotted = host.endsWith('.') ? host.chopped(1) : host + '.';
    const QByteArray ascii = QUrl::toAce(QString::fromUtf8(host));
    const QByteArray unicode = QUrl::fromAce(host).toUtf8();
    for (const QByteArray &form :
        {host.toLower(), ascii, unicode, unicode.toPercentEncoding(), dotted, host.toUpper()}) {
        if (form.isEmpty())
            continue;
        UrlParts changed = url;
        changed.host = form;
        out.add(changed, {QT_TRANSLATE_NOOP("PostMortem", "the host written as %1"), {argumentText(form)}},
            form == host.toLower() ? Tier::Likely : Tier::Possible);
    }
}

void proposePort(const PostMortemCase &known, const UrlParts &url, UrlProposals &out) {
    UrlParts changed = url;
    changed.port = {};
    out.add(changed, {QT_TRANSLATE_NOOP("PostMortem", "the URL without the port %1"),
                         {argumentText(url.port.isEmpty() ? url.port : url.port.sliced(1))}});
    const auto propose = [&](QByteArrayView port, Tier tier) {
        if (!http::isPort(port) || port == defaultPort(url.scheme))
            return; // a default port is proposeDefaultPort()'s
        const QByteArray withColon = ':' + port.toByteArray();
        changed.port = withColon;
        out.add(changed, {QT_TRANSLATE_NOOP("PostMortem", "the URL with the port %1"), {argumentText(port)}}, tier);
    };
    std::vector<QByteArray> likely;
    for (const QByteArrayView element : commaList(known.request.header("X-Forwarded-Port")))
        addUnique(likely, element);
    for (const QByteArray &authority : knownAuthorities(known)) {
        if (const std::optional<http::Authority> parsed = http::parseAuthority(authority))
            addUnique(likely, parsed->port);
    }
    for (const QByteArray &other : known.otherUrls) {
        const QByteArrayView port = splitUrl(other).port;
        addUnique(likely, port.isEmpty() ? port : port.sliced(1));
    }
    for (const QByteArray &port : likely)
        propose(port, Tier::Likely);
    for (const char *port : UsualPorts)
        propose(port, Tier::Possible);
}

void proposeDefaultPort(const PostMortemCase &, const UrlParts &url, UrlProposals &out) {
    if (!url.port.isEmpty())
        return;
    const QByteArray port = ':' + defaultPort(url.scheme).toByteArray();
    UrlParts changed = url;
    changed.port = port;
    out.add(changed,
        {QT_TRANSLATE_NOOP("PostMortem", "the URL with its port %1 spelled out"), {argumentText(port.sliced(1))}});
}

// The names of the user and the password stay out of the words: they are secrets.
void proposeUserinfo(const PostMortemCase &known, const UrlParts &url, UrlProposals &out) {
    UrlParts changed = url;
    changed.userinfo = {};
    out.add(changed, {QT_TRANSLATE_NOOP("PostMortem", "the URL without user and password"), {}});
    std::vector<QByteArray> infos;
    addUnique(infos, basicCredentials(known.request));
    for (const QByteArray &other : known.otherUrls)
        addUnique(infos, splitUrl(other).userinfo);
    for (const QByteArray &info : infos) {
        changed.userinfo = info;
        out.add(changed, {QT_TRANSLATE_NOOP("PostMortem", "the URL with user and password"), {}});
    }
}

void proposeFragment(const PostMortemCase &known, const UrlParts &url, UrlProposals &out) {
    for (const http::UrlCandidate &candidate : known.candidates) {
        const qsizetype hash = candidate.url.indexOf('#');
        if (hash >= 0)
            out.add(url.joined() + candidate.url.mid(hash),
                {QT_TRANSLATE_NOOP("PostMortem", "the URL together with its fragment %1"),
                    {argumentText(QByteArrayView(candidate.url).sliced(hash))}});
    }
}

} // namespace offhook::twilio
