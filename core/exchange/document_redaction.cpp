#include "core/exchange/document_redaction.h"

#include "core/base/text_guard.h"
#include "core/http/form.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonValue>

#include <utility>

namespace offhook::exchange {
namespace {

QByteArray jsonString(const QString &text) {
    const QByteArray list = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return list.sliced(1, list.size() - 2);
}

/// Copies JSON, known to be well-formed, and replaces strings and long numbers on the way.
class JsonWalk {
public:
    JsonWalk(const QByteArray &json, ValueRedactor &values)
        : m_json(json)
        , m_values(values) {}

    [[nodiscard]] QByteArray run() {
        while (m_at < m_json.size()) {
            const char c = m_json[m_at];
            if (c == '"')
                string();
            else if ((c >= '0' && c <= '9') || c == '-')
                number();
            else
                other(c);
        }
        return m_out;
    }

private:
    void other(char c) {
        m_out += c;
        ++m_at;
        if (c == '{' || c == '[')
            m_open += c;
        else if (c == '}' || c == ']')
            m_open.chop(1);
        if (c == '{' || (c == ',' && m_open.endsWith('{')))
            m_expectsName = true;
        else if (c == ':')
            m_expectsName = false;
    }
    void string() {
        qsizetype end = m_at + 1;
        while (end < m_json.size() && m_json[end] != '"')
            end += m_json[end] == '\\' ? 2 : 1;
        const QByteArray raw = m_json.mid(m_at, end + 1 - m_at);
        const QByteArray text = QJsonDocument::fromJson('[' + raw + ']').array().first().toString().toUtf8();
        m_at = end + 1;
        const QByteArray standIn = m_expectsName ? m_values.name(text) : m_values.named(m_name, text);
        if (m_expectsName)
            m_name = text;
        m_out += standIn == text ? raw : jsonString(QString::fromUtf8(standIn));
    }
    void number() {
        qsizetype end = m_at;
        while (end < m_json.size() && QByteArrayView("0123456789+-.eE").contains(m_json[end]))
            ++end;
        const QByteArray raw = m_json.mid(m_at, end - m_at);
        const QByteArray standIn = m_values.number(m_name, raw);
        // No zero in front: that would be no number (RFC 8259 6).
        m_out += standIn.size() > 1 && standIn.startsWith('0') && standIn[1] != '.' ? '1' + standIn.sliced(1) : standIn;
        m_at = end;
    }

    const QByteArray &m_json;
    ValueRedactor &m_values;
    qsizetype m_at = 0;
    QByteArray m_open;
    bool m_expectsName = false;
    QByteArray m_name;
    QByteArray m_out;
};

QByteArray unescapedXml(QByteArray text) {
    return text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&");
}

QByteArray escapedXml(QByteArray text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
}

/// One pass over XML as text; what is not understood is replaced as text.
class XmlWalk {
public:
    XmlWalk(const QByteArray &xml, ValueRedactor &values)
        : m_xml(xml)
        , m_values(values) {}

