#include "core/session/replay_source.h"

#include "core/base/clock.h"
#include "core/store/event_reader.h"

#include <QFile>

#include <utility>

namespace offhook {
namespace {

/// A file that is read event by event.
struct OpenFile {
    QFile file;
    std::unique_ptr<exchange::ImportReader> reader;
    EventId number = 0;

    flow::EventPtr next(exchange::ImportProblems &problems) {
        auto event = reader->next(problems);
        if (!event)
            return nullptr;
        event->id = ++number;
        return std::make_shared<const flow::WebhookEvent>(std::move(*event));
    }
};

} // namespace

Result<ReplaySource> workspaceEvents(
    const QString &workspace, const ShareSelection &selection, const ReplayCancel &cancel) {
    auto opened = store::EventReader::open(workspace);
    if (!opened)
        return opened.error();
    const std::shared_ptr<store::EventReader> reader = std::move(*opened);
    reader->setCancelFlags(cancel.get(), nullptr);
    std::vector<EventId> ids = selection.ids;
    if (ids.empty()) {
        store::EventQuery query;
        query.filter = selection.filter;
        query.descending = false;
        const Result<void> done = reader->query(
            query, [&](const store::IdChunk &chunk) { ids.insert(ids.end(), chunk.ids.begin(), chunk.ids.end()); });
        if (!done)
            return done.error();
    }
    ReplaySource source;
    source.count = qint64(ids.size());
    const bool wasAskedFor = !selection.ids.empty();
    source.next = [reader, cancel, wasAskedFor, ids = std::move(ids),
                      at = std::size_t(0)]() mutable -> Result<flow::EventPtr> {
        while (at < ids.size()) {
            auto event = reader->event(ids[at++]);
            if (event || wasAskedFor || event.error().code != ErrorCode::NotFound)
                return event;
        }
        return flow::EventPtr();
    };
    return source;
}

Result<ReplaySource> fileEvents(const QString &name) {
    const auto open = std::make_shared<OpenFile>();
    open->file.setFileName(name);
    if (!open->file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::FileUnreadable, name + QStringLiteral(": ") + open->file.errorString(), -1};
    auto reader = exchange::openImport(open->file, Clock::system().wall());
    if (!reader)
        return reader.error();
    open->reader = std::move(*reader);
    ReplaySource source;
    source.problems = std::make_shared<exchange::ImportProblems>();
    // The header, and the key in it, are read with the first event.
    flow::EventPtr first = open->next(*source.problems);
    source.throwAwayKey = open->reader->info().throwAwayKey;
    source.next = [open, problems = source.problems, first = std::move(first), isFirst = true]() mutable {
        return Result<flow::EventPtr>(
            std::exchange(isFirst, false) ? std::exchange(first, nullptr) : open->next(*problems));
    };
    return source;
}

} // namespace offhook
