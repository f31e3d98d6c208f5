#include "core/session/leasing.h"

#include "core/base/log.h"

#include <QPointer>

#include <algorithm>

namespace offhook {

using account::LeaseEntry;
using account::LeaseTerm;

namespace {

bool hasTerm(const std::vector<LeaseEntry> &entries, LeaseTerm term) {
    return std::any_of(entries.begin(), entries.end(), [term](const LeaseEntry &entry) { return entry.term == term; });
}

// The log is for who wonders later what happened to a number; the names of hooks, never their URLs.
void log(const account::LeaseStep &step) {
    QStringList hooks;
    for (const account::FieldChange &change : step.changes)
        hooks += account::hookName(change.hook);
    qCInfo(lcSession).noquote() << "lease:" << step.sid << account::outcomeName(step.outcome) << hooks.join(u' ')
                                << step.error.detail;
}

} // namespace

Leasing::Leasing(const AccountAccess &access, const account::ApiBase &base, QObject *parent)
    : QObject(parent)
    , m_access(access)
    , m_base(base) {}

Leasing::~Leasing() = default;

void Leasing::open(const QString &workspacePath) {
    m_journalPath = account::LeaseJournal::pathFor(workspacePath);
    auto entries = account::LeaseJournal::read(m_journalPath);
    if (!entries)
        qCWarning(lcSession).noquote() << "lease:" << entries.error().detail;
    m_entries = entries ? std::move(*entries) : std::vector<LeaseEntry>();
    Q_EMIT changed();
}

void Leasing::close() {
    m_thread.reset();
    m_entries.clear();
    m_journalPath.clear();
    m_followed.clear();
    m_pointed.clear();
    m_hasPointed = false;
    m_running = 0;
}

bool Leasing::hasLeftovers() const {
    return !m_hasPointed && hasTerm(m_entries, LeaseTerm::Session);
}

bool Leasing::isLeasing() const {
    return m_hasPointed && hasTerm(m_entries, LeaseTerm::Session);
}

LeaseThread &Leasing::thread() {
    if (!m_thread) {
        m_thread = std::make_unique<LeaseThread>();
        m_thread->start(m_journalPath, m_base);
        m_thread->setPace(m_pace);
    }
    return *m_thread;
}

void Leasing::load(const QByteArray &accountSid, QObject *guard, std::function<void(int)> progress,
    std::function<void(Result<account::Inventory>)> done) {
    const QPointer<QObject> still(guard);
    const auto answer = [still, done = std::move(done)](const Result<account::Inventory> &inventory) {
        if (still)
            done(inventory);
    };
    const auto credentials = m_access.credentials(accountSid);
    if (!credentials) {
        QMetaObject::invokeMethod(
            this, [answer, error = credentials.error()] { answer(error); }, Qt::QueuedConnection);
        return;
    }
    thread().load(
        *credentials,
        [still, progress = std::move(progress)](int known) {
            if (still && progress)
                progress(known);
        },
        answer);
}

void Leasing::point(
    const QByteArray &accountSid, const account::LeasePlan &plan, const account::PointOptions &options) {
    std::vector<LeaseThread::Task> tasks;
    std::vector<Error> errors;
    if (const auto credentials = m_access.credentials(accountSid)) {
        tasks.push_back(
            {*credentials, [plan, options](account::Lease &lease, QObject *guard, const account::Lease::OnStep &onStep,
                               const account::Lease::Done &done) { lease.point(plan, options, guard, onStep, done); }});
    } else {
        errors.push_back(credentials.error());
    }
    m_pointed.insert(accountSid);
    if (options.term == LeaseTerm::Session) {
        m_hasPointed = true;
        m_followed = plan.base;
    }
    run(Work::Point, std::move(tasks), std::move(errors));
}

void Leasing::restore(const account::RestoreOptions &options) {
    std::vector<Error> errors;
    auto tasks = tasksForAll([options](account::Lease &lease, QObject *guard, const account::Lease::OnStep &onStep,
                                 const account::Lease::Done &done) { lease.restore(options, guard, onStep, done); },
        errors);
    run(Work::Restore, std::move(tasks), std::move(errors));
}

void Leasing::setPublicUrl(const QByteArray &url) {
    if (url.isEmpty() || !m_hasPointed || url == m_followed)
        return;
    m_followed = url;
    follow();
}

// While something is under way its entries are not known here yet; the follow comes after it then.
void Leasing::follow() {
    if (m_running > 0 || !isLeasing())
        return;
    std::vector<Error> errors;
    auto tasks =
        tasksForAll([url = m_followed](account::Lease &lease, QObject *guard, const account::Lease::OnStep &onStep,
                        const account::Lease::Done &done) { lease.follow(url, guard, onStep, done); },
            errors);
    run(Work::Follow, std::move(tasks), std::move(errors));
}

std::vector<LeaseThread::Task> Leasing::tasksForAll(
    const decltype(LeaseThread::Task::work) &work, std::vector<Error> &errors) const {
    std::set<QByteArray> accounts = m_pointed;
    for (const LeaseEntry &entry : m_entries)
        accounts.insert(entry.account);
    std::vector<LeaseThread::Task> tasks;
    for (const QByteArray &sid : accounts) {
        if (const auto credentials = m_access.credentials(sid))
            tasks.push_back({*credentials, work});
        else
            errors.push_back(credentials.error());
    }
    return tasks;
}

void Leasing::run(Work work, std::vector<LeaseThread::Task> tasks, std::vector<Error> errors) {
    ++m_running;
    Q_EMIT changed();
    thread().run(
        std::move(tasks),
        [this](const account::LeaseStep &step, int done, int all) {
            log(step);
            Q_EMIT stepDone(step, done, all);
        },
        [this, work, errors = std::move(errors)](const LeaseReport &told, const std::vector<LeaseEntry> &entries) {
            LeaseReport report = told;
            report.errors.insert(report.errors.end(), errors.begin(), errors.end());
            runEnded(work, report, entries);
        });
}

void Leasing::runEnded(Work work, const LeaseReport &report, const std::vector<LeaseEntry> &entries) {
    --m_running;
    m_entries = entries;
    Q_EMIT ended(work, report);
    Q_EMIT changed();
    const bool isBehind = std::any_of(m_entries.begin(), m_entries.end(),
        [this](const LeaseEntry &entry) { return entry.term == LeaseTerm::Session && entry.base != m_followed; });
    if (work != Work::Follow && isBehind)
        follow();
}

void Leasing::cancel() {
    if (m_thread)
        m_thread->cancel();
}

} // namespace offhook
