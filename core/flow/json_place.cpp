#include "core/flow/json_place.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace offhook::flow {
namespace {

/// Walks over values without making any: the document was parsed before.
class Walker {
public:
    explicit Walker(QByteArrayView json)
        : m_json(json) {}

    [[nodiscard]] qsizetype place() {
        skipBlanks();
        return m_at;
    }

    /// Goes to the member's value or the element; false when there is none.
    bool enter(const JsonStep &step) {
        skipBlanks();
        const bool isObject = peek() == '{';
        if (m_at >= m_json.size() || (!isObject && peek() != '['))
            return false;
        ++m_at;
        for (int i = 0;; ++i) {
            skipBlanks();
            if (m_at >= m_json.size() || peek() == '}' || peek() == ']')
                return false;
            if (isObject ? memberIs(step.name) : i == step.index)
                return true;
            skipValue();
            skipBlanks();
            if (peek() == ',')
                ++m_at;
        }
    }

private:
    [[nodiscard]] char peek() const { return m_at < m_json.size() ? m_json[m_at] : '\0'; }

    void skipBlanks() {
        while (m_at < m_json.size() && (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t'))
            ++m_at;
    }

    /// Over the name and its colon.
    bool memberIs(const QString &name) {
        const qsizetype begin = m_at;
        skipString();
        const QByteArray text = '[' + m_json.sliced(begin, m_at - begin).toByteArray() + ']';
        skipBlanks();
        ++m_at; // the colon
        return QJsonDocument::fromJson(text).array().at(0).toString() == name;
    }

    void skipString() {
        for (++m_at; m_at < m_json.size() && peek() != '"'; ++m_at) {
            if (peek() == '\\')
                ++m_at;
        }
        m_at = std::min(m_at + 1, m_json.size());
    }

    void skipValue() {
        skipBlanks();
        int depth = 0;
        do {
            const char c = peek();
            if (c == '"') {
                skipString();
            } else if (c == '{' || c == '[') {
                ++depth;
                ++m_at;
            } else if (c == '}' || c == ']') {
                if (depth == 0)
                    return;
                --depth;
                ++m_at;
            } else if (c == ',' && depth == 0) {
                return;
            } else {
                ++m_at;
            }
        } while (m_at < m_json.size() && (depth > 0 || (peek() != ',' && peek() != '}' && peek() != ']')));
    }

    QByteArrayView m_json;
    qsizetype m_at = 0;
};

} // namespace

qsizetype placeOf(QByteArrayView json, const JsonPath &path) {
    Walker walker(json);
    qsizetype place = walker.place();
    for (const JsonStep &step : path) {
        if (!walker.enter(step))
            return place;
        place = walker.place();
    }
    return place;
}

int lineAt(QByteArrayView text, qsizetype offset) {
    const auto end = text.begin() + std::clamp<qsizetype>(offset, 0, text.size());
    return 1 + int(std::count(text.begin(), end, '\n'));
}

QString pathText(const JsonPath &path) {
    QString text;
    for (const JsonStep &step : path) {
        if (step.index >= 0)
            text += QStringLiteral("[%1]").arg(step.index);
        else
            text += text.isEmpty() ? step.name : QString(u'.' + step.name);
    }
    return text;
}

} // namespace offhook::flow
