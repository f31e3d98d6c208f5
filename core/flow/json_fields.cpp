#include "core/flow/json_fields.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace offhook::flow {
namespace {

using namespace Qt::StringLiterals;

bool isHeaderText(const QString &text) {
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u' ' && c <= u'~'; });
}

// A token (RFC 9110 5.6.2).
bool isHeaderName(const QString &text) {
    static const QString others = u"!#$%&'*+-.^_`|~"_s;
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || others.contains(c);
    });
}

} // namespace

Error errorAt(const QByteArray &json, const JsonPath &path, const QString &what) {
    const qsizetype place = placeOf(json, path);
    return {ErrorCode::InvalidInput, u"line %1, %2: %3"_s.arg(lineAt(json, place)).arg(pathText(path), what), place};
}

Fields::Fields(const QByteArray &json, const QJsonObject &object)
    : m_json(json)
    , m_object(object)
    , m_error(std::make_shared<std::optional<Error>>()) {}

Fields::Fields(const Fields &outer, const JsonPath &path, const QJsonObject &object)
    : m_json(outer.m_json)
    , m_object(object)
    , m_path(path)
    , m_error(outer.m_error) {}

QJsonValue Fields::take(QLatin1StringView name) {
    m_asked.append(name);
    return m_object.value(name);
}

JsonPath Fields::pathOf(QLatin1StringView name) const {
    JsonPath path = m_path;
    path.append({name, -1});
    return path;
}

void Fields::fail(QLatin1StringView name, const QString &what) {
    if (!*m_error)
        *m_error = errorAt(m_json, pathOf(name), what);
}

bool Fields::boolean(QLatin1StringView name, bool otherwise) {
    const QJsonValue value = take(name);
    if (!value.isUndefined() && !value.isBool())
        fail(name, u"wants true or false"_s);
    return value.toBool(otherwise);
}

int Fields::number(QLatin1StringView name, int otherwise, int least, int most) {
    const QJsonValue value = take(name);
    if (value.isUndefined())
        return otherwise;
    const double number = value.toDouble(-1);
    if (!value.isDouble() || number < least || number > most || number != double(int(number))) {
        fail(name, u"wants a whole number from %1 to %2"_s.arg(least).arg(most));
        return otherwise;
    }
    return int(number);
}

QString Fields::text(QLatin1StringView name, const QString &otherwise, bool isRequired) {
    const QJsonValue value = take(name);
    if (value.isUndefined() && !isRequired)
        return otherwise;
    if (!value.isString() || (isRequired && value.toString().trimmed().isEmpty()))
        fail(name, value.isUndefined() ? u"is missing"_s : u"wants text"_s);
    return value.toString();
}

qsizetype Fields::choice(QLatin1StringView name, const QStringList &known) {
    const QJsonValue value = take(name);
    const qsizetype index = value.isString() ? known.indexOf(value.toString()) : -1;
    if (index < 0)
        fail(name, u"wants one of: %1"_s.arg(known.join(u", "_s)));
    return index;
}

QByteArray Fields::headerValue(QLatin1StringView name, const QByteArray &otherwise) {
    const QString value = text(name, QString::fromLatin1(otherwise), false);
    if (!isHeaderText(value))
        fail(name, u"may hold visible ASCII only"_s);
    return value.toLatin1();
}

std::vector<http::HeaderField> Fields::headers(QLatin1StringView name) {
    std::vector<http::HeaderField> fields;
    const QJsonValue list = take(name);
    if (!list.isUndefined() && !list.isArray())
        fail(name, u"wants a list of [\"name\", \"value\"]"_s);
    const QJsonArray pairs = list.toArray();
    for (const QJsonValue &pair : pairs) {
        const QString header = pair[0].toString();
        const QString value = pair[1].toString();
        if (pair.toArray().size() != 2 || !isHeaderName(header) || !pair[1].isString() || !isHeaderText(value))
            fail(name, u"wants [\"name\", \"value\"] of a header"_s);
        fields.push_back({header.toLatin1(), value.toLatin1()});
    }
    return fields;
}

