#include "app/cli/workspace_reader.h"

#include <QEventLoop>

namespace offhook::cli {

using namespace Qt::StringLiterals;

Result<void> prepareForReading(const QString &path) {
    using store::WorkspaceFile;
    const auto file = WorkspaceFile::open(path, store::Access::ReadOnly);
    if (file || file.error().code != ErrorCode::ReadOnly)
        return file ? Result<void>() : file.error();
    // Whoever opens it for writing migrates it; who only wants to read should not have to know.
    if (!WorkspaceFile::open(path, store::Access::ReadWrite))
        return file.error();
    const auto again = WorkspaceFile::open(path, store::Access::ReadOnly);
    return again ? Result<void>() : again.error();
}

Result<std::unique_ptr<store::EventStore>> openForReading(const QCommandLineParser &parser) {
    const QString path = parser.isSet(u"workspace"_s) ? parser.value(u"workspace"_s) : store::defaultWorkspacePath();
    if (const Result<void> ready = prepareForReading(path); !ready)
        return ready.error();
    return std::make_unique<store::EventStore>(path, nullptr);
}

Result<std::vector<EventId>> awaitIds(store::EventStore &events, const store::EventQuery &query) {
    QEventLoop loop;
    Result<std::vector<EventId>> ids = std::vector<EventId>();
    events.query(query, &loop, [&](Result<store::IdChunk> chunk) {
        if (!chunk) {
            ids = chunk.error();
            return loop.quit();
        }
        ids->insert(ids->end(), chunk->ids.begin(), chunk->ids.end());
        if (chunk->done)
            loop.quit();
    });
    loop.exec();
    return ids;
}

Result<flow::EventPtr> awaitEvent(store::EventStore &events, EventId id) {
    QEventLoop loop;
    Result<flow::EventPtr> found = Error{ErrorCode::Cancelled, {}};
    events.fetch(id, &loop, [&](Result<flow::EventPtr> event) {
        found = std::move(event);
        loop.quit();
    });
    loop.exec();
    return found;
}

} // namespace offhook::cli
