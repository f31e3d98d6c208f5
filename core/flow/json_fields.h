#pragma once

#include "core/base/error.h"
#include "core/flow/json_place.h"
#include "core/http/message.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace offhook::flow {

/// "line 12, rules[2].action.status: what" as InvalidInput, with the byte.
[[nodiscard]] Error errorAt(const QByteArray &json, const JsonPath &path, const QString &what);

/// Reads the members of one object of a JSON file, and keeps the first mistake. What was never asked for is unknown.
class Fields {
public:
    Fields(const QByteArray &json, const QJsonObject &object);

    [[nodiscard]] bool has(QLatin1StringView name) const { return m_object.contains(name); }
    [[nodiscard]] bool boolean(QLatin1StringView name, bool otherwise);
    int number(QLatin1StringView name, int otherwise, int least, int most);
    QString text(QLatin1StringView name, const QString &otherwise, bool isRequired);
    /// Index into `known`; -1 after a mistake.
    [[nodiscard]] qsizetype choice(QLatin1StringView name, const QStringList &known);
    /// Visible ASCII and blanks, so that nothing in the file can break a head (RFC 9110 5.5).
    [[nodiscard]] QByteArray headerValue(QLatin1StringView name, const QByteArray &otherwise);
    /// A list of [name, value].
    [[nodiscard]] std::vector<http::HeaderField> headers(QLatin1StringView name);
    /// "body": a string, or a list of lines; or "bodyBase64".
    [[nodiscard]] QByteArray body();
    /// The object of that name, if it is there; checked for unknown members.
    void object(QLatin1StringView name, const std::function<void(Fields &)> &read);
    /// Every object of the list of that name.
    void each(QLatin1StringView name, const std::function<void(Fields &)> &read);

    void fail(QLatin1StringView name, const QString &what);
    /// Complains of members that nobody asked for.
    void finish();
    [[nodiscard]] const std::optional<Error> &error() const { return *m_error; }

private:
    Fields(const Fields &outer, const JsonPath &path, const QJsonObject &object);
    [[nodiscard]] QJsonValue take(QLatin1StringView name);
    [[nodiscard]] JsonPath pathOf(QLatin1StringView name) const;

    const QByteArray &m_json;
    QJsonObject m_object;
    JsonPath m_path;
    QStringList m_asked;
    std::shared_ptr<std::optional<Error>> m_error; ///< one for the whole file
};

/// Writes JSON with its members in the order in which they are added; QJsonObject sorts them.
class OrderedJson {
public:
    OrderedJson();
    void add(QLatin1StringView name, const QJsonValue &value);
    void begin(QLatin1StringView name);
    void end();
    void beginArray(QLatin1StringView name);
    void beginElement();
    void endArray();
    [[nodiscard]] QByteArray finished() &&;

private:
    void newLine();
    void member(QLatin1StringView name);
    void close(char bracket);
    void value(const QJsonValue &value);

    QByteArray m_text;
    int m_depth = 0;
    bool m_isFirst = true;
};

} // namespace offhook::flow
