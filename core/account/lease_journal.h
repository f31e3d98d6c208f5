#pragma once

#include "core/account/lease_entry.h"
#include "core/base/clock.h"

#include <QFile>
#include <QLockFile>

#include <memory>

namespace offhook::account {

/// What was changed for now and how it was before, on disk before it is changed: one JSON object a line, appended, and
/// with the disk (fsync) when take() and follow() return. Whatever moment the program ends at, the file says what to
/// restore: a line that is not whole belongs to a change that was not begun. It holds URLs as they were set, also those
/// with a password in them, so only its owner may read it; never a credential of Twilio's. The file goes when nothing
/// is leased any more. Blocks; one thread.
class LeaseJournal {
public:
    /// Where a workspace keeps its journal.
    [[nodiscard]] static QString pathFor(const QString &workspacePath);

    /// Opens it for writing, with a lock `<path>.lock`; without a file it is empty, and there is none until the first
    /// take(). Fails with WorkspaceLocked (detail: who has it), WorkspaceTooNew, FileUnreadable or FileUnwritable.
    [[nodiscard]] static Result<std::unique_ptr<LeaseJournal>> open(
        const QString &path, const Clock &clock = Clock::system());
    /// What is leased, without a lock. Fails with FileUnreadable or WorkspaceTooNew.
    [[nodiscard]] static Result<std::vector<LeaseEntry>> read(const QString &path);

    [[nodiscard]] const std::vector<LeaseEntry> &entries() const { return m_entries; }
    [[nodiscard]] const LeaseEntry *find(QByteArrayView account, QByteArrayView sid) const;
    /// Lines that could not be read, other than a last one that is not whole. With any the file is kept, as
    /// "<path>.damaged", when nothing is leased any more.
    [[nodiscard]] int damagedLines() const { return m_damaged; }

    /// The change that is made next. Fails with DiskFull or FileUnwritable: then it must not be made.
    [[nodiscard]] Result<void> take(const LeaseEntry &entry, const std::vector<FieldChange> &fields);
    [[nodiscard]] Result<void> follow(const LeaseEntry &entry, const std::vector<FieldChange> &fields);
    /// What was restored. Fails alike.
    [[nodiscard]] Result<void> release(const LeaseEntry &entry, const std::vector<Hook> &hooks);

private:
    LeaseJournal(const QString &path, const Clock &clock);
    [[nodiscard]] Result<void> append(const LeaseRecord &record, bool mustRest);
    [[nodiscard]] Result<void> openFile();
    [[nodiscard]] Result<void> write(const QByteArray &bytes, bool mustRest);
    void endFile();

    const Clock &m_clock;
    QFile m_file;
    std::unique_ptr<QLockFile> m_lock;
    std::vector<LeaseEntry> m_entries;
    qint64 m_whole = 0; ///< bytes up to the end of the last whole line
    int m_damaged = 0;
};

} // namespace offhook::account
