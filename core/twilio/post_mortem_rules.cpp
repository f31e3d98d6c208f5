#include "core/twilio/post_mortem_repairs.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

// Repairs of what is signed besides the URL: rules for GET taken for POST's and the reverse, forms in other clothes.

namespace offhook::twilio {
namespace {

// A larger body is not read as another format: it would be parsed on speculation.
constexpr qsizetype MostParsed = 256 * 1024;

QByteArray withQuery(const PostMortemCase &known, QByteArrayView query) {
    if (known.candidates.empty())
        return {};
    UrlParts parts = splitUrl(known.candidates.front().url);
    const QByteArray whole = query.isEmpty() ? QByteArray() : '?' + query.toByteArray();
    parts.query = whole;
    return parts.scheme.isEmpty() ? QByteArray() : parts.joined();
}

QByteArray textOf(const QJsonValue &value) {
    if (value.isString())
        return value.toString().toUtf8();
    if (value.isDouble())
        return QByteArray::number(value.toDouble(), 'g', 15);
    if (value.isBool())
        return value.toBool() ? "true" : "false";
    return {};
}

// {"From": "+1...", "To": ...} as gateways make it of a form.
http::Parameters fromJson(const QByteArray &body) {
    http::Parameters form;
    const QJsonObject object = QJsonDocument::fromJson(body).object();
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QJsonArray values = it.value().isArray() ? it.value().toArray() : QJsonArray{it.value()};
        for (const QJsonValue &value : values)
            form.push_back({it.key().toUtf8(), textOf(value)});
    }
    return form;
}

QByteArrayView sectionName(QByteArrayView head) {
    const qsizetype begin = head.indexOf(" name=\"");
    const QByteArrayView rest = begin < 0 ? QByteArrayView() : head.sliced(begin + 7);
    const qsizetype end = rest.indexOf('"');
    return end < 0 ? QByteArrayView() : rest.first(end);
}

// multipart/form-data (RFC 7578), as far as a text parameter goes.
http::Parameters fromMultipart(const http::Request &request) {
    http::Parameters form;
    const QByteArrayView type = request.header("Content-Type");
    const qsizetype at = type.indexOf("boundary=");
    QByteArray boundary = at < 0 ? QByteArray() : type.sliced(at + 9).toByteArray();
    boundary.truncate(boundary.indexOf(';') < 0 ? boundary.size() : boundary.indexOf(';'));
    boundary = "--" + boundary.replace('"', "").trimmed();
    const QByteArray &body = request.body();
    for (qsizetype begin = body.indexOf(boundary); boundary.size() > 2 && begin >= 0;) {
        const qsizetype end = body.indexOf(boundary, begin + boundary.size());
        if (end < 0)
            break;
        const QByteArrayView section =
            QByteArrayView(body).sliced(begin + boundary.size(), end - begin - boundary.size());
        const qsizetype blank = section.indexOf("\r\n\r\n");
        const QByteArrayView name = blank < 0 ? QByteArrayView() : sectionName(section.first(blank));
        if (!name.isEmpty() && section.size() >= blank + 6)
            form.push_back({name.toByteArray(), section.sliced(blank + 4).chopped(2).toByteArray()});
        begin = end;
    }
    return form;
}

} // namespace

void proposeGetPostRule(const PostMortemCase &known, const http::Parameters &form, FormProposals &out) {
    const http::Parameters query = http::decodeForm(known.request.query());
    if (!form.empty()) {
        out.add({}, {QT_TRANSLATE_NOOP("PostMortem", "the URL alone, as for GET"), {}});
        out.addWithUrl(withQuery(known, known.request.body()), {},
            {QT_TRANSLATE_NOOP("PostMortem", "a GET with these parameters in the query"), {}});
        return;
    }
    if (query.empty())
        return;
    out.add(query, {QT_TRANSLATE_NOOP("PostMortem", "the query’s parameters once more behind the URL"), {}});
    out.addWithUrl(withQuery(known, {}), query,
        {QT_TRANSLATE_NOOP("PostMortem", "a POST with the query’s parameters as its form"), {}});
}

void proposeContentType(const PostMortemCase &known, const http::Parameters &form, FormProposals &out) {
    const QByteArray &body = known.request.body();
    if (!form.empty() || body.isEmpty() || body.size() > MostParsed)
        return;
    const Phrase typed{QT_TRANSLATE_NOOP("PostMortem", "a form, which the content type does not say"), {}};
    if (body.trimmed().startsWith('{')) {
        out.add(fromJson(body), {QT_TRANSLATE_NOOP("PostMortem", "a form, which arrived as JSON"), {}});
    } else if (known.request.hasMediaType("multipart/form-data")) {
        out.add(fromMultipart(known.request),
            {QT_TRANSLATE_NOOP("PostMortem", "a form, which arrived as multipart/form-data"), {}});
    } else {
        out.add(http::decodeForm(body), typed);
        out.add(http::decodeForm(body.trimmed()), typed, Tier::Possible);
    }
}

} // namespace offhook::twilio
