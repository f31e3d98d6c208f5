#include "core/http/public_url.h"

#include "core/http/authority.h"

#include <QUrl>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace offhook::http {
namespace {

QByteArrayView trimmed(QByteArrayView bytes) {
    while (!bytes.isEmpty() && (bytes.front() == ' ' || bytes.front() == '\t'))
        bytes = bytes.sliced(1);
    while (!bytes.isEmpty() && (bytes.back() == ' ' || bytes.back() == '\t'))
        bytes.chop(1);
    return bytes;
}

// Proxies append, so the first of a comma-separated list is what the outermost one saw.
QByteArrayView firstElement(QByteArrayView list) {
    const qsizetype comma = list.indexOf(',');
    return trimmed(comma < 0 ? list : list.first(comma));
}

std::optional<QByteArray> schemeOf(QByteArrayView value) {
    for (const QByteArrayView scheme :
        {QByteArrayView("https"), QByteArrayView("http"), QByteArrayView("wss"), QByteArrayView("ws")}) {
        if (equalsIgnoringCase(value, scheme))
            return scheme.toByteArray();
    }
    return std::nullopt;
}

QByteArrayView validHost(QByteArrayView value) {
    return parseAuthority(value) ? value : QByteArrayView();
}

QByteArrayView defaultPort(QByteArrayView scheme) {
    return scheme == QByteArrayView("https") || scheme == QByteArrayView("wss") ? "443" : "80";
}

// A token, or a quoted-string whose backslash pairs are taken apart (RFC 7239 4). Moves `rest` behind it.
QByteArray forwardedValue(QByteArrayView &rest) {
    QByteArray value;
    qsizetype i = 0;
    if (!rest.startsWith('"')) {
        while (i < rest.size() && rest[i] != ';' && rest[i] != ',')
            ++i;
        value = trimmed(rest.first(i)).toByteArray();
    } else {
        for (i = 1; i < rest.size() && rest[i] != '"'; ++i) {
            if (rest[i] == '\\' && i + 1 < rest.size())
                ++i;
            value += rest[i];
        }
        i = std::min(i + 1, rest.size());
    }
    rest = rest.sliced(i);
    return value;
}

struct ForwardedElement {
    QByteArray proto;
    QByteArray host;
};

// The first element of Forwarded: pairs name=value divided by ";", up to the first "," outside quotes.
ForwardedElement firstForwarded(QByteArrayView rest) {
    ForwardedElement element;
    while (!rest.isEmpty() && rest.front() != ',') {
        const auto stop =
            std::find_if(rest.begin(), rest.end(), [](char c) { return c == '=' || c == ';' || c == ','; });
        const QByteArrayView name = trimmed(rest.first(stop - rest.begin()));
        rest = rest.sliced(stop - rest.begin());
        if (rest.startsWith('=')) {
            rest = rest.sliced(1);
            const QByteArray value = forwardedValue(rest);
            if (equalsIgnoringCase(name, "proto"))
                element.proto = value;
            else if (equalsIgnoringCase(name, "host"))
                element.host = value;
            const auto next = std::find_if(rest.begin(), rest.end(), [](char c) { return c == ';' || c == ','; });
            rest = rest.sliced(next - rest.begin());
        }
        if (rest.startsWith(';'))
            rest = rest.sliced(1);
    }
    return element;
}

// Path and query, in the form that goes behind an authority.
QByteArray originForm(const Request &request) {
    QByteArray form = request.path().toByteArray();
    if (form == "*")
        form.clear(); // OPTIONS *: the server itself
    if (!request.query().isNull())
        form += '?' + request.query().toByteArray();
    if (!form.startsWith('/'))
        form.prepend('/');
    return form;
}

bool hasPrefix(QByteArrayView form, QByteArrayView prefix) {
    if (prefix.isEmpty() || !form.startsWith(prefix))
        return false;
    return form.size() == prefix.size() || form[prefix.size()] == '/' || form[prefix.size()] == '?';
}

QByteArray behind(QByteArrayView publicUrl, const QByteArray &form) {
    while (publicUrl.endsWith('/'))
        publicUrl.chop(1);
    const qsizetype authority = publicUrl.indexOf("://");
    if (authority < 0)
        return {};
    const qsizetype slash = publicUrl.indexOf('/', authority + 3);
    const QByteArrayView prefix = slash < 0 ? QByteArrayView() : publicUrl.sliced(slash);
    return (hasPrefix(form, prefix) ? publicUrl.first(slash) : publicUrl).toByteArray() + form;
}

/// Gathers the candidates of one request.
class Collector {
public:
    Collector(const Request &request, bool tls)
        : m_request(request)
        , m_scheme(tls ? "https" : "http")
        , m_forwardedScheme(schemeOf(firstElement(request.header("X-Forwarded-Proto"))))
        , m_host(validHost(request.header("Host")))
        , m_rest(originForm(request)) {}

    void publicUrl(QByteArrayView url) {
        if (QByteArray known = behind(url, m_rest); !known.isEmpty())
            add(std::move(known), UrlSource::PublicUrl);
    }

    void forwarded() {
        const ForwardedElement element = firstForwarded(m_request.header("Forwarded"));
        const std::optional<QByteArray> scheme = schemeOf(element.proto);
        const QByteArrayView host = validHost(element.host);
        if (scheme || !host.isEmpty())
            add(scheme.value_or(m_forwardedScheme.value_or(m_scheme)), host.isEmpty() ? m_host : host,
                UrlSource::Forwarded);
    }

