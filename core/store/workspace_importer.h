#pragma once

#include "core/base/result.h"
#include "core/store/known_events.h"
#include "core/store/sqlite.h"

#include <QString>

#include <functional>
#include <memory>
#include <vector>

namespace offhook::store {

class EventWriter;
class WriterCore;
class WorkspaceFile;

/// Puts events that come from elsewhere into a workspace and leaves out those that are there already. Used by one
/// thread, which add() may hold up for the length of a commit.
class WorkspaceImporter {
public:
    /// A workspace that nobody has open for writing; made when it is not there. Fails as WorkspaceFile::open().
    [[nodiscard]] static Result<std::unique_ptr<WorkspaceImporter>> open(const QString &path);
    /// The workspace that `writer` writes. Its thread must run while add() waits for it, so add() belongs elsewhere.
    [[nodiscard]] static Result<std::unique_ptr<WorkspaceImporter>> join(const QString &path, EventWriter &writer);
    ~WorkspaceImporter();

    /// Stores the new ones in one transaction, in order, and returns how many these were.
    [[nodiscard]] Result<qint64> add(std::vector<std::shared_ptr<flow::WebhookEvent>> events);

private:
    using Events = std::vector<std::shared_ptr<flow::WebhookEvent>>;
    WorkspaceImporter();
    [[nodiscard]] Result<void> insertHere(const Events &events);
    [[nodiscard]] Result<void> insertThere(const Events &events, EventWriter &writer);
    void checkpointIfDue();

    std::unique_ptr<WorkspaceFile> m_file;
    std::unique_ptr<WriterCore> m_core; ///< open()
    Connection m_reading;               ///< join()
    std::unique_ptr<KnownEvents> m_known;
    std::function<Result<void>(const Events &)> m_insert;
};

} // namespace offhook::store
