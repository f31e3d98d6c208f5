#include "core/store/sqlite.h"

#include <QFile>
#include <QUrl>

#include <sqlite3.h>

#include <utility>

namespace offhook::store {
namespace {

constexpr int BusyTimeoutMs = 5'000;

// https://www.sqlite.org/rescode.html; the primary code is the low byte.
ErrorCode errorCode(int code) {
    switch (code & 0xff) {
    case SQLITE_FULL:
        return ErrorCode::DiskFull;
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return ErrorCode::ReadOnly;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return ErrorCode::WorkspaceDamaged;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ErrorCode::WorkspaceLocked;
    case SQLITE_INTERRUPT:
        return ErrorCode::Cancelled;
    case SQLITE_CANTOPEN:
        return ErrorCode::FileUnreadable;
    default:
        return ErrorCode::StoreFailed;
    }
}

int openFlags(Connection::Mode mode) {
    switch (mode) {
    case Connection::Mode::ReadOnly:
        return SQLITE_OPEN_READONLY;
    case Connection::Mode::ReadWrite:
        return SQLITE_OPEN_READWRITE;
    case Connection::Mode::Create:
        break;
    }
    return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
}

// A database without -wal on a medium that cannot hold a -shm: nobody writes it, so it may be read as it stands
// (https://www.sqlite.org/wal.html, "Read-Only Databases").
QByteArray immutableUri(const QString &path) {
    return "file:" + QUrl::toPercentEncoding(path, "/") + "?immutable=1";
}

bool isReadable(sqlite3 *handle) {
    return sqlite3_exec(handle, "SELECT 1 FROM sqlite_schema LIMIT 1", nullptr, nullptr, nullptr) != SQLITE_CANTOPEN;
}

} // namespace

Error sqliteError(sqlite3 *handle, int code) {
    const char *words = handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
    return {errorCode(code), QString::fromUtf8(words) + QStringLiteral(" (SQLite %1)").arg(code), -1};
}

void Statement::Finalizer::operator()(sqlite3_stmt *statement) const {
    sqlite3_finalize(statement);
}

Statement &Statement::bind(int index, qint64 value) {
    sqlite3_bind_int64(m_statement.get(), index, value);
    return *this;
}

Statement &Statement::bindReal(int index, double value) {
    sqlite3_bind_double(m_statement.get(), index, value);
    return *this;
}

// A null pointer would bind NULL: an empty view still is a text.
Statement &Statement::bindText(int index, QByteArrayView bytes) {
    const char *data = bytes.isEmpty() ? "" : bytes.data();
    sqlite3_bind_text64(m_statement.get(), index, data, sqlite3_uint64(bytes.size()), SQLITE_STATIC, SQLITE_UTF8);
    return *this;
}

Statement &Statement::bindBlob(int index, QByteArrayView bytes) {
    const char *data = bytes.isEmpty() ? "" : bytes.data();
    sqlite3_bind_blob64(m_statement.get(), index, data, sqlite3_uint64(bytes.size()), SQLITE_STATIC);
    return *this;
}

Statement &Statement::bindNull(int index) {
    sqlite3_bind_null(m_statement.get(), index);
    return *this;
}

Statement &Statement::bindAll(const std::vector<SqlValue> &values, int first) {
    for (const SqlValue &value : values) {
        if (const auto *integer = std::get_if<qint64>(&value))
            bind(first, *integer);
        else if (const auto *real = std::get_if<double>(&value))
            bindReal(first, *real);
        else if (const auto *text = std::get_if<QByteArray>(&value))
            bindText(first, *text);
        else
            bindNull(first);
        ++first;
    }
    return *this;
}

Result<bool> Statement::step() {
    const int code = sqlite3_step(m_statement.get());
    if (code == SQLITE_ROW)
        return true;
    if (code == SQLITE_DONE) {
        sqlite3_reset(m_statement.get());
        return false;
    }
    const Error error = sqliteError(sqlite3_db_handle(m_statement.get()), code);
    sqlite3_reset(m_statement.get());
    return error;
}

Result<void> Statement::run() {
    const auto stepped = step();
    reset();
    return stepped ? Result<void>() : Result<void>(stepped.error());
}

void Statement::reset() {
    sqlite3_reset(m_statement.get());
    sqlite3_clear_bindings(m_statement.get());
}

qint64 Statement::integer(int column) const {
    return sqlite3_column_int64(m_statement.get(), column);
}

double Statement::real(int column) const {
    return sqlite3_column_double(m_statement.get(), column);
}

QByteArrayView Statement::bytes(int column) const {
    const auto *data = static_cast<const char *>(sqlite3_column_blob(m_statement.get(), column));
    return {data, data != nullptr ? sqlite3_column_bytes(m_statement.get(), column) : 0};
}

bool Statement::isNull(int column) const {
    return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL;
}

void Connection::Closer::operator()(sqlite3 *handle) const {
    sqlite3_close_v2(handle);
}

Result<Connection> Connection::open(const QString &path, Mode mode) {
    const auto attempt = [](const QByteArray &name, int flags, Connection &connection) {
        sqlite3 *handle = nullptr;
        const int code = sqlite3_open_v2(name.constData(), &handle, flags | SQLITE_OPEN_NOMUTEX, nullptr);
        connection.m_handle.reset(handle);
        if (handle != nullptr) {
            sqlite3_extended_result_codes(handle, 1);
            sqlite3_busy_timeout(handle, BusyTimeoutMs);
        }
        return code;
    };
    Connection connection;
    int code = attempt(QFile::encodeName(path), openFlags(mode), connection);
    const bool stuck = code == SQLITE_OK && mode == Mode::ReadOnly && !isReadable(connection.handle());
    if (stuck && !QFile::exists(path + QStringLiteral("-wal")))
        code = attempt(immutableUri(path), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, connection);
    if (code != SQLITE_OK)
        return sqliteError(connection.handle(), code);
    return connection;
}

Result<Statement> Connection::prepare(QByteArrayView sql) const {
    sqlite3_stmt *handle = nullptr;
    const int code =
        sqlite3_prepare_v3(m_handle.get(), sql.data(), int(sql.size()), SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
    if (code != SQLITE_OK)
        return sqliteError(m_handle.get(), code);
    Statement statement;
    statement.m_statement.reset(handle);
    return statement;
}

Result<void> Connection::exec(const char *sql) const {
    const int code = sqlite3_exec(m_handle.get(), sql, nullptr, nullptr, nullptr);
    return code == SQLITE_OK ? Result<void>() : Result<void>(sqliteError(m_handle.get(), code));
}

Result<qint64> Connection::number(const char *sql) const {
    auto statement = prepare(sql);
    if (!statement)
        return statement.error();
    const auto row = statement->step();
    if (!row)
        return row.error();
    return *row ? statement->integer(0) : qint64(0);
}

void Connection::interrupt() const {
    sqlite3_interrupt(m_handle.get());
}

qint64 Connection::changes() const {
    return sqlite3_changes64(m_handle.get());
}

bool Connection::inTransaction() const {
    return sqlite3_get_autocommit(m_handle.get()) == 0;
}

Result<Transaction> Transaction::begin(const Connection &connection) {
    const Result<void> begun = connection.exec("BEGIN IMMEDIATE");
    return begun ? Result<Transaction>(Transaction(connection)) : Result<Transaction>(begun.error());
}

Result<Transaction> Transaction::beginRead(const Connection &connection) {
    const Result<void> begun = connection.exec("BEGIN");
    return begun ? Result<Transaction>(Transaction(connection)) : Result<Transaction>(begun.error());
}

Transaction::Transaction(Transaction &&other) noexcept
    : m_connection(std::exchange(other.m_connection, nullptr)) {}

// A failed COMMIT or a full disk may have ended the transaction already.
Transaction::~Transaction() {
    if (m_connection != nullptr && m_connection->inTransaction())
        (void)m_connection->exec("ROLLBACK");
}

Result<void> Transaction::commit() {
    const Result<void> done = m_connection->exec("COMMIT");
    if (done)
        m_connection = nullptr;
    return done;
}

} // namespace offhook::store
