#pragma once

#include "core/session/account_access.h"
#include "core/session/lease_thread.h"

#include <QObject>

#include <set>

namespace offhook {

/// The numbers that a workspace has pointed somewhere for now: reads an account's, points them, leads them after a
/// public URL that changes, and restores them. What is leased stands in a journal beside the workspace
/// (account::LeaseJournal), so that it can be restored after a crash too. Main thread; nothing here blocks.
class Leasing final : public QObject {
    Q_OBJECT
public:
    /// `access` must outlive this object.
    explicit Leasing(const AccountAccess &access, const account::ApiBase &base = account::ApiBase::fromEnvironment(),
        QObject *parent = nullptr);
    ~Leasing() override;

    /// Reads the journal of that workspace, a small file. Nothing is asked of the API by itself.
    void open(const QString &workspacePath);
    /// Lets go of what is under way. What is leased stays so, and is a leftover at the next open().
    void close();

    /// What is leased, as the journal says; other programs' leases too.
    [[nodiscard]] const std::vector<account::LeaseEntry> &entries() const { return m_entries; }
    /// Whether a session that has ended without restoring left something behind.
    [[nodiscard]] bool hasLeftovers() const;
    /// Whether this session has pointed something that is not restored yet.
    [[nodiscard]] bool isLeasing() const;
    [[nodiscard]] bool isBusy() const { return m_running > 0; }

    /// Lists what an account could point somewhere; later, unless `guard` died. Fails with NoKey, or as
    /// account::loadInventory().
    void load(const QByteArray &accountSid, QObject *guard, std::function<void(int known)> progress,
        std::function<void(Result<account::Inventory>)> done);
    /// stepDone() for each resource, then ended(). What the plan leaves out nobody touches.
    void point(const QByteArray &accountSid, const account::LeasePlan &plan, const account::PointOptions &options);
    /// Restores, in every account that can be asked.
    void restore(const account::RestoreOptions &options);
    /// What has not begun is left as it is.
    void cancel();
    /// The public URL is a new one: what this session leases follows, after what is under way.
    void setPublicUrl(const QByteArray &url);
    void setPace(const account::RestPace &pace) { m_pace = pace; }

    enum class Work : std::uint8_t { Point, Follow, Restore };

Q_SIGNALS:
    /// Entries, or whether something is under way.
    void changed();
    void stepDone(const offhook::account::LeaseStep &step, int done, int all);
    void ended(offhook::Leasing::Work work, const offhook::LeaseReport &report);

private:
    LeaseThread &thread();
    void run(Work work, std::vector<LeaseThread::Task> tasks, std::vector<Error> errors);
    void runEnded(Work work, const LeaseReport &report, const std::vector<account::LeaseEntry> &entries);
    void follow();
    /// A task for each account that has entries; `errors` gets those that cannot be asked.
    [[nodiscard]] std::vector<LeaseThread::Task> tasksForAll(
        const decltype(LeaseThread::Task::work) &work, std::vector<Error> &errors) const;

    const AccountAccess &m_access;
    account::ApiBase m_base;
    account::RestPace m_pace;
    QString m_journalPath;
    std::unique_ptr<LeaseThread> m_thread; ///< from the first use on
    std::vector<account::LeaseEntry> m_entries;
    std::set<QByteArray> m_pointed; ///< accounts in which this session has
    bool m_hasPointed = false;      ///< this session has
    QByteArray m_followed;          ///< the URL that this session's lease leads to, or is about to
    int m_running = 0;
};

} // namespace offhook

Q_DECLARE_METATYPE(offhook::account::LeaseStep)
Q_DECLARE_METATYPE(offhook::LeaseReport)
