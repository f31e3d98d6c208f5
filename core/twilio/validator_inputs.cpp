#include "core/twilio/validator_inputs.h"

#include "core/http/authority.h"
#include "core/twilio/url_parts.h"

#include <QString>

#include <algorithm>

namespace offhook::twilio {
namespace {

using http::Parameter;
using http::Parameters;

QByteArrayView scheme(const SeenRequest &seen) {
    return seen.tls ? QByteArrayView("https") : QByteArrayView("http");
}

QByteArray first(QByteArrayView list) {
    const qsizetype comma = list.indexOf(',');
    return (comma < 0 ? list : list.first(comma)).trimmed().toByteArray();
}

QByteArray forwardedScheme(const SeenRequest &seen) {
    const QByteArray proto = first(seen.request.header("X-Forwarded-Proto")).toLower();
    return proto == "http" || proto == "https" ? proto : scheme(seen).toByteArray();
}

// The Host header without the scheme's own port, which most frameworks leave out.
QByteArray hostWithoutDefaultPort(QByteArray host, const QByteArray &ofScheme) {
    const QByteArray port = ofScheme == "https" ? ":443" : ":80";
    return host.endsWith(port) ? host.chopped(port.size()) : host;
}

QByteArray queryOf(const SeenRequest &seen) {
    const QByteArrayView query = seen.request.query();
    return query.isNull() ? QByteArray() : '?' + query.toByteArray();
}

// A WSGI or ASGI server hands the path on decoded.
QByteArray decodedPath(const SeenRequest &seen) {
    return QByteArray::fromPercentEncoding(seen.request.path().toByteArray());
}

QByteArray host(const SeenRequest &seen) {
    return seen.request.header("Host").toByteArray();
}

bool hasForm(const SeenRequest &seen) {
    const QByteArrayView method = seen.request.method();
    return method != QByteArrayView("GET") && method != QByteArrayView("HEAD") &&
           seen.request.hasMediaType("application/x-www-form-urlencoded");
}

Parameters bodyForm(const SeenRequest &seen) {
    return hasForm(seen) ? http::decodeForm(seen.request.body()) : Parameters();
}

/// One value a name, in the order in which the names first came.
template <typename Merge>
Parameters oneEach(const Parameters &form, Merge merge) {
    Parameters out;
    for (const Parameter &parameter : form) {
        const auto known =
            std::find_if(out.begin(), out.end(), [&](const Parameter &p) { return p.name == parameter.name; });
        if (known == out.end())
            out.push_back({parameter.name, parameter.value});
        else
            merge(known->value, parameter.value);
    }
    return out;
}

void keepLast(QByteArray &value, const QByteArray &next) {
    value = next;
}

// https://www.php.net/manual/en/language.variables.external.php: dots and blanks in names become underscores; what
// stands in brackets makes an array, which becomes the word "Array" in text.
Parameters inPhp(const Parameters &form) {
    Parameters out;
    for (const Parameter &parameter : form) {
        QByteArray name = parameter.name;
        while (name.startsWith(' '))
            name.remove(0, 1);
        const qsizetype bracket = name.indexOf('[');
        const bool isArray = bracket > 0 && name.indexOf(']', bracket) > 0;
        name = (isArray ? name.first(bracket) : name).replace('.', '_').replace(' ', '_');
        if (!name.isEmpty())
            out.push_back({name, isArray ? QByteArray("Array") : parameter.value});
    }
    return oneEach(out, keepLast);
}

} // namespace

// url.format() escapes "?" and "#" in the path; the middleware then turns every %3F back, those of values too.
QByteArray expressUrl(const SeenRequest &seen) {
    QByteArray target = seen.request.target().toByteArray().replace('#', "%23");
    if (target.contains('?'))
        target.replace("%3F", "?");
    return scheme(seen).toByteArray() + "://" + host(seen) + target;
}

QByteArray flaskUrl(const SeenRequest &seen) {
    const QByteArray query = queryOf(seen);
    return scheme(seen).toByteArray() + "://" + hostWithoutDefaultPort(host(seen), scheme(seen).toByteArray()) +
           decodedPath(seen).toPercentEncoding("!$&'()*+,/:;=@%") + (query.size() > 1 ? query : QByteArray());
}

QByteArray djangoUrl(const SeenRequest &seen) {
    const QByteArray query = queryOf(seen);
    return scheme(seen).toByteArray() + "://" + host(seen) + decodedPath(seen).toPercentEncoding("/:@&+$,-_.!~*'()=;") +
           (query.size() > 1 ? query : QByteArray());
}

QByteArray starletteUrl(const SeenRequest &seen) {
    const QByteArray query = queryOf(seen);
    return forwardedScheme(seen) + "://" + host(seen) + decodedPath(seen) + (query.size() > 1 ? query : QByteArray());
}

QByteArray rackUrl(const SeenRequest &seen) {
    const QByteArray proto = forwardedScheme(seen);
    const QByteArray forwarded = first(seen.request.header("X-Forwarded-Host"));
    const QByteArray query = queryOf(seen);
    return proto + "://" + hostWithoutDefaultPort(forwarded.isEmpty() ? host(seen) : forwarded, proto) +
           seen.request.path() + (query.size() > 1 ? query : QByteArray());
}

// Symfony normalises the query: decoded, sorted by name, encoded by RFC 3986; and the URL's last slashes go.
QByteArray laravelUrl(const SeenRequest &seen) {
    QByteArray path = seen.request.path().toByteArray();
    while (path.endsWith('/'))
        path.chop(1);
    Parameters query = inPhp(http::decodeForm(seen.request.query()));
    std::sort(query.begin(), query.end(), [](const Parameter &a, const Parameter &b) { return a.name < b.name; });
    QByteArray text;
    for (const Parameter &parameter : query)
        text += (text.isEmpty() ? '?' : '&') + parameter.name.toPercentEncoding() + '=' +
                parameter.value.toPercentEncoding();
    return scheme(seen).toByteArray() + "://" + hostWithoutDefaultPort(host(seen), scheme(seen).toByteArray()) + path +
           text;
}

QByteArray plainUrl(const SeenRequest &seen) {
    return scheme(seen).toByteArray() + "://" + host(seen) + seen.request.target();
}

Parameters everyValue(const SeenRequest &seen) {
    return bodyForm(seen);
}

Parameters rackForm(const SeenRequest &seen) {
    Parameters form;
    for (const Parameter &parameter : bodyForm(seen)) {
        const qsizetype bracket = parameter.name.indexOf('[');
        form.push_back({bracket > 0 ? parameter.name.first(bracket) : parameter.name, parameter.value});
    }
    return oneEach(form, keepLast);
}

Parameters phpForm(const SeenRequest &seen) {
    return inPhp(bodyForm(seen));
}

Parameters laravelInput(const SeenRequest &seen) {
    Parameters both = inPhp(bodyForm(seen));
    for (const Parameter &parameter : inPhp(http::decodeForm(seen.request.query())))
        both.insert(both.begin(), parameter);
    for (Parameter &parameter : both)
        parameter.value = QString::fromUtf8(parameter.value).trimmed().toUtf8();
    return oneEach(both, keepLast);
}

Parameters servletForm(const SeenRequest &seen) {
    const Parameters query = http::decodeForm(seen.request.query());
    Parameters form = bodyForm(seen);
    std::erase_if(form, [&](const Parameter &parameter) { return http::contains(query, parameter.name); });
    return oneEach(form, [](QByteArray &, const QByteArray &) {});
}

Parameters aspnetForm(const SeenRequest &seen) {
    return oneEach(bodyForm(seen), [](QByteArray &value, const QByteArray &next) { value += ',' + next; });
}

Parameters firstValues(const SeenRequest &seen) {
    return oneEach(bodyForm(seen), [](QByteArray &, const QByteArray &) {});
}

} // namespace offhook::twilio
