#include "core/store/workspace_importer.h"

#include "core/store/event_writer.h"
#include "core/store/workspace_file.h"
#include "core/store/writer_core.h"

#include <QSet>

#include <sqlite3.h>

#include <future>

namespace offhook::store {
namespace {

constexpr int CheckpointPages = 4'096; // 16 MiB of log, then it begins anew

} // namespace

WorkspaceImporter::WorkspaceImporter() = default;
WorkspaceImporter::~WorkspaceImporter() = default;

Result<std::unique_ptr<WorkspaceImporter>> WorkspaceImporter::open(const QString &path) {
    std::unique_ptr<WorkspaceImporter> importer(new WorkspaceImporter);
    auto file = WorkspaceFile::open(path, Access::ReadWrite);
    if (!file)
        return file.error();
    importer->m_file = std::make_unique<WorkspaceFile>(std::move(*file));
    auto core = WriterCore::open(path);
    if (!core)
        return core.error();
    importer->m_core = std::move(*core);
    auto known = KnownEvents::read(importer->m_core->connection());
    if (!known)
        return known.error();
    importer->m_known = std::move(*known);
    importer->m_insert = [self = importer.get()](const Events &events) { return self->insertHere(events); };
    return importer;
}

Result<std::unique_ptr<WorkspaceImporter>> WorkspaceImporter::join(const QString &path, EventWriter &writer) {
    std::unique_ptr<WorkspaceImporter> importer(new WorkspaceImporter);
    auto connection = Connection::open(path, Connection::Mode::ReadOnly);
    if (!connection)
        return connection.error();
    importer->m_reading = std::move(*connection);
    auto known = KnownEvents::read(importer->m_reading);
    if (!known)
        return known.error();
    importer->m_known = std::move(*known);
    importer->m_insert = [self = importer.get(), &writer](
                             const Events &events) { return self->insertThere(events, writer); };
    return importer;
}

Result<qint64> WorkspaceImporter::add(Events events) {
    Events fresh;
    QSet<std::pair<QByteArray, QByteArray>> seen; // twice in one batch
    for (auto &event : events) {
        const QByteArray from = QByteArray::number(event->receivedAt) + ' ' + event->peer;
        const QByteArray bytes = event->request.head() + event->request.wireBody();
        const std::pair<QByteArray, QByteArray> key(from, bytes);
        if (seen.contains(key) || m_known->contains(*event))
            continue;
        seen.insert(key);
        fresh.push_back(std::move(event));
    }
    if (fresh.empty())
        return 0;
    if (const Result<void> done = m_insert(fresh); !done)
        return done.error();
    for (const auto &event : fresh)
        m_known->add(*event);
    return qint64(fresh.size());
}

Result<void> WorkspaceImporter::insertHere(const Events &events) {
    for (const auto &event : events)
        event->id = m_core->takeId();
    const std::vector<flow::EventPtr> shared(events.begin(), events.end());
    const auto done = m_core->insert(shared, false);
    if (!done)
        return done.error();
    checkpointIfDue();
    return {};
}

// A refusal (someone reads) means a longer log, and another try at the next batch.
void WorkspaceImporter::checkpointIfDue() {
    if (m_core->logPages() >= CheckpointPages)
        (void)sqlite3_wal_checkpoint_v2(
            m_core->connection().handle(), nullptr, SQLITE_CHECKPOINT_RESTART, nullptr, nullptr);
}

Result<void> WorkspaceImporter::insertThere(const Events &events, EventWriter &writer) {
    auto outcome = std::make_shared<std::promise<Result<std::vector<EventId>>>>();
    std::future<Result<std::vector<EventId>>> stored = outcome->get_future();
    writer.importEvents(events, [outcome](Result<std::vector<EventId>> ids) { outcome->set_value(std::move(ids)); });
    outcome.reset(); // so that a writer that goes breaks the promise
    try {
        const auto ids = stored.get();
        return ids ? Result<void>() : Result<void>(ids.error());
    } catch (const std::future_error &) {
        return Error{ErrorCode::Cancelled, QStringLiteral("The workspace was closed."), -1};
    }
}

} // namespace offhook::store