QByteArray Fields::body() {
    const QJsonValue plain = take("body"_L1);
    const QJsonValue encoded = take("bodyBase64"_L1);
    if (!encoded.isUndefined()) {
        const auto decoded =
            QByteArray::fromBase64Encoding(encoded.toString().toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
        if (!encoded.isString() || !decoded || !plain.isUndefined())
            fail("bodyBase64"_L1, u"wants Base64, and no “body” beside it"_s);
        return *decoded;
    }
    if (plain.isUndefined() || plain.isString())
        return plain.toString().toUtf8();
    QStringList lines;
    const QJsonArray list = plain.toArray();
    for (const QJsonValue &line : list) {
        if (!line.isString())
            fail("body"_L1, u"wants lines of text"_s);
        lines.append(line.toString());
    }
    if (!plain.isArray())
        fail("body"_L1, u"wants text, or a list of lines"_s);
    return lines.join(u'\n').toUtf8();
}

void Fields::object(QLatin1StringView name, const std::function<void(Fields &)> &read) {
    const QJsonValue value = take(name);
    if (value.isUndefined())
        return;
    if (!value.isObject())
        return fail(name, u"wants an object"_s);
    Fields inner(*this, pathOf(name), value.toObject());
    read(inner);
    inner.finish();
}

void Fields::each(QLatin1StringView name, const std::function<void(Fields &)> &read) {
    const QJsonValue value = take(name);
    if (!value.isArray())
        return fail(name, value.isUndefined() ? u"is missing"_s : u"wants a list"_s);
    const QJsonArray list = value.toArray();
    for (int i = 0; i < list.size() && !*m_error; ++i) {
        JsonPath path = pathOf(name);
        path.append({{}, i});
        if (!list[i].isObject()) {
            *m_error = errorAt(m_json, path, u"wants an object"_s);
            return;
        }
        Fields inner(*this, path, list[i].toObject());
        read(inner);
        inner.finish();
    }
}

void Fields::finish() {
    const QStringList names = m_object.keys();
    for (const QString &name : names) {
        if (*m_error || m_asked.contains(name))
            continue;
        JsonPath path = m_path;
        path.append({name, -1});
        *m_error = errorAt(m_json, path, u"is not known here; known: %1"_s.arg(m_asked.join(u", "_s)));
    }
}

OrderedJson::OrderedJson() {
    m_text = "{";
    m_depth = 1;
}

void OrderedJson::newLine() {
    m_text += (m_isFirst ? "\n" : ",\n") + QByteArray(2 * m_depth, ' ');
    m_isFirst = false;
}

void OrderedJson::member(QLatin1StringView name) {
    newLine();
    m_text += '"' + QByteArray(name.data(), name.size()) + "\": ";
}

void OrderedJson::add(QLatin1StringView name, const QJsonValue &added) {
    member(name);
    value(added);
}

void OrderedJson::value(const QJsonValue &value) {
    const bool isLong = value.isArray() && value.toArray().size() > 1;
    if (!isLong) {
        const QByteArray text = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
        m_text += text.sliced(1, text.size() - 2);
        return;
    }
    m_text += '[';
    ++m_depth;
    m_isFirst = true;
    const QJsonArray list = value.toArray();
    for (const QJsonValue &element : list) {
        newLine();
        const QByteArray text = QJsonDocument(QJsonArray{element}).toJson(QJsonDocument::Compact);
        m_text += text.sliced(1, text.size() - 2);
    }
    close(']');
}

void OrderedJson::begin(QLatin1StringView name) {
    member(name);
    m_text += '{';
    ++m_depth;
    m_isFirst = true;
}

void OrderedJson::beginArray(QLatin1StringView name) {
    member(name);
    m_text += '[';
    ++m_depth;
    m_isFirst = true;
}

void OrderedJson::beginElement() {
    newLine();
    m_text += '{';
    ++m_depth;
    m_isFirst = true;
}

void OrderedJson::end() {
    close('}');
}

void OrderedJson::endArray() {
    close(']');
}

void OrderedJson::close(char bracket) {
    --m_depth;
    if (!m_isFirst)
        m_text += '\n' + QByteArray(2 * m_depth, ' ');
    m_text += bracket;
    m_isFirst = false;
}

QByteArray OrderedJson::finished() && {
    close('}');
    return std::move(m_text) + '\n';
}

} // namespace offhook::flow
