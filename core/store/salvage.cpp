#include "core/store/salvage.h"

#include "core/store/event_inserter.h"
#include "core/store/row_reader.h"
#include "core/store/schema.h"
#include "core/store/workspace_file.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QtEndian>

#include <algorithm>
#include <vector>

namespace offhook::store {
namespace {

constexpr qint64 BatchSize = 500;
constexpr EventId LargestId = EventId(1) << 50;

/// Finds the ids that can still be reached. A broken page ends a walk over the table; the walk then goes on behind a
/// gap that doubles until something can be read again.
class IdWalk {
public:
    explicit IdWalk(const Connection &connection)
        : m_connection(connection) {}

    [[nodiscard]] Result<void> prepare(const char *table) {
        const QByteArray of = QByteArray("SELECT id FROM ") + table;
        const QByteArray onward = of + " WHERE id >= ? ORDER BY id LIMIT 1";
        const QByteArray backward = of + " ORDER BY id DESC LIMIT 1";
        auto next = m_connection.prepare(onward);
        if (!next)
            return next.error();
        m_next = std::move(*next);
        auto newest = m_connection.prepare(backward);
        const auto row = newest ? newest->step() : Result<bool>(newest.error());
        m_last = row && *row ? newest->integer(0) : 0;
        return {};
    }

    /// The smallest reachable id from `from` on; 0 when there is none.
    [[nodiscard]] EventId from(EventId from) {
        const auto read = at(from);
        if (read)
            return *read;
        // Skip the broken stretch: probe at doubling distances, then come back by halves.
        EventId bad = from;
        EventId gap = 1;
        Result<EventId> found = read.error();
        while (!found && bad + gap <= limit()) {
            found = at(bad + gap);
            if (!found)
                bad += gap;
            gap = found ? gap : gap * 2;
        }
        if (!found)
            return 0;
        EventId good = bad + gap;
        while (good - bad > 1) {
            const EventId middle = bad + (good - bad) / 2;
            const auto probe = at(middle);
            (probe ? good : bad) = middle;
            if (probe)
                found = probe;
        }
        return *found;
    }

private:
    [[nodiscard]] EventId limit() const { return m_last > 0 ? m_last : LargestId; }
    Result<EventId> at(EventId from) {
        const auto row = m_next.bind(1, from).step();
        if (!row)
            return row.error();
        const EventId id = *row ? m_next.integer(0) : 0;
        m_next.reset();
        return id;
    }
    const Connection &m_connection;
    Statement m_next;
    EventId m_last = 0;
};

/// Takes events of the damaged file over into the other one.
class Salvager {
public:
    Salvager(RowReader &rows, const Connection &target, EventInserter &inserter, EventId firstFree, bool keepIds)
        : m_rows(rows)
        , m_target(target)
        , m_inserter(inserter)
        , m_nextId(firstFree)
        , m_keepIds(keepIds) {}

