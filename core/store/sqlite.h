#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <memory>
#include <variant>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace offhook::store {

/// A value to bind where the SQL is put together at run time. Bytes are bound as TEXT, as the schema stores them.
using SqlValue = std::variant<std::monostate, qint64, double, QByteArray>;

/// A prepared statement. Texts and blobs are bound without a copy: they must live until reset(). Used on its
/// connection's thread only, and gone before the connection.
class Statement {
public:
    Statement() = default;

    Statement &bind(int index, qint64 value);
    Statement &bindReal(int index, double value);
    Statement &bindText(int index, QByteArrayView bytes);
    Statement &bindBlob(int index, QByteArrayView bytes);
    Statement &bindNull(int index);
    /// Binds all of them from `first` on.
    Statement &bindAll(const std::vector<SqlValue> &values, int first = 1);

    /// True: a row is there. False: done. The statement is reset when it is done or failed.
    [[nodiscard]] Result<bool> step();
    /// Runs a statement that gives no rows (or whose rows do not matter), then resets it.
    [[nodiscard]] Result<void> run();
    /// Ends the run and forgets the bound values.
    void reset();

    [[nodiscard]] qint64 integer(int column) const;
    [[nodiscard]] double real(int column) const;
    /// Text or blob; valid until the next step().
    [[nodiscard]] QByteArrayView bytes(int column) const;
    [[nodiscard]] QByteArray copy(int column) const { return bytes(column).toByteArray(); }
    [[nodiscard]] bool isNull(int column) const;

    explicit operator bool() const { return m_statement != nullptr; }

private:
    friend class Connection;
    struct Finalizer {
        void operator()(sqlite3_stmt *statement) const;
    };
    std::unique_ptr<sqlite3_stmt, Finalizer> m_statement;
};

/// A connection to a database file. One thread at a time; interrupt() alone is thread-safe.
class Connection {
public:
    enum class Mode : std::uint8_t {
        ReadOnly, ///< never writes; falls back to an immutable view where even the -shm file cannot be made
        ReadWrite,
        Create, ///< ReadWrite, making the file when it is not there
    };

    Connection() = default;
    [[nodiscard]] static Result<Connection> open(const QString &path, Mode mode);

    [[nodiscard]] Result<Statement> prepare(QByteArrayView sql) const;
    /// Runs one or several statements without values.
    [[nodiscard]] Result<void> exec(const char *sql) const;
    /// The first column of the first row as an integer; 0 when there is no row.
    [[nodiscard]] Result<qint64> number(const char *sql) const;

    /// Ends what runs on this connection now with Cancelled. Thread-safe while the connection lives.
    void interrupt() const;
    [[nodiscard]] qint64 changes() const;
    [[nodiscard]] bool inTransaction() const;
    [[nodiscard]] sqlite3 *handle() const { return m_handle.get(); }
    explicit operator bool() const { return m_handle != nullptr; }

private:
    struct Closer {
        void operator()(sqlite3 *handle) const;
    };
    std::unique_ptr<sqlite3, Closer> m_handle;
};

/// A transaction that rolls back unless it was committed.
class Transaction {
public:
    /// Takes the write lock at once, so that nothing can fail half-way for want of it.
    [[nodiscard]] static Result<Transaction> begin(const Connection &connection);
    /// A consistent view for several reads.
    [[nodiscard]] static Result<Transaction> beginRead(const Connection &connection);
    ~Transaction();
    Transaction(Transaction &&other) noexcept;
    Transaction &operator=(Transaction &&) = delete;

    [[nodiscard]] Result<void> commit();

private:
    explicit Transaction(const Connection &connection)
        : m_connection(&connection) {}
    const Connection *m_connection;
};

/// SQLite's result code as an error; `detail` holds SQLite's own words.
[[nodiscard]] Error sqliteError(sqlite3 *handle, int code);

} // namespace offhook::store
