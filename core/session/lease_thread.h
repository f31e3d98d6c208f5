#pragma once

#include "core/account/inventory_loader.h"
#include "core/account/lease.h"
#include "core/base/mailbox.h"

#include <QObject>
#include <QThread>

#include <functional>
#include <memory>

namespace offhook {

/// What became of a run over one or several accounts.
struct LeaseReport {
    std::vector<account::LeaseStep> steps;
    /// What kept steps from being tried at all: the journal cannot be opened, an account has no key.
    std::vector<Error> errors;
};

/// The thread that a workspace's numbers are read, pointed and restored on: the journal waits for the disk there, and
/// long lists are parsed there. Construct, start(), use, stop(); all on the owner's thread. Calls return at once,
/// callbacks come on the owner's thread, not after stop().
class LeaseThread final : public QObject {
    Q_OBJECT
public:
    explicit LeaseThread(QObject *parent = nullptr);
    ~LeaseThread() override;

    void start(const QString &journalPath, const account::ApiBase &base);
    /// Lets go of what is under way, which the journal knows to restore, and ends the thread. Safe to call twice.
    void stop();

    using Inventories = std::function<void(Result<account::Inventory>)>;
    void load(const account::Credentials &credentials, std::function<void(int)> progress, Inventories done);

    /// Work on the lease of one account.
    struct Task {
        account::Credentials credentials;
        std::function<void(account::Lease &, QObject *guard, account::Lease::OnStep, account::Lease::Done)> work;
    };
    using OnStep = std::function<void(const account::LeaseStep &step, int done, int all)>;
    using Done = std::function<void(const LeaseReport &report, const std::vector<account::LeaseEntry> &entries)>;
    /// Runs the tasks side by side. The journal is open, and locked, from the first task until nothing of this session
    /// is leased.
    void run(std::vector<Task> tasks, OnStep onStep, Done done);
    /// Ends every run: what has not begun is Cancelled.
    void cancel();
    void setPace(const account::RestPace &pace);

private:
    struct Parts;
    struct Round;
    void post(std::function<void(Parts &)> work);
    static void begin(Parts &parts, const std::shared_ptr<Round> &round, const std::vector<Task> &tasks);
    static void end(Parts &parts, Round &round);

    QThread m_thread;
    std::shared_ptr<Parts> m_parts;     ///< made, used and emptied on that thread
    std::unique_ptr<QObject> m_hearing; ///< answers are bound to it
};

} // namespace offhook