    [[nodiscard]] QByteArray run() {
        while (m_at < m_xml.size()) {
            const qsizetype next = m_xml.indexOf('<', m_at);
            text(m_xml.mid(m_at, (next < 0 ? m_xml.size() : next) - m_at));
            if (next < 0)
                break;
            m_at = next;
            markup();
        }
        return m_out;
    }

private:
    void text(const QByteArray &raw) {
        const QByteArray plain = unescapedXml(raw);
        const QByteArray standIn = plain.trimmed().isEmpty() ? plain : m_values.text(plain, Category::Text);
        m_out += standIn == plain ? raw : escapedXml(standIn);
    }
    void markup() {
        if (enclosed("<!--", "-->") || enclosed("<![CDATA[", "]]>") || enclosed("<!", ">"))
            return;
        const qsizetype end = m_xml.indexOf('>', m_at);
        const QByteArray tag = m_xml.mid(m_at, end < 0 ? -1 : end + 1 - m_at);
        m_at += tag.size();
        attributes(tag);
    }
    bool enclosed(const QByteArray &open, const QByteArray &close) {
        if (m_xml.mid(m_at, open.size()) != open)
            return false;
        const qsizetype begin = m_at + open.size();
        const qsizetype end = m_xml.indexOf(close, begin);
        const QByteArray inside = m_xml.mid(begin, end < 0 ? -1 : end - begin);
        m_out += open + m_values.text(inside, Category::Text) + (end < 0 ? QByteArray() : close);
        m_at = begin + inside.size() + (end < 0 ? 0 : close.size());
        return true;
    }
    // name="value", in either quotes.
    void attributes(const QByteArray &tag) {
        qsizetype at = 0;
        for (;;) {
            const qsizetype equals = tag.indexOf('=', at);
            if (equals < 0 || equals + 1 >= tag.size())
                break;
            const char quote = tag[equals + 1];
            const qsizetype end = quote == '"' || quote == '\'' ? tag.indexOf(quote, equals + 2) : -1;
            if (end < 0)
                break;
            const QByteArray value = unescapedXml(tag.mid(equals + 2, end - equals - 2));
            const QByteArray standIn = attribute(nameBefore(tag, equals), value);
            m_out += tag.mid(at, equals + 2 - at) +
                     (standIn == value ? tag.mid(equals + 2, end - equals - 2) : escapedXml(standIn)) + quote;
            at = end + 1;
        }
        const QByteArray rest = tag.mid(at);
        m_out += rest.contains('=') ? m_values.text(rest, Category::Text) : rest;
    }
    static QByteArray nameBefore(const QByteArray &tag, qsizetype equals) {
        qsizetype begin = equals;
        while (begin > 0 && !QByteArrayView(" \t\r\n<").contains(tag[begin - 1]))
            --begin;
        return tag.mid(begin, equals - begin);
    }
    QByteArray attribute(const QByteArray &name, const QByteArray &value) {
        const QByteArray folded = name.toLower();
        const bool isUrl = folded == "action" || folded.endsWith("url") || folded.endsWith("callback");
        if (isUrl)
            return value.contains("://") ? m_values.url(value) : m_values.target(value);
        return m_values.named(name, value);
    }

    const QByteArray &m_xml;
    ValueRedactor &m_values;
    qsizetype m_at = 0;
    QByteArray m_out;
};

} // namespace

std::optional<QByteArray> redactedJson(const QByteArray &json, ValueRedactor &values) {
    if (QJsonDocument::fromJson(json).isNull())
        return {};
    return JsonWalk(json, values).run();
}

QByteArray redactedXml(const QByteArray &xml, ValueRedactor &values) {
    return XmlWalk(xml, values).run();
}

QByteArray redactedForm(const QByteArray &form, ValueRedactor &values) {
    QByteArray out;
    bool isFirst = true;
    for (const QByteArray &piece : form.split('&')) {
        out += std::exchange(isFirst, false) ? "" : "&";
        const http::Parameters decoded = http::decodeForm(piece);
        if (decoded.empty())
            continue;
        const http::Parameter &pair = decoded.front();
        const QByteArray newName = values.name(pair.name);
        const QByteArray newValue = values.named(pair.name, pair.value);
        if (newName == pair.name && newValue == pair.value) {
            out += piece;
            continue;
        }
        out += http::encodeFormPiece(newName);
        if (piece.contains('='))
            out += '=' + http::encodeFormPiece(newValue);
    }
    return out;
}

QByteArray redactedBody(const QByteArray &body, const QByteArray &mediaType, bool isCompressed, ValueRedactor &values) {
    if (isCompressed || !isUtf8(body))
        return mediaType == "application/x-www-form-urlencoded" && !isCompressed ? redactedForm(body, values)
                                                                                 : values.noise(body, Category::Text);
    if (mediaType == "application/x-www-form-urlencoded")
        return redactedForm(body, values);
    const bool isJson = mediaType == "application/json" || mediaType.endsWith("+json");
    if (const auto json = isJson ? redactedJson(body, values) : std::nullopt)
        return *json;
    if (mediaType == "text/xml" || mediaType == "application/xml" || mediaType.endsWith("+xml") ||
        mediaType == "text/html")
        return redactedXml(body, values);
    return values.text(body, Category::Text);
}

} // namespace offhook::exchange