    void xForwarded() {
        const QByteArrayView host = validHost(firstElement(m_request.header("X-Forwarded-Host")));
        const QByteArrayView port = firstElement(m_request.header("X-Forwarded-Port"));
        const QByteArray scheme = m_forwardedScheme.value_or(m_scheme);
        if (!host.isEmpty())
            add(scheme, withPort(host, port, scheme, true), UrlSource::XForwarded);
        else if ((m_forwardedScheme || !port.isEmpty()) && !m_host.isEmpty())
            add(scheme, withPort(m_host, port, scheme, false), UrlSource::XForwarded);
    }

    void xOriginalHost() {
        add(m_forwardedScheme.value_or(m_scheme), validHost(firstElement(m_request.header("X-Original-Host"))),
            UrlSource::XOriginalHost);
    }

    void host() { add(m_scheme, m_host, UrlSource::Host); }

    void absoluteTarget() {
        if (m_request.target().indexOf("://") > 0 && !m_request.target().startsWith('/'))
            add(m_request.target().toByteArray(), UrlSource::AbsoluteTarget);
    }

    std::vector<UrlCandidate> take() { return std::move(m_candidates); }

private:
    // The forwarded port says what the client dialled. A port inside X-Forwarded-Host does so too and stays; the one in
    // Host may be the inner hop's and goes.
    static QByteArray withPort(QByteArrayView host, QByteArrayView port, QByteArrayView scheme, bool keepOwn) {
        const std::optional<Authority> own = parseAuthority(host);
        if (!isPort(port) || (keepOwn && !own->port.isEmpty()))
            return host.toByteArray();
        return own->host.toByteArray() + (port == defaultPort(scheme) ? QByteArray() : ':' + port.toByteArray());
    }

    void add(const QByteArray &scheme, QByteArrayView authority, UrlSource source) {
        if (!authority.isEmpty())
            add(scheme + "://" + authority.toByteArray() + m_rest, source);
    }

    void add(QByteArray url, UrlSource source) {
        const auto same = [&url](const UrlCandidate &known) { return known.url == url; };
        if (std::none_of(m_candidates.begin(), m_candidates.end(), same))
            m_candidates.push_back({std::move(url), source});
    }

    const Request &m_request;
    QByteArray m_scheme;
    std::optional<QByteArray> m_forwardedScheme;
    QByteArrayView m_host;
    QByteArray m_rest;
    std::vector<UrlCandidate> m_candidates;
};

QByteArray refusedUrl(QString *reason, const QString &why) {
    if (reason)
        *reason = why;
    return {};
}

// Host as typed; one outside ASCII in its ASCII form, which is what a client dials (IDNA).
QByteArray asciiAuthority(const QString &typed) {
    const qsizetype colon = typed.startsWith(u'[') ? typed.indexOf(u"]:"_s) + 1 : typed.indexOf(u':');
    const QString host = colon > 0 ? typed.first(colon) : typed;
    const bool ascii = std::all_of(host.begin(), host.end(), [](QChar c) { return c.unicode() < 0x80; });
    const QByteArray bytes =
        (ascii ? host.toLatin1() : QUrl::toAce(host)) + (colon > 0 ? typed.sliced(colon).toLatin1() : QByteArray());
    return parseAuthority(bytes) && !bytes.endsWith(':') ? bytes : QByteArray();
}

// Escapes only what a request line cannot carry: the rest stays as typed, as it is what gets signed.
QByteArray escapedPath(const QString &path) {
    QByteArray escaped;
    for (const char c : path.toUtf8())
        escaped += static_cast<unsigned char>(c) < 0x80 ? QByteArray(1, c) : QByteArray(1, c).toPercentEncoding();
    return escaped;
}

} // namespace

std::vector<UrlCandidate> publicUrlCandidate(const Request &request, QByteArrayView publicUrl) {
    QByteArray url = behind(publicUrl, originForm(request));
    return url.isEmpty() ? std::vector<UrlCandidate>()
                         : std::vector{UrlCandidate{std::move(url), UrlSource::PublicUrl}};
}

std::vector<UrlCandidate> candidateUrls(const Request &request, QByteArrayView publicUrl, bool tls) {
    Collector collector(request, tls);
    collector.publicUrl(publicUrl);
    collector.forwarded();
    collector.xForwarded();
    collector.xOriginalHost();
    collector.host();
    collector.absoluteTarget();
    return collector.take();
}

QByteArray normalisedPublicUrl(QStringView typed, QString *reason) {
    if (reason)
        reason->clear();
    QString url = typed.trimmed().toString();
    url.truncate(url.indexOf(u'#') < 0 ? url.size() : url.indexOf(u'#'));
    if (url.isEmpty())
        return {};
    const qsizetype scheme = url.indexOf(u"://"_s);
    const QString name = url.first(std::max(scheme, qsizetype(0))).toLower();
    if (name != u"https"_s && name != u"http"_s)
        return refusedUrl(reason, u"The public URL must start with https:// or http://."_s);
    if (url.contains(u'?'))
        return refusedUrl(reason, u"The public URL must not have a query (?...): the request's own query is used."_s);
    const QString rest = url.sliced(scheme + 3);
    const qsizetype slash = rest.indexOf(u'/');
    const QString authority = slash < 0 ? rest : rest.first(slash);
    if (authority.contains(u'@'))
        return refusedUrl(reason, u"The public URL must not have a user name or password."_s);
    const QByteArray host = asciiAuthority(authority);
    if (host.isEmpty())
        return refusedUrl(reason, u"The public URL needs a host, or host:port, after the scheme."_s);
    QString path = slash < 0 ? QString() : rest.sliced(slash);
    while (path.endsWith(u'/'))
        path.chop(1);
    if (std::any_of(path.begin(), path.end(), [](QChar c) { return c.unicode() <= 0x20 || c.unicode() == 0x7f; }))
        return refusedUrl(reason, u"The path of the public URL must not have blanks."_s);
    return name.toLatin1() + "://" + host + escapedPath(path);
}

} // namespace offhook::http
