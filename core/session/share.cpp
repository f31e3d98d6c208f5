#include "core/session/share.h"

#include "core/base/clock.h"
#include "core/store/event_reader.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace offhook {
namespace {

constexpr WallTime MicrosPerMilli = 1'000;

Result<std::vector<EventId>> matching(store::EventReader &reader, const filter::Expression &filter) {
    store::EventQuery query;
    query.filter = filter;
    query.descending = false;
    std::vector<EventId> ids;
    const Result<void> done = reader.query(
        query, [&](const store::IdChunk &chunk) { ids.insert(ids.end(), chunk.ids.begin(), chunk.ids.end()); });
    return done ? Result<std::vector<EventId>>(std::move(ids)) : Result<std::vector<EventId>>(done.error());
}

Error fileError(ErrorCode code, const QFileDevice &file) {
    return {code, file.fileName() + QStringLiteral(": ") + file.errorString(), -1};
}

} // namespace

Result<exchange::ExportReport> exportWorkspace(const QString &workspace, const ShareSelection &selection,
    exchange::ExportOptions options, QIODevice &out, const ShareControl &control) {
    auto reader = store::EventReader::open(workspace);
    if (!reader)
        return reader.error();
    (*reader)->setCancelFlags(control.cancelled, nullptr);
    auto ids =
        selection.ids.empty() ? matching(**reader, selection.filter) : Result<std::vector<EventId>>(selection.ids);
    if (!ids)
        return ids.error();
    options.count = qint64(ids->size());
    std::size_t at = 0;
    const exchange::NextEvent next = [&]() -> Result<flow::EventPtr> {
        return at < ids->size() ? (*reader)->event((*ids)[at++]) : Result<flow::EventPtr>(flow::EventPtr());
    };
    const auto progress = [&](qint64 done) {
        if (control.progress)
            control.progress(done, options.count);
    };
    return exchange::exportEvents(next, options, out, progress, control.cancelled);
}

Result<exchange::ExportReport> exportWorkspace(const QString &workspace, const ShareSelection &selection,
    const exchange::ExportOptions &options, const QString &file, const ShareControl &control) {
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly))
        return fileError(ErrorCode::FileUnwritable, out);
    auto report = exportWorkspace(workspace, selection, options, out, control);
    if (!report)
        return report; // the unfinished file goes with the object
    if (!out.commit())
        return fileError(ErrorCode::FileUnwritable, out);
    return report;
}

Result<exchange::ImportReport> importFile(
    const QString &file, store::WorkspaceImporter &into, const ShareControl &control) {
    QFile in(file);
    if (!in.open(QIODevice::ReadOnly))
        return fileError(ErrorCode::FileUnreadable, in);
    const QFileInfo info(file);
    const WallTime written = info.lastModified().toMSecsSinceEpoch() * MicrosPerMilli;
    const qint64 size = in.isSequential() ? -1 : in.size();
    const auto take = [&](std::vector<std::shared_ptr<flow::WebhookEvent>> events) {
        return into.add(std::move(events));
    };
    const auto progress = [&](qint64 done) {
        if (control.progress)
            control.progress(done, size);
    };
    return exchange::importEvents(
        in, take, info.isFile() ? written : Clock::system().wall(), progress, control.cancelled);
}

} // namespace offhook
