#include "core/session/sharing.h"

#include "core/store/event_writer.h"

#include <QBuffer>
#include <QPointer>

#include <chrono>

namespace offhook {
namespace {

constexpr int Threads = 2;
constexpr std::chrono::milliseconds ProgressPause{100};

} // namespace

Sharing::Sharing(const QString &workspace, store::EventWriter *writer, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_writer(writer) {
    m_pool.setMaxThreadCount(Threads);
}

Sharing::~Sharing() {
    for (const Cancel &cancel : m_running)
        *cancel = true;
    m_pool.waitForDone();
}

void Sharing::keep(std::shared_ptr<flow::WebhookEvent> event) {
    if (m_writer != nullptr)
        m_writer->importEvents({std::move(event)}, [](const Result<std::vector<EventId>> &) {});
}

void Sharing::keep(std::vector<flow::Attempt> attempts) {
    if (m_writer == nullptr)
        return;
    const auto add = [writer = m_writer, attempts = std::move(attempts)] {
        for (const flow::Attempt &attempt : attempts)
            writer->addAttempt(attempt);
    };
    QMetaObject::invokeMethod(m_writer, add, Qt::QueuedConnection);
}

template <typename T>
Sharing::Cancel Sharing::run(
    std::function<Result<T>(const ShareControl &)> work, QObject *guard, Progress progress, Done<T> done) {
    const auto cancel = std::make_shared<std::atomic<bool>>(false);
    m_running.insert(cancel);
    const QPointer<QObject> alive(guard);
    m_pool.start([this, work = std::move(work), cancel, alive, progress, done = std::move(done)] {
        auto last = std::chrono::steady_clock::now();
        const auto report = [&](qint64 count, qint64 all) {
            const auto now = std::chrono::steady_clock::now();
            if (!progress || now - last < ProgressPause)
                return;
            last = now;
            const auto tell = [alive, progress, cancel, count, all] {
                if (alive && !*cancel)
                    progress(count, all);
            };
            QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
        };
        auto outcome = std::make_shared<Result<T>>(work({report, cancel.get()}));
        const auto finish = [this, alive, outcome, cancel, done] {
            m_running.erase(cancel);
            if (alive)
                done(std::move(*outcome));
        };
        QMetaObject::invokeMethod(this, finish, Qt::QueuedConnection);
    });
    return cancel;
}

Sharing::Cancel Sharing::exportTo(const QString &file, const ShareSelection &selection,
    const exchange::ExportOptions &options, QObject *guard, Progress progress, Done<exchange::ExportReport> done) {
    return run<exchange::ExportReport>(
        [workspace = m_workspace, file, selection, options](
            const ShareControl &control) { return exportWorkspace(workspace, selection, options, file, control); },
        guard, std::move(progress), std::move(done));
}

Sharing::Cancel Sharing::exportText(
    const ShareSelection &selection, const exchange::ExportOptions &options, QObject *guard, Done<QByteArray> done) {
    return run<QByteArray>(
        [workspace = m_workspace, selection, options](const ShareControl &control) -> Result<QByteArray> {
            QBuffer buffer;
            buffer.open(QIODevice::WriteOnly);
            const auto report = exportWorkspace(workspace, selection, options, buffer, control);
            return report ? Result<QByteArray>(buffer.data()) : Result<QByteArray>(report.error());
        },
        guard, {}, std::move(done));
}

Sharing::Cancel Sharing::importFrom(
    const QString &file, QObject *guard, Progress progress, Done<exchange::ImportReport> done) {
    return run<exchange::ImportReport>(
        [workspace = m_workspace, writer = m_writer, file](
            const ShareControl &control) -> Result<exchange::ImportReport> {
            if (writer == nullptr)
                return Error{ErrorCode::ReadOnly, QStringLiteral("The workspace is open read-only."), -1};
            auto importer = store::WorkspaceImporter::join(workspace, *writer);
            return importer ? importFile(file, **importer, control) : Result<exchange::ImportReport>(importer.error());
        },
        guard, std::move(progress), std::move(done));
}

Sharing::Cancel Sharing::recover(
    const RecoveryPlan &plan, QObject *guard, Progress progress, Done<RecoveryOutcome> done) {
    return run<RecoveryOutcome>(
        [workspace = m_workspace, writer = m_writer, plan](const ShareControl &control) {
            const OpenImporter open = [&] { return store::WorkspaceImporter::join(workspace, *writer); };
            return runRecovery(plan, workspace, writer != nullptr ? open : OpenImporter(), control);
        },
        guard, std::move(progress), std::move(done));
}

Sharing::Cancel Sharing::unpack(const QString &file, const QString &workspace, QObject *guard, Progress progress,
    Done<exchange::ImportReport> done) {
    return run<exchange::ImportReport>(
        [file, workspace](const ShareControl &control) -> Result<exchange::ImportReport> {
            auto importer = store::WorkspaceImporter::open(workspace);
            return importer ? importFile(file, **importer, control) : Result<exchange::ImportReport>(importer.error());
        },
        guard, std::move(progress), std::move(done));
}

} // namespace offhook
