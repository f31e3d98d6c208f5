#include "core/account/lease_journal.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>

#include <algorithm>
#include <cerrno>

#ifdef Q_OS_WIN
#include <io.h>
#else
#include <fcntl.h>
#include <unistd.h>
#endif

namespace offhook::account {
namespace {

using namespace Qt::StringLiterals;

constexpr int Version = 1;

QByteArray header() {
    return QJsonDocument(QJsonObject{{u"format"_s, u"offhook-lease"_s}, {u"version"_s, Version}})
               .toJson(QJsonDocument::Compact) +
           '\n';
}

#ifdef Q_OS_WIN
bool sync(QFile &file) {
    return ::_commit(file.handle()) == 0;
}
void syncFolderOf(const QString &) {}
#else
bool sync(QFile &file) {
    return ::fsync(file.handle()) == 0;
}

// A new file is there for sure only when its folder is on disk too.
void syncFolderOf(const QString &path) {
    const int folder = ::open(QFile::encodeName(QFileInfo(path).absolutePath()).constData(), O_RDONLY | O_CLOEXEC);
    if (folder < 0)
        return;
    ::fsync(folder);
    ::close(folder);
}
#endif

/// What a file says.
struct Contents {
    std::vector<LeaseEntry> entries;
    qint64 whole = 0;
    int damaged = 0;
};

Result<Contents> parse(const QByteArray &bytes, const QString &path) {
    Contents contents;
    contents.whole = bytes.lastIndexOf('\n') + 1;
    QList<QByteArray> lines = bytes.first(contents.whole).split('\n');
    lines.removeLast(); // what follows the last line break
    if (lines.isEmpty())
        return contents;
    const QJsonObject first = QJsonDocument::fromJson(lines.takeFirst()).object();
    if (first.value("format"_L1).toString() != "offhook-lease"_L1)
        return Error{ErrorCode::FileUnreadable, path + u": this is no journal of a lease"_s};
    if (first.value("version"_L1).toInt() > Version)
        return Error{ErrorCode::WorkspaceTooNew, path};
    for (const QByteArray &line : lines) {
        if (const auto record = recordFrom(line))
            applyRecord(*record, contents.entries);
        else
            ++contents.damaged;
    }
    return contents;
}

Result<Contents> load(const QString &path) {
    QFile file(path);
    if (!file.exists())
        return Contents{};
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::FileUnreadable, path + u": "_s + file.errorString()};
    return parse(file.readAll(), path);
}

Error lockError(const QLockFile &lock, const QString &path) {
    if (lock.error() != QLockFile::LockFailedError)
        return {ErrorCode::FileUnwritable, u"the lock beside the journal cannot be made: "_s + path};
    qint64 pid = 0;
    QString host;
    QString program;
    if (!lock.getLockInfo(&pid, &host, &program))
        return {ErrorCode::WorkspaceLocked, u"another program"_s};
    return {ErrorCode::WorkspaceLocked, program + u" (pid "_s + QString::number(pid) + u')'};
}

} // namespace

LeaseJournal::LeaseJournal(const QString &path, const Clock &clock)
    : m_clock(clock)
    , m_file(path) {}

QString LeaseJournal::pathFor(const QString &workspacePath) {
    return workspacePath + u"-lease"_s;
}

Result<std::vector<LeaseEntry>> LeaseJournal::read(const QString &path) {
    auto contents = load(path);
    if (!contents)
        return contents.error();
    return std::move(contents->entries);
}

Result<std::unique_ptr<LeaseJournal>> LeaseJournal::open(const QString &path, const Clock &clock) {
    auto lock = std::make_unique<QLockFile>(path + u".lock"_s);
    lock->setStaleLockTime(0); // a lock is stale when its process is gone, however old it is
    if (!lock->tryLock(0))
        return lockError(*lock, path);
    auto contents = load(path);
    if (!contents)
        return contents.error();
    std::unique_ptr<LeaseJournal> journal(new LeaseJournal(path, clock));
    journal->m_lock = std::move(lock);
    journal->m_entries = std::move(contents->entries);
    journal->m_whole = contents->whole;
    journal->m_damaged = contents->damaged;
    if (journal->m_entries.empty() && journal->m_damaged == 0 && QFile::exists(path))
        journal->endFile(); // a crash came before the first change, or before the file went
    return journal;
}

const LeaseEntry *LeaseJournal::find(QByteArrayView account, QByteArrayView sid) const {
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [account, sid](const LeaseEntry &entry) {
        return QByteArrayView(entry.account) == account && QByteArrayView(entry.sid) == sid;
    });
    return found == m_entries.end() ? nullptr : &*found;
}

Result<void> LeaseJournal::take(const LeaseEntry &entry, const std::vector<FieldChange> &fields) {
    return append({LeaseRecord::Type::Take, entry, fields}, true);
}

Result<void> LeaseJournal::follow(const LeaseEntry &entry, const std::vector<FieldChange> &fields) {
    return append({LeaseRecord::Type::Follow, entry, fields}, true);
}

// When this line is lost the next restore finds that all is as it was.
Result<void> LeaseJournal::release(const LeaseEntry &entry, const std::vector<Hook> &hooks) {
    LeaseRecord record{LeaseRecord::Type::Release, entry, {}};
    for (const Hook hook : hooks)
        record.fields.push_back({hook, {}, {}});
    const Result<void> appended = append(record, false);
    if (m_entries.empty())
        endFile();
    return appended;
}

Result<void> LeaseJournal::append(const LeaseRecord &record, bool mustRest) {
    LeaseRecord bare = record;
    bare.entry.fields.clear();
    if (const Result<void> opened = openFile(); !opened)
        return opened.error();
    if (const Result<void> written = write(toLine(bare, isoTime(m_clock.wall())), mustRest); !written)
        return written.error();
    applyRecord(bare, m_entries);
    return {};
}

Result<void> LeaseJournal::openFile() {
    if (m_file.isOpen())
        return {};
    if (!m_file.open(QIODevice::ReadWrite | QIODevice::Unbuffered))
        return Error{ErrorCode::FileUnwritable, m_file.fileName() + u": "_s + m_file.errorString()};
    m_file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    if (m_whole > 0)
        return {};
    if (const Result<void> written = write(header(), true); !written)
        return written.error();
    syncFolderOf(m_file.fileName());
    return {};
}

// Also cuts off what a crash or a full disk left of a line.
Result<void> LeaseJournal::write(const QByteArray &bytes, bool mustRest) {
    errno = 0;
    const bool isWritten = m_file.resize(m_whole) && m_file.seek(m_whole) && m_file.write(bytes) == bytes.size() &&
                           (!mustRest || sync(m_file));
    if (!isWritten) {
        const Error error{errno == ENOSPC ? ErrorCode::DiskFull : ErrorCode::FileUnwritable,
            m_file.fileName() + u": "_s + m_file.errorString()};
        m_file.resize(m_whole);
        return error;
    }
    m_whole += bytes.size();
    return {};
}

void LeaseJournal::endFile() {
    m_file.close();
    m_whole = 0;
    if (m_damaged > 0) {
        const QString aside = m_file.fileName() + u".damaged"_s;
        QFile::remove(aside);
        QFile::rename(m_file.fileName(), aside);
        m_damaged = 0;
        return;
    }
    m_file.remove();
}

} // namespace offhook::account
