#pragma once

#include "core/base/result.h"

#include <QLockFile>
#include <QString>

#include <memory>

namespace offhook::store {

/// How a workspace is open.
enum class Access : std::uint8_t { ReadWrite, ReadOnly };

/// The workspace's file on disk: opening, the lock that keeps a second writer out, setting a damaged file aside.
/// One SQLite file in WAL mode; the lock is `<file>.lock` beside it, stale locks of dead processes are taken over.
class WorkspaceFile {
public:
    /// Opens or creates (ReadWrite) the file, checks its header and schema version, migrates. Fails with
    /// WorkspaceLocked (detail: program and pid that hold it), WorkspaceDamaged, WorkspaceTooNew, ReadOnly, DiskFull,
    /// FileUnreadable, FileUnwritable. ReadOnly takes no lock and never writes.
    [[nodiscard]] static Result<WorkspaceFile> open(const QString &path, Access access);

    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] Access access() const { return m_access; }

    /// Moves a damaged file and its -wal and -shm aside to `<name>.damaged-<UTC time>` and returns the new path.
    [[nodiscard]] static Result<QString> setAside(const QString &path);

private:
    QString m_path;
    Access m_access = Access::ReadWrite;
    std::unique_ptr<QLockFile> m_lock;
};

/// Where the default workspace lives: <AppDataLocation>/default.offhook-workspace; its folder is created.
[[nodiscard]] QString defaultWorkspacePath();

} // namespace offhook::store
