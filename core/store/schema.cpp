#include "core/store/schema.h"

#include <array>

namespace offhook::store {
namespace {

// took_us is ANY in a STRICT table: no affinity, so a REAL stays eight bytes even when it is a whole number
// (https://www.sqlite.org/stricttables.html).
constexpr Migration Version1 = R"sql(
CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    received_at INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    verdict INTEGER NOT NULL,
    flags INTEGER NOT NULL,
    shape INTEGER NOT NULL,
    took_us ANY NOT NULL,
    response_status INTEGER NOT NULL,
    response_bytes INTEGER NOT NULL,
    token ANY NOT NULL,
    target TEXT NOT NULL,
    peer TEXT NOT NULL,
    sender TEXT NOT NULL,
    recipient TEXT NOT NULL,
    sid TEXT NOT NULL,
    parent_sid TEXT NOT NULL,
    status TEXT NOT NULL,
    summary TEXT NOT NULL,
    text TEXT NOT NULL,
    note TEXT NOT NULL,
    text_cut INTEGER NOT NULL
) STRICT;
CREATE TABLE shape (
    id INTEGER PRIMARY KEY,
    method TEXT NOT NULL,
    account TEXT NOT NULL,
    kind_name TEXT NOT NULL,
    rule TEXT NOT NULL,
    response_type TEXT NOT NULL,
    refusal TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE TABLE payload (id INTEGER PRIMARY KEY, dictionary INTEGER NOT NULL, data BLOB NOT NULL) STRICT;
CREATE TABLE dictionary (id INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;
CREATE TABLE tally (
    kind INTEGER NOT NULL, verdict INTEGER NOT NULL, flags INTEGER NOT NULL, n INTEGER NOT NULL,
    PRIMARY KEY (kind, verdict, flags)
) STRICT, WITHOUT ROWID;
CREATE TABLE block (id INTEGER PRIMARY KEY, n INTEGER NOT NULL) STRICT;
CREATE TABLE minute (id INTEGER PRIMARY KEY, n INTEGER NOT NULL) STRICT;
CREATE TABLE touched (seq INTEGER PRIMARY KEY, event INTEGER NOT NULL) STRICT;
CREATE TABLE setting (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
)sql";

// Copies of events on their way to routes.
constexpr Migration Deliveries = R"sql(
CREATE TABLE delivery (
    id INTEGER PRIMARY KEY,
    event INTEGER NOT NULL,
    route TEXT NOT NULL,
    state INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    queued_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    thread TEXT NOT NULL,
    place INTEGER NOT NULL,
    needs INTEGER NOT NULL,
    status INTEGER NOT NULL,
    error TEXT NOT NULL
) STRICT;
CREATE INDEX delivery_route ON delivery (state, route, id);
CREATE INDEX delivery_event ON delivery (event);
CREATE TABLE copied (seq INTEGER PRIMARY KEY, route TEXT NOT NULL, key BLOB NOT NULL, UNIQUE (route, key)) STRICT;
CREATE TABLE delivery_count (
    route TEXT PRIMARY KEY, delivered INTEGER NOT NULL, dropped INTEGER NOT NULL, duplicates INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

// Attempts of an event; few events have any.
constexpr Migration Attempts = R"sql(
CREATE TABLE attempt (
    id INTEGER PRIMARY KEY, event INTEGER NOT NULL, dictionary INTEGER NOT NULL, data BLOB NOT NULL
) STRICT;
CREATE INDEX attempt_event ON attempt (event);
)sql";

// Payloads of events that follow each other share a row.
constexpr Migration Bundles = "ALTER TABLE payload ADD COLUMN last INTEGER NOT NULL DEFAULT 0";

constexpr std::array<Migration, 4> Steps{Version1, Deliveries, Attempts, Bundles};

Result<qint64> versionOf(const Connection &connection) {
    const auto id = connection.number("PRAGMA application_id");
    if (!id)
        return id.error();
    const auto version = connection.number("PRAGMA user_version");
    if (!version)
        return version.error();
    const auto objects = connection.number("SELECT count(*) FROM sqlite_schema");
    if (!objects)
        return objects.error();
    const bool fresh = *id == 0 && *version == 0 && *objects == 0;
    if (*id != ApplicationId && !fresh)
        return Error{ErrorCode::WorkspaceDamaged, QStringLiteral("The file is a database, but not a workspace."), -1};
    return version;
}

Error tooNew(qint64 version) {
    return {ErrorCode::WorkspaceTooNew,
        QStringLiteral("The file has version %1, this program knows versions up to %2.").arg(version).arg(Steps.size()),
        -1};
}

Result<void> apply(const Connection &connection, Migration step, std::size_t version) {
    auto transaction = Transaction::begin(connection);
    if (!transaction)
        return transaction.error();
    if (const Result<void> done = connection.exec(step); !done)
        return done;
    const QByteArray stamp = "PRAGMA user_version = " + QByteArray::number(qint64(version)) +
                             "; PRAGMA application_id = " + QByteArray::number(ApplicationId);
    if (const Result<void> stamped = connection.exec(stamp.constData()); !stamped)
        return stamped;
    return transaction->commit();
}

} // namespace

std::span<const Migration> migrations() {
    return Steps;
}

Result<void> migrate(const Connection &connection, std::span<const Migration> steps) {
    const auto version = versionOf(connection);
    if (!version)
        return version.error();
    if (*version < 0 || *version > qint64(steps.size()))
        return tooNew(*version);
    for (std::size_t i = std::size_t(*version); i < steps.size(); ++i) {
        if (const Result<void> done = apply(connection, steps[i], i + 1); !done)
            return done;
    }
    return {};
}

Result<void> checkVersion(const Connection &connection) {
    const auto version = versionOf(connection);
    if (!version)
        return version.error();
    if (*version > qint64(Steps.size()))
        return tooNew(*version);
    if (*version < qint64(Steps.size()))
        return Error{ErrorCode::ReadOnly,
            QStringLiteral("The file has an older format; open it once for writing to bring it up to date."), -1};
    return {};
}

} // namespace offhook::store