    [[nodiscard]] Result<void> copy(const std::vector<EventId> &ids) {
        auto transaction = Transaction::begin(m_target);
        if (!transaction)
            return transaction.error();
        for (const EventId id : ids) {
            const auto event = m_rows.event(id);
            if (!event) {
                ++m_report.lost;
                continue;
            }
            flow::WebhookEvent copy = **event;
            if (!m_keepIds)
                copy.id = m_nextId++;
            if (const Result<void> done = m_inserter.insert(copy, flow::summaryOf(copy)); !done)
                return done;
            ++m_report.recovered;
        }
        if (const Result<void> done = m_inserter.finish(); !done)
            return done;
        const Result<void> committed = transaction->commit();
        if (committed)
            m_inserter.committed();
        return committed;
    }
    [[nodiscard]] const SalvageReport &report() const { return m_report; }

private:
    RowReader &m_rows;
    const Connection &m_target;
    EventInserter &m_inserter;
    EventId m_nextId;
    bool m_keepIds;
    SalvageReport m_report;
};

/// Settings are few and worth having; what cannot be read of them is left, what is set already stays.
void copySettings(const Connection &from, const Connection &to) {
    auto rows = from.prepare("SELECT name, value FROM setting");
    auto insert = to.prepare("INSERT OR IGNORE INTO setting VALUES (?, ?)");
    if (!rows || !insert)
        return;
    for (;;) {
        const auto row = rows->step();
        if (!row || !*row)
            return;
        (void)insert->bindText(1, rows->bytes(0)).bindBlob(2, rows->bytes(1)).run();
    }
}

/// Whether SQLite understands the file's header and its list of tables.
bool isUnderstood(const QString &path) {
    const auto connection = Connection::open(path, Connection::Mode::ReadOnly);
    return connection && connection->prepare("SELECT id FROM event") && connection->prepare("SELECT id FROM payload") &&
           connection->prepare("SELECT id FROM shape");
}

// Page 1 holds the header and the list of tables, and is the same in every workspace: the tables are made in the same
// order, so their roots are on the same pages. Only the number of pages differs (offset 28, big-endian;
// https://www.sqlite.org/fileformat.html 1.3).
Result<void> replaceFirstPage(const QString &fresh, const QString &file) {
    constexpr qint64 PageSize = 4096;
    constexpr qsizetype PageCountOffset = 28;
    QFile whole(fresh);
    QFile broken(file);
    if (!whole.open(QIODevice::ReadOnly) || !broken.open(QIODevice::ReadWrite))
        return Error{ErrorCode::FileUnwritable, file + QStringLiteral(": ") + broken.errorString(), -1};
    QByteArray page = whole.read(PageSize);
    const quint32 pages = qToBigEndian(quint32(broken.size() / PageSize));
    page.replace(PageCountOffset, sizeof pages, reinterpret_cast<const char *>(&pages), sizeof pages);
    if (page.size() != PageSize || broken.write(page) != PageSize)
        return Error{ErrorCode::FileUnwritable, file + QStringLiteral(": ") + broken.errorString(), -1};
    return {};
}

/// A copy of the damaged file whose first page is that of a fresh workspace.
Result<QString> repairedCopy(const QString &damaged, const QTemporaryDir &folder) {
    const QString copy = folder.filePath(QStringLiteral("copy"));
    const QString fresh = folder.filePath(QStringLiteral("fresh"));
    if (!folder.isValid() || !QFile::copy(damaged, copy))
        return Error{ErrorCode::FileUnwritable, QStringLiteral("The damaged file cannot be copied to ") + copy, -1};
    const QString log = damaged + QStringLiteral("-wal");
    if (QFile::exists(log))
        QFile::copy(log, copy + QStringLiteral("-wal"));
    QFile::setPermissions(copy, QFile::ReadOwner | QFile::WriteOwner);
    if (const auto made = WorkspaceFile::open(fresh, Access::ReadWrite); !made)
        return made.error();
    if (const Result<void> done = replaceFirstPage(fresh, copy); !done)
        return done.error();
    return copy;
}

Error cancelledError() {
    return {ErrorCode::Cancelled, QStringLiteral("Stopped before the end."), -1};
}

Result<SalvageReport> copyAll(const Connection &source, const Connection &target,
    const std::function<void(qint64)> &progress, const std::atomic<bool> *cancelled) {
    auto rows = RowReader::prepare(source);
    auto inserter = EventInserter::prepare(target);
    if (!rows || !inserter)
        return !rows ? rows.error() : inserter.error();
    const auto newest = target.number("SELECT max(id) FROM event");
    if (!newest)
        return newest.error();
    IdWalk walk(source);
    if (const Result<void> ready = walk.prepare("event"); !ready)
        return ready.error();
    Salvager salvager(**rows, target, *inserter, *newest + 1, *newest == 0);
    EventId next = walk.from(1);
    while (next != 0) {
        std::vector<EventId> ids;
        for (; next != 0 && qint64(ids.size()) < BatchSize; next = walk.from(next + 1))
            ids.push_back(next);
        if (const Result<void> done = salvager.copy(ids); !done)
            return done.error();
        if (progress)
            progress(salvager.report().recovered);
        if (cancelled != nullptr && cancelled->load())
            return cancelledError();
    }
    copySettings(source, target);
    return salvager.report();
}

} // namespace

Result<SalvageReport> salvage(const QString &damaged, const QString &into, const std::function<void(qint64)> &progress,
    const std::atomic<bool> *cancelled) {
    if (!QFileInfo::exists(damaged))
        return Error{ErrorCode::FileUnreadable, damaged + QStringLiteral(": there is no such file."), -1};
    if (QFileInfo(damaged).canonicalFilePath() == QFileInfo(into).canonicalFilePath())
        return Error{ErrorCode::InvalidInput, QStringLiteral("A file cannot be salvaged into itself."), -1};
    const QTemporaryDir repairs(into + QStringLiteral(".salvage-XXXXXX"));
    QString readable = damaged;
    if (!isUnderstood(damaged)) {
        auto copy = repairedCopy(damaged, repairs);
        if (!copy)
            return copy.error();
        readable = std::move(*copy);
    }
    auto source = Connection::open(readable, Connection::Mode::ReadOnly);
    if (!source)
        return source.error();
    const auto file = WorkspaceFile::open(into, Access::ReadWrite);
    if (!file)
        return file.error();
    auto target = Connection::open(into, Connection::Mode::ReadWrite);
    if (!target)
        return target.error();
    if (const Result<void> done = target->exec("PRAGMA synchronous=NORMAL"); !done)
        return done.error();
    return copyAll(*source, *target, progress, cancelled);
}

} // namespace offhook::store
