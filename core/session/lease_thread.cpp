#include "core/session/lease_thread.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace offhook {

using account::LeaseEntry;
using account::LeaseJournal;
using account::RestClient;

/// What lives on the thread.
struct LeaseThread::Parts {
    /// One account's.
    struct Desk {
        account::Credentials credentials;
        std::unique_ptr<RestClient> client;
        std::unique_ptr<account::Lease> lease;
    };

    /// With today's credentials, unless a run is under way with others.
    Desk &desk(const account::Credentials &credentials) {
        Desk &desk = desks[credentials.accountSid];
        const bool isSame = desk.client && desk.credentials.user == credentials.user &&
                            desk.credentials.secret.view() == credentials.secret.view();
        if (isSame || (desk.lease && desk.lease->isBusy()))
            return desk;
        desk.lease.reset();
        desk.credentials = credentials;
        desk.client = std::make_unique<RestClient>(credentials, base);
        desk.client->setPace(pace);
        return desk;
    }

    [[nodiscard]] bool isSessionsLease() const {
        return journal && std::any_of(journal->entries().begin(), journal->entries().end(),
                              [](const LeaseEntry &entry) { return entry.term == account::LeaseTerm::Session; });
    }

    void letGo() {
        for (auto &[sid, desk] : desks)
            desk.lease.reset();
        journal.reset();
    }

    QString journalPath;
    account::ApiBase base;
    account::RestPace pace;
    std::unique_ptr<LeaseJournal> journal;
    std::map<QByteArray, Desk> desks;
    int rounds = 0; ///< under way
    QObject context;
    Mailbox<std::function<void()>> answers;
};

/// One call of run().
struct LeaseThread::Round {
    LeaseReport report;
    std::vector<int> sizes; ///< of each task, as far as it has told
    int open = 0;           ///< tasks that have not ended
    OnStep onStep;
    Done done;
};

LeaseThread::LeaseThread(QObject *parent)
    : QObject(parent) {
    m_thread.setObjectName(QStringLiteral("lease"));
}

LeaseThread::~LeaseThread() {
    stop();
}

void LeaseThread::start(const QString &journalPath, const account::ApiBase &base) {
    m_hearing = std::make_unique<QObject>();
    m_parts = std::make_shared<Parts>();
    m_parts->journalPath = journalPath;
    m_parts->base = base;
    m_parts->answers =
        Mailbox<std::function<void()>>(m_hearing.get(), [](const std::vector<std::function<void()>> &batch) {
            for (const auto &answer : batch)
                answer();
        });
    m_parts->context.moveToThread(&m_thread);
    m_thread.start();
}

void LeaseThread::stop() {
    if (!m_parts)
        return;
    m_hearing.reset();
    post([](Parts &parts) {
        parts.desks.clear();
        parts.journal.reset();
        QThread::currentThread()->quit();
    });
    m_thread.wait();
    m_parts.reset();
}

void LeaseThread::post(std::function<void(Parts &)> work) {
    if (!m_parts)
        return;
    QMetaObject::invokeMethod(
        &m_parts->context, [parts = m_parts.get(), work = std::move(work)] { work(*parts); }, Qt::QueuedConnection);
}

void LeaseThread::setPace(const account::RestPace &pace) {
    post([pace](Parts &parts) { parts.pace = pace; });
}

void LeaseThread::load(const account::Credentials &credentials, std::function<void(int)> progress, Inventories done) {
    post([credentials, progress = std::move(progress), done = std::move(done)](Parts &parts) {
        account::loadInventory(
            *parts.desk(credentials).client, &parts.context,
            [&parts, progress](int known) {
                if (progress)
                    parts.answers.post([progress, known] { progress(known); });
            },
            [&parts, done](const Result<account::Inventory> &inventory) {
                parts.answers.post([done, inventory] { done(inventory); });
            });
    });
}

void LeaseThread::run(std::vector<Task> tasks, OnStep onStep, Done done) {
    const auto round = std::make_shared<Round>();
    round->onStep = std::move(onStep);
    round->done = std::move(done);
    post([round, tasks = std::move(tasks)](Parts &parts) { begin(parts, round, tasks); });
}

void LeaseThread::begin(Parts &parts, const std::shared_ptr<Round> &round, const std::vector<Task> &tasks) {
    ++parts.rounds;
    if (!parts.journal) {
        auto journal = LeaseJournal::open(parts.journalPath);
        if (!journal) {
            round->report.errors.push_back(journal.error());
            return end(parts, *round);
        }
        parts.journal = std::move(*journal);
    }
    round->open = int(tasks.size());
    round->sizes.resize(tasks.size());
    if (tasks.empty())
        return end(parts, *round);
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        Parts::Desk &desk = parts.desk(tasks[i].credentials);
        if (!desk.lease)
            desk.lease = std::make_unique<account::Lease>(*desk.client, *parts.journal);
        tasks[i].work(
            *desk.lease, &parts.context,
            [&parts, round, i](const account::LeaseStep &step, int, int all) {
                round->sizes[i] = all;
                round->report.steps.push_back(step);
                const int whole = std::accumulate(round->sizes.begin(), round->sizes.end(), 0);
                const int done = int(round->report.steps.size());
                if (round->onStep)
                    parts.answers.post([onStep = round->onStep, step, done, whole] { onStep(step, done, whole); });
            },
            [&parts, round](const std::vector<account::LeaseStep> &) {
                if (--round->open == 0)
                    end(parts, *round);
            });
    }
}

void LeaseThread::end(Parts &parts, Round &round) {
    --parts.rounds;
    auto read = parts.journal ? Result(parts.journal->entries()) : LeaseJournal::read(parts.journalPath);
    const std::vector<LeaseEntry> entries = read ? std::move(*read) : std::vector<LeaseEntry>();
    parts.answers.post([done = round.done, report = round.report, entries] { done(report, entries); });
    // Not at once: this is called by a lease.
    QMetaObject::invokeMethod(
        &parts.context,
        [&parts] {
            if (parts.rounds == 0 && !parts.isSessionsLease())
                parts.letGo();
        },
        Qt::QueuedConnection);
}

void LeaseThread::cancel() {
    post([](Parts &parts) {
        for (auto &[sid, desk] : parts.desks) {
            if (desk.lease)
                desk.lease->cancel();
        }
    });
}

} // namespace offhook
