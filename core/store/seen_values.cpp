#include "core/store/seen_values.h"

#include "core/flow/webhook_event.h"
#include "core/store/event_codec.h"

#include <QSet>

#include <sqlite3.h>

#include <array>
#include <utility>

namespace offhook::store {
namespace {

// Completion looks at what is recent: bounded work on a workspace of any size.
constexpr const char *RecentRows = " FROM event ORDER BY id DESC LIMIT 20000";
constexpr const char *RecentPayloads = "SELECT id, last, dictionary, data FROM payload ORDER BY id DESC LIMIT 2000";
constexpr qsizetype MostPayloads = 2'000;

#define OFFHOOK_OF_SHAPE(column) "(SELECT " column " FROM shape WHERE shape.id = event.shape)"
constexpr std::array<std::pair<const char *, const char *>, 12> Columns{{
    {"from", "sender"},
    {"to", "recipient"},
    {"status", "status"},
    {"sid", "sid"},
    {"path", "target"},
    {"code", "response_status"},
    {"peer", "peer"},
    {"note", "note"},
    {"kind", OFFHOOK_OF_SHAPE("kind_name")},
    {"account", OFFHOOK_OF_SHAPE("account")},
    {"method", OFFHOOK_OF_SHAPE("method")},
    {"rule", OFFHOOK_OF_SHAPE("rule")},
}};
#undef OFFHOOK_OF_SHAPE

/// Collects different values until there are enough.
class Collector {
public:
    explicit Collector(const SeenRequest &request)
        : m_request(request) {}

    [[nodiscard]] bool isFull() const { return m_values.size() >= m_request.limit; }
    void add(QByteArrayView bytes) {
        if (bytes.isEmpty() || isFull() || m_seen.contains(bytes.toByteArray()))
            return;
        m_seen.insert(bytes.toByteArray());
        const QString value = QString::fromUtf8(bytes);
        if (value.startsWith(m_request.prefix, Qt::CaseInsensitive))
            m_values.append(value);
    }
    [[nodiscard]] QStringList take() { return std::move(m_values); }

private:
    const SeenRequest &m_request;
    QSet<QByteArray> m_seen;
    QStringList m_values;
};

Result<QStringList> seenInColumn(const Connection &connection, const char *column, const SeenRequest &request) {
    const QByteArray sql = QByteArray("SELECT ") + column + RecentRows;
    auto rows = connection.prepare(sql);
    if (!rows)
        return rows.error();
    const bool path = request.key == QLatin1StringView("path");
    Collector values(request);
    while (!values.isFull()) {
        const auto row = rows->step();
        if (!row)
            return row.error();
        if (!*row)
            break;
        const QByteArrayView value = rows->bytes(0);
        const qsizetype query = path ? value.indexOf('?') : -1;
        values.add(query < 0 ? value : value.first(query));
    }
    return values.take();
}

void addParameters(const http::Request &request, const QByteArray &name, Collector &values) {
    flow::WebhookEvent event;
    event.request = request;
    event.decodeParams();
    for (const http::Parameters *parameters : {&event.bodyParams, &event.queryParams}) {
        for (const http::Parameter &parameter : *parameters) {
            if (parameter.name == name)
                values.add(parameter.value);
        }
    }
}

void addHeaders(const http::Request &request, const QByteArray &name, Collector &values) {
    for (const QByteArrayView value : request.headers(name))
        values.add(value);
}

Result<QStringList> seenInPayloads(const Connection &connection, PayloadReader &payloads, const SeenRequest &request) {
    auto rows = connection.prepare(RecentPayloads);
    if (!rows)
        return rows.error();
    const bool header = request.key.startsWith(QLatin1StringView("header."));
    const QByteArray name = request.key.mid(request.key.indexOf(u'.') + 1).toUtf8();
    Collector values(request);
    for (qsizetype seen = 0; seen < MostPayloads && !values.isFull();) {
        const auto row = rows->step();
        if (!row)
            return row.error();
        if (!*row)
            break;
        const auto all = payloads.readAll(payloadRowOf(*rows));
        if (!all)
            continue; // one broken row must not keep the others from being offered
        seen += qsizetype(all->size());
        for (auto raw = all->rbegin(); raw != all->rend(); ++raw) {
            if (const auto decoded = decodeRequest(*raw))
                (header ? addHeaders : addParameters)(*decoded, name, values);
        }
    }
    return values.take();
}

} // namespace

Result<QStringList> seenValues(const Connection &connection, PayloadReader &payloads, const SeenRequest &request) {
    if (request.key.startsWith(QLatin1StringView("param.")) || request.key.startsWith(QLatin1StringView("header.")))
        return seenInPayloads(connection, payloads, request);
    for (const auto &[key, column] : Columns) {
        if (request.key == QLatin1StringView(key))
            return seenInColumn(connection, column, request);
    }
    return QStringList();
}

PayloadDecoder payloadDecoder(PayloadReader &payloads) {
    return [&payloads](std::span<sqlite3_value *> columns) -> std::optional<http::Request> {
        if (columns.size() != 5)
            return {};
        const auto number = [&](std::size_t column) { return sqlite3_value_int64(columns[column]); };
        const auto *data = static_cast<const char *>(sqlite3_value_blob(columns[4]));
        const PayloadRow row{number(1), number(2), number(3), {data, sqlite3_value_bytes(columns[4])}};
        const auto raw = payloads.read(number(0), row);
        auto request = raw ? decodeRequest(*raw) : Result<http::Request>(raw.error());
        if (!request)
            return {};
        return std::move(*request);
    };
}

} // namespace offhook::store
