#include "core/store/workspace_file.h"

#include "core/store/schema.h"
#include "core/store/sqlite.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <array>

namespace offhook::store {
namespace {

using namespace Qt::StringLiterals;

// Page size and auto-vacuum are fixed by the first write. 4 KiB: see docs/decisions/0002-workspace-file.md.
constexpr const char *FreshPragmas = "PRAGMA page_size=4096; PRAGMA auto_vacuum=INCREMENTAL; PRAGMA journal_mode=WAL";
constexpr QByteArrayView SqliteMagic = "SQLite format 3"; // and a NUL; https://www.sqlite.org/fileformat.html 1.3
constexpr qint64 SqliteHeaderSize = 100;

QString lockPath(const QString &path) {
    return path + u".lock"_s;
}

QString lockHolder(const QLockFile &lock) {
    qint64 pid = 0;
    QString host;
    QString program;
    if (!lock.getLockInfo(&pid, &host, &program))
        return u"another program"_s;
    return program + u" (pid "_s + QString::number(pid) + u')';
}

Result<std::unique_ptr<QLockFile>> takeLock(const QString &path) {
    auto lock = std::make_unique<QLockFile>(lockPath(path));
    lock->setStaleLockTime(0); // a lock is stale when its process is gone, however old it is
    if (lock->tryLock(0))
        return lock;
    if (lock->error() == QLockFile::LockFailedError)
        return Error{ErrorCode::WorkspaceLocked, lockHolder(*lock), -1};
    const QFileInfo folder(QFileInfo(path).path());
    const bool locked = folder.exists() && !folder.isWritable();
    return Error{locked ? ErrorCode::ReadOnly : ErrorCode::FileUnwritable,
        u"The lock beside the file cannot be made: "_s + lockPath(path), -1};
}

/// What the file says of itself before SQLite is asked. An empty file is a fresh one.
Result<void> checkHeader(const QString &path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::FileUnreadable, path + u": "_s + file.errorString(), -1};
    const QByteArray header = file.read(SqliteHeaderSize);
    if (header.isEmpty() && file.size() == 0)
        return {};
    if (header.size() < SqliteHeaderSize || !header.startsWith(SqliteMagic.toByteArray()))
        return Error{ErrorCode::WorkspaceDamaged, u"The file does not begin as a database does."_s, -1};
    return {};
}

/// A file that was cut off is shorter than its header says. With a log beside it the header may be older than the file.
Result<void> checkSize(const Connection &connection, const QString &path) {
    if (QFileInfo(path + u"-wal"_s).size() > 0)
        return {};
    const auto pages = connection.number("PRAGMA page_count");
    const auto size = connection.number("PRAGMA page_size");
    if (!pages || !size)
        return !pages ? pages.error() : size.error();
    if (QFileInfo(path).size() < *pages * *size)
        return Error{ErrorCode::WorkspaceDamaged, u"The file ends in the middle."_s, -1};
    return {};
}

/// Reads a little of every table, at both ends: cheap on a file of any size. What is broken elsewhere is met later.
Result<void> probeTables(const Connection &connection) {
    constexpr std::array<const char *, 9> Probes{"SELECT count(*) FROM sqlite_schema",
        "SELECT id FROM event ORDER BY id LIMIT 1", "SELECT id, text FROM event ORDER BY id DESC LIMIT 1",
        "SELECT id FROM payload ORDER BY id LIMIT 1", "SELECT data FROM payload ORDER BY id DESC LIMIT 1",
        "SELECT sum(n) FROM tally", "SELECT count(*) FROM setting", "SELECT id, text FROM shape ORDER BY id LIMIT 1",
        "SELECT length(data) FROM dictionary"};
    for (const char *sql : Probes) {
        if (const auto read = connection.number(sql); !read) {
            // A table that is not there although the version says so: the schema itself is damaged.
            const bool schema = read.error().code == ErrorCode::StoreFailed;
            return Error{schema ? ErrorCode::WorkspaceDamaged : read.error().code, read.error().detail, -1};
        }
    }
    return {};
}

Result<void> prepareForWriting(const QString &path) {
    auto connection = Connection::open(path, Connection::Mode::Create);
    if (!connection) {
        const bool missing = connection.error().code == ErrorCode::FileUnreadable;
        return Error{missing ? ErrorCode::FileUnwritable : connection.error().code, connection.error().detail, -1};
    }
    // Only on a fresh file: setting auto_vacuum writes to the header.
    const auto pages = connection->number("PRAGMA page_count");
    const Result<void> done = !pages        ? Result<void>(pages.error())
                              : *pages == 0 ? connection->exec(FreshPragmas)
                                            : Result<void>();
    if (!done)
        return done;
    if (const Result<void> whole = checkSize(*connection, path); !whole)
        return whole;
    if (const Result<void> migrated = migrate(*connection); !migrated)
        return migrated;
    return probeTables(*connection);
}

Result<void> checkForReading(const QString &path) {
    auto connection = Connection::open(path, Connection::Mode::ReadOnly);
    if (!connection)
        return connection.error();
    if (const Result<void> known = checkVersion(*connection); !known)
        return known;
    return probeTables(*connection);
}

} // namespace

Result<WorkspaceFile> WorkspaceFile::open(const QString &path, Access access) {
    WorkspaceFile file;
    file.m_path = path;
    file.m_access = access;
    const bool there = QFileInfo::exists(path);
    if (!there && access == Access::ReadOnly)
        return Error{ErrorCode::FileUnreadable, path + u": there is no such file."_s, -1};
    if (there) {
        if (const Result<void> header = checkHeader(path); !header)
            return header.error();
    }
    if (access == Access::ReadOnly) {
        const Result<void> readable = checkForReading(path);
        return readable ? Result<WorkspaceFile>(std::move(file)) : Result<WorkspaceFile>(readable.error());
    }
    if (there && !QFileInfo(path).isWritable())
        return Error{ErrorCode::ReadOnly, path, -1};
    auto lock = takeLock(path);
    if (!lock)
        return lock.error();
    file.m_lock = std::move(*lock);
    if (const Result<void> ready = prepareForWriting(path); !ready)
        return ready.error();
    return file;
}

Result<QString> WorkspaceFile::setAside(const QString &path) {
    auto lock = takeLock(path);
    if (!lock)
        return lock.error();
    const QString stamp = QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd'T'HHmmss'Z'"_s);
    QString aside = path + u".damaged-"_s + stamp;
    for (int n = 2; QFileInfo::exists(aside); ++n)
        aside = path + u".damaged-"_s + stamp + u'-' + QString::number(n);
    if (!QFile::rename(path, aside))
        return Error{ErrorCode::FileUnwritable, u"The file cannot be renamed to "_s + aside, -1};
    // The log belongs to the damaged file: left behind it would be played into the fresh one.
    for (const QString &suffix : {u"-wal"_s, u"-shm"_s}) {
        if (QFile::exists(path + suffix) && !QFile::rename(path + suffix, aside + suffix))
            return Error{ErrorCode::FileUnwritable, u"The file cannot be renamed to "_s + aside + suffix, -1};
    }
    return aside;
}

QString defaultWorkspacePath() {
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    QDir().mkpath(folder);
    return folder + u"/default.offhook-workspace"_s;
}

} // namespace offhook::store
